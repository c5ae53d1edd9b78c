// Small charts of one value over the last minutes.

import { el, setAttribute, setText, svg } from "./dom.js";

const LEAST_SPAN = 60_000;
const SPAN = 5 * 60_000;
const WIDTH = 300;
const HEIGHT = 60;
const GAP = 15_000;

export class Chart {

  #label;
  #format;
  #now = el("strong", {});
  #most = el("span", { class: "most" });
  #area = svg("path", { class: "area" });
  #line = svg("path", { class: "line", "vector-effect": "non-scaling-stroke" });
  #picture = svg("svg", { viewBox: "0 0 " + WIDTH + " " + HEIGHT, preserveAspectRatio: "none", role: "img" },
      this.#area, this.#line);

  // A chart with a heading, or without one for where there is no room.
  constructor(label, format, small = false) {
    this.#label = label;
    this.#format = format;
    this.element = small ? el("div", { class: "spark" }, this.#picture)
      : el("figure", { class: "chart" },
          el("figcaption", {}, el("span", {}, label), this.#now, this.#most), this.#picture);
    if (small) {
      this.#picture.removeAttribute("role");
      this.#picture.setAttribute("aria-hidden", "true");
    }
  }

  update(points, now) {
    const recent = points.filter((point) => now - point.time < SPAN);
    const span = Math.max(LEAST_SPAN, now - (recent[0]?.time ?? now));
    const highest = recent.reduce((most, point) => Math.max(most, point.value), 0);
    const x = (time) => (WIDTH * (1 - (now - time) / span)).toFixed(1);
    const y = (value) => (HEIGHT - 2 - (HEIGHT - 6) * value / (highest || 1)).toFixed(1);
    let line = "";
    let area = "";
    for (const part of unbroken(recent)) {
      const path = part.map((point) => x(point.time) + " " + y(point.value)).join("L");
      line += "M" + path;
      area += "M" + x(part[0].time) + " " + HEIGHT + "L" + path + "L" + x(part.at(-1).time) + " " + HEIGHT + "Z";
    }
    setAttribute(this.#line, "d", line);
    setAttribute(this.#area, "d", area);
    const last = this.#format(recent.at(-1)?.value);
    setText(this.#now, last);
    setText(this.#most, "highest " + this.#format(recent.length > 0 ? highest : undefined)
        + " in " + Math.ceil(span / 60_000) + " min");
    setAttribute(this.#picture, "aria-label",
        this.#label + " in the last minutes: now " + last + ", highest " + this.#format(highest));
  }

}

// While nobody looked there are no points, and nothing is made up.
function unbroken(points) {
  const parts = [];
  for (const point of points) {
    if (parts.length === 0 || point.time - parts.at(-1).at(-1).time > GAP) {
      parts.push([]);
    }
    parts.at(-1).push(point);
  }
  return parts;
}
