// Which nodes the table shows, and in which order. Sorting flattens the tree.

import { COLUMNS } from "./columns.js";

export function rows(nodes, view) {
  const words = view.text.trim().toLowerCase();
  const matches = (node) => (words === "" || node.words.includes(words)) && hasState(node, view.state);
  const filtered = words !== "" || view.state !== "";
  if (view.sort) {
    const found = filtered ? nodes.filter(matches) : [...nodes];
    return sorted(found, view.sort, view.ascending).map((node) => row(node, 1, false, false));
  }
  return filtered ? branches(nodes, matches) : unfolded(nodes, view.folded);
}

function hasState(node, state) {
  if (state === "troubled") {
    return node.troubles.length > 0;
  }
  return state === "" || node.state === state;
}

function sorted(nodes, id, ascending) {
  const { value } = COLUMNS.find((column) => column.id === id);
  const direction = ascending ? 1 : -1;
  return nodes.sort((one, other) => {
    const a = value(one);
    const b = value(other);
    if (a === b) {
      return one.path < other.path ? -1 : 1;
    }
    if (a === undefined || b === undefined) {
      return a === undefined ? 1 : -1;
    }
    return a < b ? -direction : direction;
  });
}

// Those that match, below those that they belong to.
function branches(nodes, matches) {
  const shown = new Set();
  const found = new Set();
  for (const node of nodes) {
    if (matches(node)) {
      found.add(node);
      for (let above = node; above && !shown.has(above); above = above.parent) {
        shown.add(above);
      }
    }
  }
  return nodes.filter((node) => shown.has(node))
    .map((node) => row(node, node.level, node.children.some((child) => shown.has(child)), true, !found.has(node)));
}

function unfolded(nodes, folded) {
  const result = [];
  let hiddenBelow = Infinity;
  for (const node of nodes) {
    if (node.level > hiddenBelow) {
      continue;
    }
    const isFolded = folded.has(node.path) && node.children.length > 0;
    hiddenBelow = isFolded ? node.level : Infinity;
    result.push(row(node, node.level, node.children.length > 0, !isFolded));
  }
  return result;
}

function row(node, level, expandable, expanded, context = false) {
  return { node, level, expandable, expanded, context };
}
