// The nodes of the cluster, where its partitions live, and what has moved.

import { el, refill, setText, show } from "./dom.js";
import { capital, clock, count, NONE, plain, plural } from "./format.js";

const MOST_MOVES = 50;
const SHAPE = { joining: "restarting", up: "running", unreachable: "stopped", leaving: "restarting" };

export class Cluster {

  #section;
  #watch;
  #watched;
  #title = el("h2", { id: "cluster-title" });
  #note = el("p", { id: "cluster-note" });
  #nodes = el("tbody");
  #moves = el("ol", { class: "events" });
  #lately = el("details", {}, el("summary", {}, "Moves"), this.#moves);

  // Watch is told the address of the node whose tree is wanted, none for this one.
  constructor(section, watch) {
    this.#section = section;
    this.#watch = watch;
    section.append(el("div", { class: "bar" }, this.#title, this.#note),
        el("table", { id: "nodes" },
            el("thead", {}, el("tr", {}, ...["Node", "State", "Since", "Partitions", "Which", "Tree"].map((name) =>
                el("th", { scope: "col" }, name)))),
            this.#nodes),
        this.#lately);
  }

  // Null if there is no cluster. Watched is the node whose tree is shown.
  update(cluster, watched) {
    this.#watched = watched;
    show(this.#section, cluster !== null);
    if (cluster === null) {
      return;
    }
    setText(this.#title, "Cluster " + cluster.name);
    setText(this.#note, note(cluster));
    refill(this.#nodes, [cluster.members, watched], () => cluster.members.map((member) => this.#node(member)));
    const moves = lately(cluster);
    show(this.#lately, moves.length > 0);
    refill(this.#moves, moves, () => moves.map((move) => el("li", {}, el("span", { class: "when" }, move.when), " ", move.what)));
  }

  #node(member) {
    const target = member.self ? undefined : member.address;
    const shown = this.#watched === target;
    return el("tr", { "data-node": member.address },
        el("th", { scope: "row" }, member.address + (member.self ? " (this one)" : "")),
        el("td", {}, el("span", { class: "badge", "data-state": SHAPE[member.state] }, member.state)),
        el("td", {}, member.since ? plain(member.since) : NONE),
        el("td", {}, count(member.partitions)),
        el("td", {}, ranges(member.partitionNumbers)),
        el("td", {}, el("button", {
          type: "button", class: "link", "aria-pressed": String(shown), "aria-label": "Show the tree of " + member.address,
          onclick: () => this.#watch(target)
        }, shown ? "Shown" : "Show")));
  }

}

function note(cluster) {
  const { partitions, unknown, unknownPartitions, waiting, member } = cluster;
  const troubles = [
    !member && "this node is no member, or most others are silent",
    unknown > 0 && count(unknown) + " of " + plural(partitions, "partition") + " without a home"
        + (unknownPartitions ? ": " + ranges(unknownPartitions) : ""),
    waiting > 0 && plural(waiting, "message") + " waiting for one"
  ].filter(Boolean);
  return troubles.length > 0 ? capital(troubles.join("; ")) : plural(partitions, "partition") + ", each with a home";
}

// What is on its way first, then what has moved, the latest first.
function lately(cluster) {
  const moving = cluster.moving.map((move) => ({
    when: "since " + clock(move.since), what: "Partition " + move.partition + " is " + move.state
  }));
  const moved = cluster.recentMoves.toReversed().map((move) => ({
    when: clock(move.time),
    what: "Partition " + move.partition + (move.move === "opened" ? " has come" : " has left")
        + (move.cutOff > 0 ? ", " + plural(move.cutOff, "actor") + " cut off" : "")
  }));
  return [...moving, ...moved].slice(0, MOST_MOVES);
}

// Makes "0–2, 7" of 0, 1, 2, 7.
export function ranges(numbers) {
  const found = [];
  for (const number of numbers ?? []) {
    const last = found.at(-1);
    if (last && last.to === number - 1) {
      last.to = number;
    }
    else {
      found.push({ from: number, to: number });
    }
  }
  return found.map(({ from, to }) => from === to ? String(from) : from + "–" + to).join(", ") || NONE;
}
