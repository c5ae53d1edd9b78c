// What the side shows while no node is open: who is away, who is slow, and who was restarted and why.

import { el, refill, setText, show } from "./dom.js";
import { clock, duration, plural, seconds, shortFailure } from "./format.js";
import { FULL, isAway, SLOW, STUCK } from "./model.js";

const MOST = 100;
const HELD_UP = [STUCK, SLOW, FULL];

export class Attention {

  #away = el("ul", { class: "events" });
  #slow = el("ul", { class: "events" });
  #slowPart = el("section", { hidden: true }, el("h3", {}, "Stuck, slow or nearly full"), this.#slow);
  #restarts = el("ol", { class: "events" });
  #title = el("h2", { id: "side-title", tabindex: -1 }, "Needs attention");
  #none = el("p", { class: "quiet" }, "Every actor runs.");
  #calm = el("p", { class: "quiet" }, "None in the last 10 minutes.");
  #open;

  constructor(open, close) {
    this.#open = open;
    this.element = el("div", { class: "panel attention" },
        el("div", { class: "panel-head" }, this.#title,
            el("button", { type: "button", class: "close", onclick: close }, "Close")),
        el("h3", {}, "Away"), this.#none, this.#away, this.#slowPart,
        el("h3", {}, "Recent restarts"), this.#calm, this.#restarts);
  }

  focus() {
    this.#title.focus();
  }

  update(model) {
    const away = model.nodes.filter(isAway).slice(0, MOST);
    show(this.#none, away.length === 0);
    refill(this.#away, away.map((node) => [node.path, node.state, node.data.lastFailure, node.data.nextAttempt]),
        () => away.map((node) => this.#awayItem(node)));
    this.#updateSince(away);
    const slow = model.nodes.filter((node) => node.troubles.some((trouble) => HELD_UP.includes(trouble))).slice(0, MOST);
    show(this.#slowPart, slow.length > 0);
    refill(this.#slow, slow.map((node) => [node.path, node.troubles]), () => slow.map((node) => this.#slowItem(node)));
    const restarts = model.restarts.newest().slice(0, MOST);
    show(this.#calm, restarts.length === 0);
    refill(this.#restarts, restarts, () => restarts.map((restart) => this.#restartItem(restart)));
  }

  #updateSince(away) {
    away.forEach((node, i) => {
      const since = this.#away.children[i]?.querySelector(".since");
      if (since) {
        setText(since, node.data.since ? "for " + duration(Math.floor(seconds(node.data.since))) : "");
      }
    });
  }

  #awayItem(node) {
    const next = node.data.nextAttempt ? ", next attempt " + clock(node.data.nextAttempt) : "";
    return el("li", {}, this.#link(node.path), " ",
        el("span", { class: "badge", "data-state": node.state }, node.state), " ",
        el("span", { class: "when" }, el("span", { class: "since" }), next),
        el("p", { class: "why" }, shortFailure(node.data.lastFailure)));
  }

  #slowItem(node) {
    const troubles = node.troubles.filter((trouble) => HELD_UP.includes(trouble));
    return el("li", {}, this.#link(node.path), " ", el("span", { class: "when" }, troubles.join(", ")));
  }

  #restartItem(restart) {
    return el("li", {}, el("span", { class: "when" }, clock(restart.time)), " ", this.#link(restart.path),
        el("p", { class: "why" }, shortFailure(restart.reason)));
  }

  #link(path) {
    return el("button", { type: "button", class: "link", onclick: () => this.#open(path) }, path || "root");
  }

}

export function announcement(restarts) {
  return restarts.length === 1 ? restarts[0].path + " was restarted"
    : plural(restarts.length, "restart") + ", the last one of " + restarts[0].path;
}
