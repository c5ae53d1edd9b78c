// Who was restarted when: a lane for each of those that were most often, and one for all others.

import { el, refill, setAttribute, setText, show, svg } from "./dom.js";
import { count, plural } from "./format.js";
import { WINDOW } from "./restarts.js";

const LANES = 4;

export class Timeline {

  #none = el("p", { class: "quiet" }, "None");
  #lanes;

  constructor(element, open) {
    this.#lanes = Array.from({ length: LANES }, () => new Lane(open));
    element.append(this.#none, ...this.#lanes.map((lane) => lane.element));
  }

  update(model, now) {
    const found = arrange(model);
    show(this.#none, found.length === 0);
    this.#lanes.forEach((lane, i) => lane.update(found[i], now));
  }

}

// Its elements stay, whoever the lane is for, so that the focus stays too.
class Lane {

  #path;
  #who;
  #dots = svg("svg", { role: "img" });
  #number = el("span", { class: "number" });

  constructor(open) {
    this.#who = el("button", { type: "button", class: "who", onclick: () => this.#path !== undefined && open(this.#path) });
    this.element = el("div", { class: "lane", hidden: true }, this.#who, this.#dots, this.#number);
  }

  update(lane, now) {
    show(this.element, lane !== undefined);
    if (!lane) {
      return;
    }
    this.#path = lane.path;
    setText(this.#who, lane.name);
    setAttribute(this.#who, "title", lane.path);
    setAttribute(this.#who, "aria-disabled", lane.path === undefined ? "true" : undefined);
    setText(this.#number, count(lane.times.length));
    setAttribute(this.#dots, "aria-label", plural(lane.times.length, "restart"));
    // A dot moves so slowly that most rounds leave it where it is.
    const places = [...new Set(lane.times.map((time) => (Math.round((1 - (now - time) / WINDOW) * 500) / 5).toFixed(1)))];
    refill(this.#dots, places, () => places.map((place) => svg("circle", { cx: place + "%", cy: "50%", r: 4 })));
  }

}

function arrange(model) {
  const byOwner = new Map();
  for (const restart of model.restarts.newest()) {
    const owner = model.owner(restart.path) ?? { path: restart.path };
    const { path } = owner.keyed ? owner.parent : owner;
    const lane = byOwner.get(path) ?? { path, name: path || "root", times: [] };
    lane.times.push(restart.time);
    byOwner.set(path, lane);
  }
  const lanes = [...byOwner.values()].sort((one, other) => other.times.length - one.times.length
      || (one.path < other.path ? -1 : 1));
  if (lanes.length <= LANES) {
    return lanes;
  }
  const rest = lanes.slice(LANES - 1);
  return [...lanes.slice(0, LANES - 1),
    { path: undefined, name: plural(rest.length, "other"), times: rest.flatMap((lane) => lane.times) }];
}
