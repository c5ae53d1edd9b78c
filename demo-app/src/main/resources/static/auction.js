// The page of one auction: what is shown comes from its events, what is done goes to its actor.

const numbers = new Intl.NumberFormat("en");

const connections = {
  none: "",
  waiting: "Connecting…",
  live: "Live",
  lost: "Connection lost, trying again…",
  over: "This auction is over.",
};

const states = {
  OPEN: "open for bids",
  SETTLING: "closed, the winner is being charged",
  SOLD: "sold",
  UNSOLD: "not sold",
};

const happenings = {
  OPENED: () => "Opened",
  BID: (auction) => `${auction.leader} bids ${numbers.format(auction.highest)}`,
  CLOSING: () => "The time is up",
  CLOSED: (auction) => (auction.state === "SOLD" ? `Sold to ${auction.leader}` : "Not sold"),
};

let key = "";
let events = null;

function element(id) {
  return document.getElementById(id);
}

function text(id, value) {
  element(id).textContent = value;
}

function path(suffix = "") {
  return `/auctions/${encodeURIComponent(key)}${suffix}`;
}

function connection(state) {
  element("connection").dataset.state = state;
  text("connection", connections[state]);
}

function problem(detail) {
  text("problem", detail);
}

function describe(problemDetail) {
  const violations = (problemDetail.violations ?? []).map(({ field, message }) => `${field} ${message}`.trim());
  return [problemDetail.detail ?? problemDetail.title, ...violations].join(" · ");
}

function show(auction) {
  element("opening").hidden = auction !== null;
  element("auction").hidden = auction === null;
  if (auction === null) {
    return;
  }
  text("item-title", auction.item);
  text("state", states[auction.state]);
  text("highest", auction.bids > 0 ? numbers.format(auction.highest) : "–");
  text("leader", auction.leader ?? "–");
  text("bids", numbers.format(auction.bids));
  element("bid").hidden = auction.state !== "OPEN";
}

function record(type, auction) {
  const sentence = happenings[type];
  if (sentence) {
    const entry = document.createElement("li");
    entry.textContent = sentence(auction);
    element("log").prepend(entry);
  }
}

function watch(chosen) {
  events?.close();
  key = chosen;
  problem("");
  show(null);
  element("opening").hidden = true;
  element("hint").hidden = key !== "";
  element("log").replaceChildren();
  element("key").value = key;
  document.querySelectorAll(".key").forEach((each) => (each.textContent = key));
  if (key === "") {
    events = null;
    connection("none");
    return;
  }
  connection("waiting");
  const source = new EventSource(path("/events"));
  events = source;
  source.addEventListener("open", () => {
    problem("");
    connection("live");
  });
  source.addEventListener("message", ({ data }) => {
    const { type, auction } = JSON.parse(data);
    show(auction);
    record(type, auction);
    if (auction?.state === "SOLD" || auction?.state === "UNSOLD") {
      source.close();
      connection("over");
    }
  });
  // With data it is the last event of a stream that has failed, without it the browser's own.
  source.addEventListener("error", ({ data }) => {
    if (data) {
      problem(describe(JSON.parse(data)));
    }
    connection("lost");
    // Browsers give up when they get an ordinary problem in the place of a stream.
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(() => events === source && watch(key), 3000);
    }
  });
}

async function send(method, suffix, message) {
  problem("");
  try {
    const response = await fetch(path(suffix), {
      method,
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(message),
    });
    const answer = await response.json();
    if (!response.ok) {
      problem(describe(answer));
    }
    return response.ok ? answer : null;
  } catch {
    problem("The auction house did not answer. Please try again.");
    return null;
  }
}

function onSubmit(id, action) {
  element(id).addEventListener("submit", (event) => {
    event.preventDefault();
    action(new FormData(event.target));
  });
}

function chosenByAddress() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return "";
  }
}

onSubmit("choose", (form) => {
  const chosen = form.get("key").trim();
  if (chosen === chosenByAddress()) {
    watch(chosen);
  } else {
    location.hash = encodeURIComponent(chosen);
  }
});

onSubmit("open", async (form) => {
  const opened = await send("PUT", "", {
    item: form.get("item"),
    reserve: Number(form.get("reserve")),
    closesIn: form.get("closesIn"),
  });
  if (opened) {
    if (element("auction").hidden) {
      show(opened);
    }
    element("bidder").focus();
  }
});

onSubmit("bid", async (form) => {
  const accepted = await send("POST", "/bids", { bidder: form.get("bidder"), amount: Number(form.get("amount")) });
  if (accepted) {
    element("amount").value = "";
  }
  element("amount").focus();
});

addEventListener("hashchange", () => watch(chosenByAddress()));
watch(chosenByAddress());
