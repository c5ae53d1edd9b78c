// The states of an actor as boxes one below the other, with the one that it is in marked, and the ways between them.

import { el, refill, svg } from "./dom.js";

const WIDTH = 380;
const BOX = 124;
const HEIGHT = 30;
const STEP = 66;
const LANE = 40;
const MIDDLE = WIDTH / 2;
const LABEL = 22;

export class StatesPart {

  #picture = el("div", { class: "states" });

  constructor() {
    this.element = el("section", {}, el("h3", {}, "States"), this.#picture);
  }

  update(states, current) {
    refill(this.#picture, [states, current], () => [draw(states, current)]);
  }

}

function draw({ states, transitions }, current) {
  const places = new Map(states.map(({ name }, index) => [name, index]));
  const ways = merged(transitions, places);
  return svg("svg", {
    viewBox: "0 0 " + WIDTH + " " + (STEP * states.length - STEP + HEIGHT + 8), role: "img",
    "aria-label": spoken(states, ways, current)
  }, arrowHead(), ...ways.map(drawWay), ...states.map((state, index) => drawState(state, index, state.name === current)));
}

function spoken(states, ways, current) {
  const said = ways.map((way) => way.from + " becomes " + way.to + " on " + way.on.join(" or "));
  return "States " + states.map((state) => state.name).join(", ") + (current ? ", now " + current : "")
      + (said.length > 0 ? ": " + said.join(", ") : "");
}

// Several messages that lead the same way are one arrow. Those that pass others by have a lane of their own.
function merged(transitions, places) {
  const ways = new Map();
  for (const { from, on, to } of transitions) {
    const way = ways.get(from + " " + to) ?? { from, to, on: [], start: places.get(from), end: places.get(to), lane: 0 };
    way.on.push(on);
    ways.set(from + " " + to, way);
  }
  const all = [...ways.values()];
  for (const down of [true, false]) {
    giveLanes(all.filter((way) => Math.abs(way.end - way.start) > 1 && (way.end > way.start) === down));
  }
  return all;
}

// What is written at a lane stands between two boxes, and beside nothing else if there is such a place.
function giveLanes(ways) {
  const lanes = [];
  const rows = new Set();
  for (const way of ways.toSorted((one, other) => Math.abs(one.end - one.start) - Math.abs(other.end - other.start))) {
    const [top, bottom] = [Math.min(way.start, way.end), Math.max(way.start, way.end)];
    let lane = 0;
    while (lanes[lane]?.some((taken) => taken.top < bottom && top < taken.bottom)) {
      lane++;
    }
    (lanes[lane] ??= []).push({ top, bottom });
    way.lane = lane;
    way.row = top;
    for (let row = top; row < bottom; row++) {
      if (!rows.has(row)) {
        way.row = row;
        break;
      }
    }
    rows.add(way.row);
  }
}

function arrowHead() {
  return svg("defs", {}, svg("marker", { id: "state-arrow", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7,
    markerHeight: 7, orient: "auto-start-reverse" }, svg("path", { d: "M0 0L8 4L0 8Z", class: "arrow" })));
}

function middle(index) {
  return 4 + HEIGHT / 2 + STEP * index;
}

function drawState({ name, first, postponed, ignored }, index, current) {
  const y = middle(index);
  const group = svg("g", { class: current ? "state current" : "state" },
      svg("title", {}, [name, current ? "is the state now" : "", named("postpones", postponed), named("ignores", ignored)]
        .filter((part) => part !== "").join("; ")),
      svg("rect", { x: MIDDLE - BOX / 2, y: y - HEIGHT / 2, width: BOX, height: HEIGHT, rx: 8 }),
      svg("text", { x: MIDDLE, y: y + 4 }, shortened(name, 17)));
  if (first) {
    group.append(svg("circle", { cx: MIDDLE - BOX / 2 - 18, cy: y, r: 4, class: "first" }),
        svg("path", { d: "M" + (MIDDLE - BOX / 2 - 14) + " " + y + "h12", class: "way" }));
  }
  return group;
}

function named(verb, messages) {
  return messages?.length > 0 ? verb + " " + messages.join(", ") : "";
}

function drawWay(way) {
  const { path, x, y, anchor } = route(way);
  return svg("g", { class: "between" }, svg("title", {}, way.on.join(", ")),
      svg("path", { d: path, class: "way", "marker-end": "url(#state-arrow)" }),
      svg("text", { x, y, "text-anchor": anchor, class: "on" }, shortened(way.on.join(", "), LABEL)));
}

function route({ start, end, lane, row }) {
  const [from, to] = [middle(start), middle(end)];
  const down = end > start;
  const side = down || end === start ? 1 : -1;
  const edge = MIDDLE + side * BOX / 2;
  if (end === start) {
    return { path: "M" + edge + " " + (from - 6) + "h20v12h-20", x: edge + 26, y: from + 4, anchor: "start" };
  }
  if (Math.abs(end - start) === 1) {
    const x = MIDDLE + side * 10;
    return { path: "M" + x + " " + (from + side * HEIGHT / 2) + "V" + (to - side * HEIGHT / 2), x: x + side * 7,
      y: (from + to) / 2 + 4, anchor: down ? "start" : "end" };
  }
  const outer = edge + side * (26 + lane * LANE);
  return { path: "M" + edge + " " + (from + side * 6) + "H" + outer + "V" + (to - side * 6) + "H" + (edge + side),
    x: outer, y: middle(row + 0.5) + 4, anchor: "middle" };
}

function shortened(text, most) {
  return text.length > most ? text.slice(0, most - 1) + "…" : text;
}
