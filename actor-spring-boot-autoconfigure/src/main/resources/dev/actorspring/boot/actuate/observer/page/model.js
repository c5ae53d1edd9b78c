// The tree as the page needs it: one flat list in the order of the tree, with rates, sums and troubles.

import { instant, seconds } from "./format.js";
import { Restarts } from "./restarts.js";

const SAMPLES = 4;
const PATIENCE = 5;
const NEARLY_FULL = 0.8;

export const SLOW = "slow";
export const STUCK = "stuck in its turn";
export const FULL = "mailbox nearly full";

const NOTHING = { actors: 0, active: 0, away: 0, depth: 0, rate: undefined, restarts: 0 };

export const ROOT = "";

export class Model {

  nodes = [];
  restarts = new Restarts();
  totals = { ...NOTHING };
  #byPath = new Map();
  #samples = new Map();
  #round = 0;

  constructor(history) {
    this.history = history;
  }

  node(path) {
    return this.#byPath.get(path);
  }

  // The node, or the nearest above it that the tree shows: for a key, its family.
  owner(path) {
    let current = path;
    while (!this.#byPath.has(current) && current.includes("/")) {
      current = current.slice(0, current.lastIndexOf("/"));
    }
    return this.#byPath.get(current);
  }

  // Takes an answer in. Time is in milliseconds; wanted says for which paths a history is kept in any case.
  update(root, time, wanted) {
    this.#round++;
    this.nodes = [];
    this.#byPath = new Map();
    this.totals = { ...NOTHING };
    this.history.begin(time);
    this.#add(root, undefined, 1, time);
    for (let i = this.nodes.length - 1; i > 0; i--) {
      sum(this.nodes[i].parent, this.nodes[i]);
    }
    for (const node of this.nodes) {
      this.history.record(node.path, node.total.depth, node.total.rate, wanted(node.path));
    }
    this.totals.depth = this.nodes[0].total.depth ?? 0;
    this.totals.rate = this.nodes[0].total.rate;
    this.totals.restarts = this.nodes[0].total.restarts ?? 0;
    this.restarts.forgetBefore(time);
    for (const [path, samples] of this.#samples) {
      // A node that is asked for alone comes after the tree.
      if (this.#round - samples.round > 1) {
        this.#samples.delete(path);
      }
    }
  }

  // A node that was asked for alone: a key is not in the tree.
  describe(data, time) {
    const known = this.#byPath.get(data.path);
    const node = this.#measure(data, time, known?.keyed ?? this.owner(data.path)?.kind === "family");
    node.parent = known ? known.parent : this.owner(data.path);
    node.outOfService = node.state === "disabled" || Boolean(node.parent?.outOfService);
    if (!known) {
      this.history.record(node.path, node.depth, node.rate, true);
    }
    this.#learn(node, time);
    node.total = known?.total ?? node;
    return node;
  }

  #add(data, parent, level, time) {
    const keyed = parent?.kind === "family";
    const node = Object.assign(this.#measure(data, time, keyed), { parent, level, children: [] });
    node.outOfService = node.state === "disabled" || Boolean(parent?.outOfService);
    node.total = { depth: node.depth, rate: node.rate, restarts: node.restarts };
    this.nodes.push(node);
    this.#byPath.set(node.path, node);
    parent?.children.push(node);
    this.#learn(node, time);
    this.#count(node);
    for (const child of data.children ?? data.away ?? []) {
      this.#add(child, node, level + 1, time);
    }
  }

  #measure(data, time, keyed) {
    const node = {
      path: data.path,
      name: data.path === ROOT ? data.name || "root" : data.name,
      kind: data.kind,
      state: data.state,
      keyed,
      data,
      depth: data.depth,
      rate: this.#rate(data, time),
      time: seconds(data.handlingTime ?? data.top?.handlingTime?.[0]?.handlingTime),
      restarts: data.restarts,
      oldest: seconds(data.oldestMessageAge),
      handlingFor: seconds(data.handlingFor)
    };
    node.words = (data.path + " " + (data.type ?? "")).toLowerCase();
    return node;
  }

  // Of the last few answers, so that one odd gap between two of them does not show.
  #rate(data, time) {
    if (data.handled === undefined) {
      return undefined;
    }
    let samples = this.#samples.get(data.path);
    if (!samples || data.handled < samples.at(-1).handled) {
      samples = [];
      this.#samples.set(data.path, samples);
    }
    samples.round = this.#round;
    if (samples.at(-1)?.time !== time) {
      samples.push({ time, handled: data.handled });
    }
    if (samples.length > SAMPLES) {
      samples.shift();
    }
    const first = samples[0];
    const last = samples.at(-1);
    return last.time > first.time ? (last.handled - first.handled) * 1000 / (last.time - first.time) : undefined;
  }

  #learn(node, time) {
    for (const restart of node.data.recentRestarts ?? []) {
      this.restarts.add(restart.path, restart.incarnation, instant(restart.time) ?? time, restart.reason, time);
    }
    if (node.kind === "actor") {
      this.restarts.notice(node, time, seconds(node.data.since));
    }
    node.restarted = this.restarts.last(node.path);
    node.troubles = troubles(node, time);
  }

  // A family counts those that run; those of it that are away are nodes of their own, and so are the workers of a pool.
  // What is disabled is not away, nor what is below it.
  #count(node) {
    const runs = node.state === "running";
    this.totals.away += isAway(node) ? 1 : 0;
    if (node.kind === "family") {
      this.totals.actors += node.data.active ?? 0;
      this.totals.active += node.data.active ?? 0;
    }
    else if (node.kind === "actor" && !node.data.pool) {
      this.totals.actors++;
      this.totals.active += runs ? 1 : 0;
    }
  }

}

export function isAway(node) {
  return node.state !== "running" && !node.outOfService;
}

function sum(parent, child) {
  // The numbers of a pool are those of its workers already.
  if (parent.kind !== "family" && !parent.data.pool) {
    for (const measure of ["depth", "rate", "restarts"]) {
      if (child.total[measure] !== undefined) {
        parent.total[measure] = (parent.total[measure] ?? 0) + child.total[measure];
      }
    }
  }
}

function troubles(node, time) {
  const found = [];
  if (isAway(node)) {
    found.push(node.state);
  }
  if (node.restarted !== undefined && time - node.restarted < 60_000) {
    found.push("restarted within the last minute");
  }
  if (node.data.capacity > 0 && node.depth >= NEARLY_FULL * node.data.capacity) {
    found.push(FULL);
  }
  if (node.data.stuck) {
    found.push(STUCK);
  }
  if (node.oldest >= PATIENCE || node.handlingFor >= PATIENCE) {
    found.push(SLOW);
  }
  return found;
}
