// The table. It has elements only for the rows that are in sight, however many there are.

import { COLUMNS } from "./columns.js";
import { el, setAttribute, setText } from "./dom.js";
import { FULL, SLOW } from "./model.js";

const SPARE = 6;
const FRESH = 10_000;

export class TreeGrid {

  #grid;
  #heads = new Map();
  #body;
  #probe;
  #pool = [];
  #rows = [];
  #active;
  #activeIndex = 0;
  #height = 32;
  #drawn = false;
  #actions;

  // open, fold and sort are called with a path or a column when the user asks for it.
  constructor(grid, actions) {
    this.#grid = grid;
    this.#actions = actions;
    this.#probe = el("div", { class: "row", "aria-hidden": "true", id: "row-probe" });
    this.#body = el("div", { role: "rowgroup", class: "rows" });
    setAttribute(grid, "role", "treegrid");
    setAttribute(grid, "tabindex", 0);
    setAttribute(grid, "aria-label", "Actors");
    setAttribute(grid, "aria-colcount", COLUMNS.length);
    grid.append(this.#head(), this.#body, this.#probe);
    grid.addEventListener("scroll", () => this.#redraw());
    grid.addEventListener("keydown", (event) => this.#press(event));
    this.#body.addEventListener("click", (event) => this.#click(event));
    new ResizeObserver(() => this.#redraw()).observe(grid);
  }

  update(rows, view, selected, now) {
    this.#rows = rows;
    this.#view = { selected, now };
    for (const [id, head] of this.#heads) {
      const sorted = view.sort === id;
      setAttribute(head, "aria-sort", sorted ? (view.ascending ? "ascending" : "descending") : "none");
    }
    setAttribute(this.#grid, "aria-rowcount", rows.length + 1);
    this.#findActive();
    this.#draw();
  }

  focus() {
    this.#grid.focus();
  }

  #view = { selected: undefined, now: 0 };

  #head() {
    const row = el("div", { role: "row", class: "row head", "aria-rowindex": 1 });
    for (const { id, label, title } of COLUMNS) {
      const button = el("button", { type: "button", title, onclick: () => this.#actions.sort(id) }, label);
      const head = el("div", { role: "columnheader", class: "cell " + id, "aria-sort": "none" }, button);
      this.#heads.set(id, head);
      row.append(head);
    }
    return el("div", { role: "rowgroup", class: "heads" }, row);
  }

  // The row that the keyboard is on stays with its node, wherever that moves.
  #findActive() {
    if (this.#rows[this.#activeIndex]?.node.path === this.#active) {
      return;
    }
    const found = this.#rows.findIndex((row) => row.node.path === this.#active);
    this.#activeIndex = found >= 0 ? found : Math.max(0, Math.min(this.#activeIndex, this.#rows.length - 1));
    this.#active = this.#rows[this.#activeIndex]?.node.path;
  }

  #redraw() {
    if (!this.#drawn) {
      this.#drawn = true;
      requestAnimationFrame(() => this.#draw());
    }
  }

  #draw() {
    this.#drawn = false;
    this.#height = this.#probe.getBoundingClientRect().height || this.#height;
    const inSight = Math.ceil(this.#space() / this.#height) + 1;
    const first = Math.max(0, Math.floor(this.#grid.scrollTop / this.#height) - SPARE);
    const last = Math.min(this.#rows.length, first + inSight + 2 * SPARE);
    this.#body.style.height = this.#rows.length * this.#height + "px";
    this.#stock(Math.min(this.#rows.length, inSight + 2 * SPARE));
    for (let i = first; i < last; i++) {
      this.#pool[i % this.#pool.length].show(this.#rows[i], i, i * this.#height, {
        active: i === this.#activeIndex,
        ...this.#view
      });
    }
    for (const line of this.#pool) {
      line.hideOutside(first, last);
    }
    const near = this.#activeIndex >= first && this.#activeIndex < last;
    setAttribute(this.#grid, "aria-activedescendant",
        near && "row-" + this.#activeIndex % this.#pool.length);
  }

  #stock(size) {
    if (this.#pool.length !== size) {
      this.#pool = Array.from({ length: size }, (_, i) => new Line("row-" + i));
      this.#body.replaceChildren(...this.#pool.map((line) => line.element));
    }
  }

  #space() {
    return Math.max(0, this.#grid.clientHeight - this.#body.offsetTop);
  }

  #click(event) {
    const index = this.#pool.find((line) => line.element.contains(event.target))?.index;
    if (index === undefined) {
      return;
    }
    this.#moveTo(index);
    const row = this.#rows[index];
    if (event.target.closest(".twisty") && row.expandable) {
      this.#actions.fold(row.node.path, row.expanded);
    }
    else {
      this.#actions.open(row.node.path, false);
    }
  }

  #press(event) {
    const row = this.#rows[this.#activeIndex];
    if (event.target !== this.#grid || event.ctrlKey || event.metaKey || event.altKey || !row) {
      return;
    }
    const page = Math.max(1, Math.floor(this.#space() / this.#height) - 1);
    const moves = {
      ArrowDown: this.#activeIndex + 1,
      ArrowUp: this.#activeIndex - 1,
      PageDown: this.#activeIndex + page,
      PageUp: this.#activeIndex - page,
      Home: 0,
      End: this.#rows.length - 1
    };
    if (event.key in moves) {
      this.#moveTo(moves[event.key]);
    }
    else if (event.key === "ArrowRight" && row.expandable) {
      row.expanded ? this.#moveTo(this.#activeIndex + 1) : this.#actions.fold(row.node.path, false);
    }
    else if (event.key === "ArrowLeft") {
      row.expandable && row.expanded ? this.#actions.fold(row.node.path, true) : this.#moveToParent(row);
    }
    else if (event.key === "Enter" || event.key === " ") {
      this.#actions.open(row.node.path, true);
    }
    else {
      return;
    }
    event.preventDefault();
  }

  #moveToParent(row) {
    const parent = this.#rows.findIndex((other) => other.node === row.node.parent);
    if (parent >= 0 && row.level > 1) {
      this.#moveTo(parent);
    }
  }

  #moveTo(index) {
    this.#activeIndex = Math.max(0, Math.min(index, this.#rows.length - 1));
    this.#active = this.#rows[this.#activeIndex].node.path;
    const top = this.#activeIndex * this.#height;
    const bottom = top + this.#height - this.#space();
    if (top < this.#grid.scrollTop || bottom > this.#grid.scrollTop) {
      this.#grid.scrollTop = top < this.#grid.scrollTop ? top : bottom;
    }
    this.#draw();
  }

}

// An element that shows one row after another.
class Line {

  index;

  constructor(id) {
    this.twisty = el("span", { class: "twisty", "aria-hidden": "true" });
    this.label = el("span", { class: "label" });
    this.hint = el("span", { class: "hint" });
    this.state = el("span", { class: "badge" });
    this.cells = new Map(COLUMNS.map((column) => [column.id, el("div", { role: "gridcell", class: "cell " + column.id })]));
    this.cells.get("name").append(this.twisty, this.label, this.hint);
    this.cells.get("state").append(this.state);
    this.element = el("div", { role: "row", class: "row", id }, ...this.cells.values());
  }

  show({ node, level, expandable, expanded, context }, index, top, { active, selected, now }) {
    this.index = index;
    const element = this.element;
    element.hidden = false;
    element.style.transform = "translateY(" + top + "px)";
    element.style.setProperty("--level", level);
    setAttribute(element, "aria-rowindex", index + 2);
    setAttribute(element, "aria-level", level);
    setAttribute(element, "aria-expanded", expandable ? String(expanded) : undefined);
    setAttribute(element, "aria-selected", String(node.path === selected));
    setAttribute(element, "data-path", node.path);
    setAttribute(element, "data-kind", node.kind);
    setAttribute(element, "data-state", node.state);
    setAttribute(element, "data-active", active);
    setAttribute(element, "data-context", context);
    setAttribute(element, "data-fresh", node.restarted !== undefined && now - node.restarted < FRESH);
    setText(this.label, level === 1 && node.parent ? node.path : node.name);
    setAttribute(this.label, "title", node.path);
    setText(this.hint, hint(node));
    setText(this.state, node.state);
    for (const column of COLUMNS) {
      if (column.text) {
        setText(this.cells.get(column.id), column.text(node));
      }
    }
    const depth = this.cells.get("depth");
    depth.style.setProperty("--fill", fullness(node));
    setAttribute(depth, "data-full", node.troubles.includes(FULL));
    setAttribute(this.cells.get("oldest"), "data-slow", node.troubles.includes(SLOW));
  }

  hideOutside(first, last) {
    if (this.index === undefined || this.index < first || this.index >= last) {
      this.index = undefined;
      this.element.hidden = true;
    }
  }

}

// Below a twentieth it would only be dirt on the screen.
function fullness({ depth, data: { capacity } }) {
  return capacity > 0 && depth >= capacity / 20 ? Math.min(1, depth / capacity) : 0;
}

function hint(node) {
  if (node.kind === "family") {
    return (node.data.active ?? 0).toLocaleString("en") + " active";
  }
  if (node.data.pool) {
    return node.data.pool.busy + " of " + node.data.pool.size + " busy";
  }
  return node.kind === "supervisor" ? node.data.strategy ?? "" : "";
}
