// What the table shows of a node. Value is what it is sorted by; nodes without one come last.

import { count, duration, rate } from "./format.js";

const STATES = ["stopped", "backoff", "restarting", "disabled", "running"];

export const COLUMNS = [
  { id: "name", label: "Name", ascending: true, value: (node) => node.path.toLowerCase() },
  { id: "state", label: "State", ascending: true, value: (node) => STATES.indexOf(node.state) },
  { id: "depth", label: "Depth", title: "Messages that wait", value: (node) => node.depth,
    text: (node) => count(node.total.depth) },
  { id: "rate", label: "Rate/s", title: "Messages taken from the mailbox in a second", value: (node) => node.rate,
    text: (node) => rate(node.total.rate) },
  { id: "time", label: "Handling", title: "Recent mean time of a turn; for a family that of its slowest key",
    value: (node) => node.time, text: (node) => duration(node.time) },
  { id: "restarts", label: "Restarts", title: "Incarnations that replaced another", value: (node) => node.restarts,
    text: (node) => count(node.total.restarts) },
  { id: "oldest", label: "Oldest", title: "How long the first message has waited", value: (node) => node.oldest,
    text: (node) => duration(node.oldest) }
];
