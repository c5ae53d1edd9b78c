// One node: numbers, charts, failures, restarts, and what can be done with it.

import { label, possible } from "./actions.js";
import { Chart } from "./chart.js";
import { el, refill, setAttribute, setText, show } from "./dom.js";
import { FamilyPart } from "./family.js";
import { capital, clock, count, duration, exactCount, plain, rate, seconds, shortClass, shortFailure, words } from "./format.js";
import { StatesPart } from "./states.js";

export class Detail {

  #path;
  #facts = new Map();
  #writable;
  #act;
  #title = el("h2", { id: "side-title", tabindex: -1 });
  #state = el("span", { class: "badge" });
  #sort = el("span", { class: "sort" });
  #up;
  #gone = el("p", { class: "outcome bad", hidden: true }, "There is no such actor now.");
  #buttons = el("p", { class: "buttons" });
  #outcome = el("p", { class: "outcome", role: "status" });
  #list = el("dl", { class: "facts" });
  #depth = new Chart("Depth", count);
  #rate = new Chart("Rate/s", rate);
  #failure = el("section", {}, el("h3", {}, "Last failure"));
  #failureText = el("p", { class: "failure" });
  #trace = el("pre", {});
  #traceBox = el("details", {}, el("summary", {}, "Stack trace"), this.#trace);
  #restarts = el("ol", { class: "events" });
  #restartsPart = el("section", {}, el("h3", {}, "Recent restarts"), this.#restarts);
  #states = new StatesPart();
  #family;
  #open;

