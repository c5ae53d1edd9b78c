// What only a family has: its most remarkable keys, those that are away, and all of them page by page.

import { el, refill, setAttribute, setText, show } from "./dom.js";
import { count, duration, NONE, seconds } from "./format.js";

const TOPS = [["depth", "Depth"], ["restarts", "Restarts"], ["handlingTime", "Handling time"]];

export class FamilyPart {

  #top = "depth";
  #tops;
  #data = {};
  #topTable;
  #awayTable;
  #keysTable;
  #awayPart;
  #keysPart;
  #previous;
  #next;
  #range = el("span", { class: "range" });
  #pages = [undefined];
  #turn;

  constructor(open, turn) {
    this.#turn = turn;
    this.#topTable = new KeyTable("Keys with the most", open);
    this.#awayTable = new KeyTable("Keys that are away", open);
    this.#keysTable = new KeyTable("Keys in order", open);
    this.#tops = TOPS.map(([id, name]) => el("button",
        { type: "button", "data-top": id, onclick: () => this.#choose(id) }, name));
    this.#previous = el("button", { type: "button", onclick: () => this.#back() }, "Previous");
    this.#next = el("button", { type: "button", onclick: () => this.#forward() }, "Next");
    this.#awayPart = el("section", {}, el("h3", {}, "Away"), this.#awayTable.element);
    this.#keysPart = el("section", {}, el("h3", {}, "All keys"), this.#keysTable.element,
        el("p", { class: "pager" }, this.#previous, this.#range, this.#next));
    this.element = el("div", { class: "family" }, this.#awayPart,
        el("section", {}, el("h3", {}, "The most by"),
            el("p", { class: "choices", role: "group", "aria-label": "The most by" }, ...this.#tops),
            this.#topTable.element),
        this.#keysPart);
  }

  update(data) {
    this.#data = data;
    for (const button of this.#tops) {
      setAttribute(button, "aria-pressed", String(button.dataset.top === this.#top));
    }
    this.#topTable.update(data.top?.[this.#top] ?? []);
    show(this.#awayPart, (data.away?.length ?? 0) > 0);
    this.#awayTable.update(data.away ?? []);
    show(this.#keysPart, Boolean(data.keys));
    if (data.keys) {
      const { actors, next } = data.keys;
      this.#keysTable.update(actors);
      setText(this.#range, actors.length > 0 ? "Page " + count(this.#pages.length) : "No keys");
      // Not disabled, so that the focus is not lost when the last page is reached.
      setAttribute(this.#previous, "aria-disabled", String(this.#pages.length === 1));
      setAttribute(this.#next, "aria-disabled", String(!next));
    }
  }

  #choose(top) {
    this.#top = top;
    this.update(this.#data);
  }

  #back() {
    if (this.#pages.length > 1) {
      this.#pages.pop();
      this.#turn(this.#pages.at(-1));
    }
  }

  #forward() {
    const next = this.#data.keys?.next;
    if (next && next !== this.#pages.at(-1)) {
      this.#pages.push(next);
      this.#turn(next);
    }
  }

}

class KeyTable {

  #body = el("tbody", {});
  #rows = [];
  #open;

  constructor(caption, open) {
    this.#open = open;
    this.element = el("table", { class: "keys" }, el("caption", { class: "unseen" }, caption),
        el("thead", {}, el("tr", {}, ...["Key", "Depth", "Restarts", "Handling"].map((name) =>
          el("th", { scope: "col" }, name)))), this.#body);
  }

  // Rows are kept and get new texts, so that the focus stays where it is.
  update(actors) {
    refill(this.#body, actors.length, () => {
      this.#rows = actors.map((actor, i) => new KeyRow(() => this.#open(this.#rows[i].path)));
      return actors.length > 0 ? this.#rows.map((row) => row.element)
        : [el("tr", {}, el("td", { colspan: 4, class: "quiet" }, "None"))];
    });
    actors.forEach((actor, i) => this.#rows[i].update(actor));
  }

}

class KeyRow {

  #key;
  #cells = [el("td", {}), el("td", {}), el("td", {})];

  constructor(open) {
    this.#key = el("button", { type: "button", class: "link", onclick: open });
    this.element = el("tr", {}, el("th", { scope: "row" }, this.#key), ...this.#cells);
  }

  update(actor) {
    this.path = actor.path;
    setText(this.#key, actor.name);
    setAttribute(this.element, "data-state", actor.state);
    setAttribute(this.#key, "title", actor.path + ": " + actor.state);
    setText(this.#cells[0], count(actor.depth));
    setText(this.#cells[1], count(actor.restarts));
    setText(this.#cells[2], actor.handlingTime ? duration(seconds(actor.handlingTime)) : NONE);
  }

}
