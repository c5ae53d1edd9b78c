// Who was restarted when: a lane for each of those that were most often, and one for all others.

import { el, refill, svg } from "./dom.js";
import { count, plural } from "./format.js";
import { WINDOW } from "./restarts.js";

const LANES = 4;

export class Timeline {

  #element;
  #open;

  constructor(element, open) {
    this.#element = element;
    this.#open = open;
  }

  update(model, now) {
    const lanes = arrange(model);
    // Dots move by a pixel every few seconds, so most rounds leave them alone.
    const source = lanes.map((lane) => ({ ...lane, dots: dots(lane.times, now) }));
    refill(this.#element, source, () => source.length > 0 ? source.map((lane) => this.#lane(lane))
      : [el("p", { class: "quiet" }, "None")]);
  }

  #lane({ path, name, times, dots }) {
    const label = path === undefined ? el("span", { class: "who" }, name)
      : el("button", { type: "button", class: "who", title: path, onclick: () => this.#open(path) }, name);
    return el("div", { class: "lane" }, label,
        svg("svg", { role: "img", "aria-label": plural(times.length, "restart") },
            ...dots.map((percent) => svg("circle", { cx: percent + "%", cy: "50%", r: 4 }))),
        el("span", { class: "number" }, count(times.length)));
  }

}

function arrange(model) {
  const byOwner = new Map();
  for (const restart of model.restarts.newest()) {
    const owner = model.owner(restart.path) ?? { path: restart.path };
    const top = owner.keyed ? owner.parent : owner;
    const lane = byOwner.get(top.path) ?? { path: top.path, name: top.path || "root", times: [] };
    lane.times.push(restart.time);
    byOwner.set(top.path, lane);
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

function dots(times, now) {
  const places = times.map((time) => (Math.round((1 - (now - time) / WINDOW) * 500) / 5).toFixed(1));
  return [...new Set(places)];
}
