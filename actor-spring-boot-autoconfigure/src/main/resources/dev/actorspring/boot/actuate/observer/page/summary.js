// The numbers of the whole system.

import { Chart } from "./chart.js";
import { el, setAttribute, setText } from "./dom.js";
import { count, rate } from "./format.js";
import { ROOT } from "./model.js";

export class Summary {

  #values = new Map();
  #charts = new Map();

  constructor(list) {
    this.#tile(list, "actors", "Actors");
    this.#tile(list, "active", "Active");
    this.#tile(list, "waiting", "Waiting", "depth");
    this.#tile(list, "rate", "Messages/s", "rate");
    this.#tile(list, "restarts", "Restarts");
    this.#tile(list, "away", "Away");
  }

  update(model, now) {
    const { actors, active, away, depth, rate: messages, restarts } = model.totals;
    this.#set("actors", count(actors));
    this.#set("active", count(active));
    this.#set("waiting", count(depth));
    this.#set("rate", rate(messages));
    this.#set("restarts", count(restarts));
    this.#set("away", count(away));
    setAttribute(this.#values.get("away").parentElement, "data-bad", away > 0);
    for (const [measure, chart] of this.#charts) {
      chart.update(model.history.points(ROOT, measure), now);
    }
  }

  #set(id, text) {
    setText(this.#values.get(id), text);
  }

  #tile(list, id, label, measure) {
    const value = el("dd", { id: "total-" + id });
    const tile = el("div", { class: "tile" }, el("dt", {}, label), value);
    if (measure) {
      const chart = new Chart(label, count, true);
      this.#charts.set(measure, chart);
      value.after(el("dd", { class: "trend", "aria-hidden": "true" }, chart.element));
    }
    this.#values.set(id, value);
    list.append(tile);
  }

}
