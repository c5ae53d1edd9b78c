// Puts the parts of the page together.

import { confirm, perform } from "./actions.js";
import { announcement, Attention } from "./attention.js";
import { Cluster } from "./cluster.js";
import { Endpoint, Poll, Refusal } from "./connection.js";
import { Detail } from "./detail.js";
import { byId, setAttribute, setText, show } from "./dom.js";
import { clock, count, plural } from "./format.js";
import { History } from "./history.js";
import { Model } from "./model.js";
import { rows } from "./rows.js";
import { Summary } from "./summary.js";
import { Timeline } from "./timeline.js";
import { Topics } from "./topics.js";
import { TreeGrid } from "./treegrid.js";

const KEYS_ON_A_PAGE = 50;
const NARROW = matchMedia("(max-width: 70rem)");

const { actors, cluster, topics, writable } = document.body.dataset;
// In the frame of another page the user may be tricked into pressing something.
const mayWrite = writable === "true" && window.top === window.self;

let endpoint = new Endpoint(actors);
const nodes = cluster === "" ? undefined : new Endpoint(cluster);
const events = topics === "" ? undefined : new Endpoint(topics);
let model = new Model(new History());
const view = { text: "", state: "", sort: undefined, ascending: false, folded: new Set() };
const summary = new Summary(byId("summary"));
const timeline = new Timeline(byId("lanes"), (path) => open(path, true));
const grid = new TreeGrid(byId("grid"), { open, fold, sort });
const clusterPart = new Cluster(byId("cluster"), watch);
const topicsPart = events && new Topics(byId("topics"), () => poll.now(), (path) => open(path, true));
const attention = new Attention((path) => open(path, true), close);

// The node whose tree is shown; none for this one.
let watched;
let detail;
let selected;
let after;
let node;
let now = Date.now();
let lostSince;
let heard;
let announced = 0;
let telling;

const poll = new Poll(round, connected);

// One round: the tree, and the node that is open.
async function round() {
  const path = selected;
  const asked = endpoint;
  if (nodes) {
    clusterPart.update(await nodes.get("").catch(without), watched);
  }
  if (topicsPart?.isOpen) {
    topicsPart.update(await events.get("").catch(without));
  }
  const root = await asked.get("");
  if (asked !== endpoint) {
    return;
  }
  if (root === null) {
    throw new Refusal(404, "there is no endpoint at this address");
  }
  const time = Date.now();
  model.update(root, time, (candidate) => candidate === selected);
  now = time;
  if (path) {
    const family = model.node(path)?.kind === "family";
    const data = await asked.get(path, family ? { limit: KEYS_ON_A_PAGE, ...(after && { after }) } : {});
    if (path === selected && asked === endpoint) {
      node = data?.path === path ? model.describe(data, now) : null;
    }
  }
  draw();
}

// Shows the tree of another node. What was seen of the last one is forgotten.
function watch(address) {
  watched = address;
  endpoint = new Endpoint(actors, address);
  model = new Model(new History());
  heard = undefined;
  if (selected !== undefined) {
    close();
  }
  poll.now();
}

// Whoever may not see the cluster, or gets no answer about it, still sees the actors.
function without(error) {
  if (!(error instanceof Refusal)) {
    throw error;
  }
  return null;
}

function draw() {
  if (model.nodes.length === 0) {
    return;
  }
  summary.update(model, now);
  timeline.update(model, now);
  drawRows();
  if (detail) {
    drawDetail();
  }
  else {
    attention.update(model);
  }
  setText(document.querySelector("title"), model.totals.away > 0 ? count(model.totals.away) + " away – Observer" : "Observer");
  announce();
}

function drawRows() {
  const found = rows(model.nodes, view);
  grid.update(found, view, selected, now);
  const all = model.nodes.length;
  setText(byId("found"), found.length === all ? plural(all, "row") : count(found.length) + " of " + plural(all, "row"));
  show(byId("unsort"), view.sort !== undefined);
  setText(byId("fold"), view.folded.size > 0 ? "Expand all" : "Collapse all");
  show(byId("fold"), view.sort === undefined && view.text === "" && view.state === "");
}

function drawDetail() {
  const inTree = model.node(selected);
  if (node) {
    detail.update(node, model, now);
  }
  else if (inTree) {
    detail.update(inTree, model, now);
  }
  else if (node === null) {
    detail.miss();
  }
}

// Said aloud by screen readers, so seldom and short.
function announce() {
  const restarts = model.restarts.newest();
  const fresh = heard === undefined ? [] : restarts.filter((restart) => restart.time > heard);
  if (heard === undefined || (fresh.length > 0 && now - announced > 10_000)) {
    heard = restarts[0]?.time ?? 0;
    if (fresh.length > 0) {
      announced = now;
      setText(byId("announcer"), announcement(fresh));
    }
  }
}

// Once the user has stopped typing.
function tellFound() {
  clearTimeout(telling);
  telling = setTimeout(() => setText(byId("announcer"), byId("found").textContent), 800);
}

