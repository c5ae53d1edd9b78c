// The buttons that change something. Each asks first, and tells what came of it.

import { byId, setText } from "./dom.js";
import { Refusal } from "./connection.js";

const ACTIONS = {
  restart: {
    label: "Restart",
    warning: "It stops and starts anew, and so does all that is below it. What was in memory is gone; the messages that "
        + "wait stay."
  },
  terminate: {
    label: "Terminate",
    warning: "It stops, and stays stopped until it is started again. The messages that wait for it become dead letters.",
    warningOfWorker: "It stops once it is done with what it has in hand, and the pool starts another in its place.",
    warningOfGuest: "It stops, and is forgotten: it cannot be started again. The messages that wait for it become dead "
        + "letters."
  },
  kill: {
    label: "Kill",
    warning: "What it has in hand is interrupted. Whoever supervises it treats that as a crash; the messages that wait "
        + "stay."
  },
  disable: {
    label: "Disable",
    warning: "It stops, and nothing starts it until it is enabled, neither its supervisor nor a restart of its siblings. "
        + "The messages that wait for it become dead letters."
  },
  enable: {
    label: "Enable",
    warning: "It starts anew, and is looked after by its supervisor again."
  },
  start: {
    label: "Start",
    warning: "It starts anew."
  },
  passivate: {
    label: "Passivate",
    warning: "If it has nothing to do it stops. The next message for its key starts it anew."
  }
};

export function label(action) {
  return ACTIONS[action].label;
}

// What makes sense for a node as it is and where it is; the server has the last word.
export function possible(node) {
  if (node.path === "" || node.kind === "family" || node.parent?.outOfService) {
    return [];
  }
  if (node.keyed) {
    return node.state === "running" ? ["restart", "passivate", "kill"] : ["restart", "passivate"];
  }
  if (node.state === "stopped" || node.state === "disabled") {
    return node.state === "stopped" ? ["start"] : ["enable"];
  }
  const kill = node.state === "running" && node.kind === "actor" ? ["kill"] : [];
  if (isSpawned(node)) {
    return ["restart", "terminate", ...kill];
  }
  return node.parent?.data.dynamic ? ["terminate", ...kill] : ["restart", "terminate", ...kill, "disable"];
}

// By another actor, or as the worker of a pool.
function isSpawned(node) {
  return node.parent?.kind === "actor";
}

function warning(action, node) {
  const known = ACTIONS[action];
  if (node?.parent?.data.pool) {
    return known.warningOfWorker ?? known.warning;
  }
  const guest = node && (isSpawned(node) || node.parent?.data.dynamic);
  return guest ? known.warningOfGuest ?? known.warning : known.warning;
}

// Resolves to whether the user agrees. The node is as it was seen last.
export function confirm(action, path, node) {
  const dialog = byId("confirm");
  const { label } = ACTIONS[action];
  setText(byId("confirm-title"), label + " " + path + "?");
  setText(byId("confirm-text"), warning(action, node));
  setText(byId("confirm-yes"), label);
  return new Promise((resolve) => {
    let agreed = false;
    byId("confirm-yes").onclick = () => {
      agreed = true;
      dialog.close();
    };
    byId("confirm-no").onclick = () => dialog.close();
    dialog.onclose = () => resolve(agreed);
    dialog.showModal();
    byId("confirm-no").focus();
  });
}

// Does it, and resolves to what to tell the user.
export async function perform(endpoint, action, path) {
  const { label } = ACTIONS[action];
  try {
    const { node, done } = await endpoint.post(path, action);
    if (!done) {
      return { good: true, text: label + " is under way and takes longer than usual." };
    }
    return { good: true, text: label + " is done: " + (node ? "it is " + node.state + " now." : "it is gone.") };
  }
  catch (error) {
    return { good: false, text: label + " failed: " + why(error) };
  }
}

function why(error) {
  if (!(error instanceof Refusal)) {
    return String(error);
  }
  if (error.status === 0) {
    return "the server does not answer, " + error.message;
  }
  return (error.status === 401 || error.status === 403 ? "you are not allowed to, " : "") + error.message;
}