  // A page of keys is asked for with turn.
  constructor(path, { open, close, act, turn, writable }) {
    this.#path = path;
    this.#open = open;
    this.#act = act;
    this.#writable = writable;
    this.#up = el("button", { type: "button", class: "link up", hidden: true });
    this.#family = new FamilyPart(open, turn);
    this.#failure.append(this.#failureText, this.#traceBox);
    this.element = el("div", { class: "panel detail" },
        el("div", { class: "panel-head" }, this.#title,
            el("button", { type: "button", class: "close", onclick: close }, "Close")),
        this.#up, el("p", { class: "kind" }, this.#state, this.#sort), this.#gone, this.#buttons, this.#outcome,
        this.#list, el("div", { class: "charts" }, this.#depth.element, this.#rate.element), this.#states.element,
        this.#failure, this.#family.element, this.#restartsPart);
    setText(this.#title, path || "root");
    show(this.#failure, false);
    show(this.#states.element, false);
    show(this.#family.element, false);
    show(this.#restartsPart, false);
  }

  focus() {
    this.#title.focus();
  }

  tell({ good, text }) {
    setText(this.#outcome, text);
    setAttribute(this.#outcome, "data-bad", !good);
  }

  // What was seen last stays.
  miss() {
    show(this.#gone, true);
    this.#buttons.replaceChildren();
    delete this.#buttons.dataset.signature;
  }

  update(node, model, now) {
    const { data } = node;
    show(this.#gone, false);
    setText(this.#state, node.state);
    setAttribute(this.#state, "data-state", node.state);
    setText(this.#sort, describe(node));
    setAttribute(this.#sort, "title", data.type);
    this.#updateUp(node, model);
    this.#updateButtons(node);
    this.#updateFacts(node);
    this.#depth.update(model.history.points(node.path, "depth"), now);
    this.#rate.update(model.history.points(node.path, "rate"), now);
    show(this.#states.element, Boolean(data.states));
    if (data.states) {
      this.#states.update(data.states, data.currentState);
    }
    this.#updateFailure(data);
    this.#updateRestarts(node, model);
    show(this.#family.element, node.kind === "family");
    if (node.kind === "family") {
      this.#family.update(data);
    }
  }

  #updateUp(node, model) {
    const parent = node.keyed ? model.owner(node.path.slice(0, node.path.lastIndexOf("/"))) : undefined;
    show(this.#up, parent !== undefined);
    if (parent) {
      setText(this.#up, "‹ " + parent.path);
      this.#up.onclick = () => this.#open(parent.path);
    }
  }

  #updateButtons(node) {
    const actions = this.#writable ? possible(node) : [];
    refill(this.#buttons, actions, () => actions.map((action) => el("button",
        { type: "button", "data-action": action, onclick: () => this.#act(action, this.#path) }, label(action))));
  }

  #updateFacts(node) {
    const facts = {
      "Waiting": node.depth === undefined ? undefined
        : exactCount(node.depth) + (node.data.capacity ? " of " + exactCount(node.data.capacity) : ""),
      "Postponed": node.data.postponed ? exactCount(node.data.postponed) : undefined,
      "In the state": node.data.currentState ?? undefined,
      "Most for one key": node.kind === "family" ? exactCount(node.data.maxDepth) : undefined,
      "Oldest message": optional(node.oldest),
      "In hand": node.data.handling
        ? node.data.handling + (node.handlingFor === undefined ? "" : " for " + duration(node.handlingFor)) : undefined,
      "Workers busy": node.data.pool ? workers(node.data.pool) : undefined,
      "Workers away": node.data.pool?.away > 0 ? exactCount(node.data.pool.away) : undefined,
      "Grows and shrinks": node.data.pool?.maxSize ? "from " + node.data.pool.minSize + " to " + node.data.pool.maxSize
        : undefined,
      "Rate": node.data.pool?.rate
        ? node.data.pool.rate + " in " + duration(seconds(node.data.pool.ratePeriod)) : undefined,
      "Active": node.kind === "family" ? exactCount(node.data.active) : undefined,
      "Messages/s": node.rate === undefined ? undefined : rate(node.rate),
      "Handled": node.data.handled === undefined ? undefined : exactCount(node.data.handled),
      "Handling time": node.kind === "actor" ? optional(node.time) : undefined,
      "Restarts": node.restarts === undefined ? undefined : exactCount(node.restarts),
      "Incarnation": node.data.incarnation,
      "Uptime": optional(whole(node.data.uptime)),
      [capital(node.state) + " for"]: optional(whole(node.data.since)),
      "Next attempt": node.data.nextAttempt ? clock(node.data.nextAttempt) : undefined,
      "Strategy": node.data.strategy,
      "Restarts allowed": node.data.intensity === undefined ? undefined
        : node.data.intensity + " in " + duration(seconds(node.data.period)),
      "Gives up by": node.data.giveUp,
      ...told(node.data.details),
      "Children": node.kind === "supervisor" ? count(node.data.children?.length ?? 0) : undefined,
      "Troubles": node.troubles.length > 0 ? node.troubles.join(", ") : undefined
    };
    const shown = Object.entries(facts).filter(([, value]) => value !== undefined);
    refill(this.#list, shown.map(([name]) => name), () => {
      this.#facts = new Map(shown.map(([name]) => [name, el("dd", {})]));
      return shown.map(([name]) => el("div", { class: name === "Troubles" && "wide" },
          el("dt", {}, name), this.#facts.get(name)));
    });
    for (const [name, value] of shown) {
      setText(this.#facts.get(name), String(value));
    }
  }

  #updateFailure(data) {
    show(this.#failure, Boolean(data.lastFailure));
    setText(this.#failureText, data.lastFailure ?? "");
    show(this.#traceBox, Boolean(data.lastFailureStackTrace));
    setText(this.#trace, data.lastFailureStackTrace ?? "");
  }

  // The page may remember more than the server, and of a node in the tree the server tells only alone.
  #updateRestarts(node, model) {
    const below = node.kind === "actor" ? (path) => path === node.path
      : (path) => node.path === "" || path.startsWith(node.path + "/");
    const told = (node.data.recentRestarts ?? []).map((restart) => ({ ...restart, time: Date.parse(restart.time) }));
    const known = model.restarts.newest().filter((restart) => below(restart.path));
    const restarts = known.length > told.length ? known : told.toReversed();
    show(this.#restartsPart, restarts.length > 0);
    refill(this.#restarts, restarts, () => restarts.map((restart) => this.#restart(restart, node)));
  }

  #restart(restart, node) {
    const who = restart.path === node.path ? el("span", {}, "incarnation " + restart.incarnation)
      : el("button", { type: "button", class: "link", onclick: () => this.#open(restart.path) }, restart.path);
    return el("li", {}, el("span", { class: "when" }, clock(restart.time)), " ", who,
        el("p", { class: "why" }, shortFailure(restart.reason)));
  }

}

function describe(node) {
  const type = shortClass(node.data.type);
  return (node.keyed ? "keyed actor" : node.data.pool ? "pool" : node.kind) + (type ? ", " + type : "");
}

function workers({ busy, size, routing }) {
  return exactCount(busy) + " of " + exactCount(size) + (routing === "by-key" ? ", by key" : "");
}

// What other modules tell of an actor, each thing under a name such as nextAlarm.
function told(details) {
  return Object.fromEntries(Object.entries(details ?? {}).map(([name, value]) => [words(name), plain(value)]));
}

function optional(value) {
  return value === undefined ? undefined : duration(value);
}

function whole(iso) {
  const value = seconds(iso);
  return value === undefined || value < 10 ? value : Math.floor(value);
}