function connected(state, error) {
  setAttribute(byId("connection"), "data-state", state);
  setText(byId("connection-text"), { live: "Live", paused: "Paused", lost: "Lost" }[state]);
  setAttribute(document.body, "data-stale", state === "lost");
  if (state === "lost") {
    lostSince ??= Date.now();
    notice("No answer from the server since " + clock(lostSince) + " (" + reason(error) + "). Trying again…");
  }
  else {
    lostSince = undefined;
    show(byId("notice"), false);
  }
}

function reason(error) {
  if (!(error instanceof Refusal)) {
    console.error(error);
    return String(error);
  }
  return error.status === 401 || error.status === 403 ? "you are not allowed to see the actors" : error.message;
}

function notice(text) {
  setText(byId("notice"), text);
  show(byId("notice"), true);
}

// What is open is part of the address, so that it can be sent to a colleague and the browser can go back.
function open(path, focus) {
  const hash = "#/" + path.split("/").map(encodeURIComponent).join("/");
  if (location.hash !== hash) {
    location.hash = hash;
    follow();
  }
  if (focus || NARROW.matches) {
    detail?.focus();
  }
}

function close() {
  cover(undefined);
  if (selected !== undefined) {
    history.pushState(null, "", location.pathname + location.search);
    follow();
  }
  grid.focus();
}

function follow() {
  const path = location.hash.startsWith("#/") ? location.hash.slice(2).split("/").map(decode).join("/") : undefined;
  if (path === selected && byId("side").hasChildNodes()) {
    return;
  }
  selected = path;
  after = undefined;
  node = undefined;
  detail = path === undefined ? undefined
    : new Detail(path, { open: (other) => open(other, true), close, act, turn, writable: mayWrite && watched === undefined });
  byId("side").replaceChildren((detail ?? attention).element);
  cover(detail && "detail");
  byId("side").scrollTop = 0;
  draw();
  poll.now();
}

// On a narrow screen the side lies over all else, which cannot be used meanwhile.
function cover(side) {
  setAttribute(document.body, "data-side", side);
  byId("overview").inert = NARROW.matches && side !== undefined;
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  }
  catch {
    return text;
  }
}

function turn(key) {
  after = key;
  poll.now();
}

async function act(action, path) {
  if (await confirm(action, path, node ?? model.node(path))) {
    const target = detail;
    target.tell({ good: true, text: "Working…" });
    target.tell(await perform(endpoint, action, path));
    poll.now();
  }
}

function fold(path, folded) {
  folded ? view.folded.add(path) : view.folded.delete(path);
  drawRows();
}

// Most of a number first; then the other way round; then the tree again.
function sort(column) {
  const firstAscending = column === "name" || column === "state";
  if (view.sort !== column) {
    view.sort = column;
    view.ascending = firstAscending;
  }
  else if (view.ascending === firstAscending) {
    view.ascending = !firstAscending;
  }
  else {
    view.sort = undefined;
  }
  drawFromTop();
}

function drawFromTop() {
  byId("grid").scrollTop = 0;
  drawRows();
}

function listen() {
  byId("filter").addEventListener("input", (event) => {
    view.text = event.target.value;
    drawFromTop();
    tellFound();
  });
  byId("state").addEventListener("change", (event) => {
    view.state = event.target.value;
    drawFromTop();
    tellFound();
  });
  byId("unsort").addEventListener("click", () => {
    view.sort = undefined;
    drawFromTop();
    grid.focus();
  });
  byId("fold").addEventListener("click", () => {
    const all = model.nodes.filter((candidate) => candidate.level > 1 && candidate.children.length > 0);
    view.folded = new Set(view.folded.size > 0 ? [] : all.map((candidate) => candidate.path));
    drawRows();
  });
  byId("pause").addEventListener("click", () => {
    poll.paused = !poll.paused;
    setAttribute(byId("pause"), "aria-pressed", String(poll.paused));
  });
  byId("attention").addEventListener("click", () => {
    if (selected !== undefined) {
      close();
    }
    cover("attention");
    attention.focus();
  });
  document.addEventListener("keydown", (event) => {
    const clears = event.target === byId("filter") && event.target.value !== "";
    if (event.key === "Escape" && !byId("confirm").open && document.body.dataset.side && !clears) {
      close();
    }
    else if (event.key === "/" && !event.target.closest("input, select, dialog")) {
      event.preventDefault();
      byId("filter").focus();
    }
  });
  NARROW.addEventListener("change", () => cover(document.body.dataset.side));
  window.addEventListener("hashchange", follow);
  window.addEventListener("popstate", follow);
}

if (actors === "") {
  setAttribute(byId("connection"), "data-state", "lost");
  setText(byId("connection-text"), "No data");
  notice("The observer shows what the endpoint “actors” tells, and that endpoint is not exposed here. Add “actors” to "
      + "the property management.endpoints.web.exposure.include, and see that management.endpoint.actors.access is not none.");
  for (const useless of [document.querySelector("main"), byId("pause"), byId("side")]) {
    useless.remove();
  }
}
else {
  listen();
  follow();
  void poll.run();
}
