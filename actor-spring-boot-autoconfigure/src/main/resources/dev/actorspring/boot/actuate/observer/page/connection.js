// Asks the endpoint again and again: never twice at once, slower if answers take long, not while nobody looks.

const INTERVAL = 1000;
const PATIENCE = 20_000;
const LONGEST_RETRY = 5000;

// An answer that is none. Status is 0 if nothing came back.
export class Refusal extends Error {

  constructor(status, message) {
    super(message);
    this.status = status;
  }

}

export class Endpoint {

  #address;
  #node;

  // The node is one of a cluster that is asked through this one; none for this one.
  constructor(address, node) {
    this.#address = address;
    this.#node = node;
  }

  // One node, or null if there is none.
  async get(path, parameters = {}) {
    const response = await this.#fetch(path, parameters, {});
    if (response.status === 404) {
      return null;
    }
    return this.#read(response);
  }

  // The node as it is afterwards, or null if it is gone; done is false if it takes longer.
  async post(path, action) {
    const response = await this.#fetch(path, {}, {
      method: "POST",
      headers: { "Accept": "application/json", "Content-Type": "application/json" },
      body: JSON.stringify({ action })
    });
    const node = response.status === 204 ? null : await this.#read(response);
    return { node, done: response.status !== 202 };
  }

  async #fetch(path, parameters, options) {
    const { names, key } = addressable(path);
    const query = new URLSearchParams({
      ...parameters, ...(key !== undefined && { key }), ...(this.#node && { node: this.#node })
    }).toString();
    const address = names.map((name) => "/" + encodeURIComponent(name)).join("") + (query ? "?" + query : "");
    try {
      return await fetch(this.#address + address, {
        headers: { "Accept": "application/json" },
        cache: "no-store",
        signal: AbortSignal.timeout(PATIENCE),
        ...options
      });
    }
    catch (error) {
      throw new Refusal(0, error.name === "TimeoutError" ? "it takes too long" : "it cannot be reached");
    }
  }

  async #read(response) {
    const body = await response.json().catch(() => undefined);
    if (!response.ok) {
      const told = typeof body?.error === "string" ? body.error : response.statusText;
      throw new Refusal(response.status, told || "status " + response.status);
    }
    if (body === undefined) {
      throw new Refusal(response.status, "the answer is no JSON; you may have to log in again");
    }
    return body;
  }

}

// Names that are empty or dots would get lost in an address: then all but the first is the key.
function addressable(path) {
  const names = path === "" ? [] : path.split("/");
  const odd = names.some((name) => ["", ".", ".."].includes(name));
  return odd ? { names: names.slice(0, 1), key: names.slice(1).join("/") } : { names };
}

export class Poll {

  #ask;
  #changed;
  #failures = 0;
  #paused = false;
  #wakeUp = () => {};
  #urgent = false;

  // ask does the work of one round; changed is told how it went: live, paused or lost, and the error.
  constructor(ask, changed) {
    this.#ask = ask;
    this.#changed = changed;
    document.addEventListener("visibilitychange", () => this.now());
  }

  async run() {
    for (;;) {
      const begin = performance.now();
      try {
        await this.#ask();
        this.#failures = 0;
        this.#changed(this.#paused ? "paused" : "live");
      }
      catch (error) {
        this.#failures++;
        this.#changed("lost", error);
      }
      await this.#rest(performance.now() - begin);
    }
  }

  // Asks as soon as the round under way, if any, is over.
  now() {
    this.#urgent = true;
    this.#wakeUp();
  }

  get paused() {
    return this.#paused;
  }

  set paused(paused) {
    this.#paused = paused;
    this.#changed(paused ? "paused" : "live");
    this.now();
  }

  async #rest(took) {
    const delay = this.#failures > 0 ? Math.min(LONGEST_RETRY, this.#failures * INTERVAL)
      : Math.max(INTERVAL, 4 * took) - took;
    if (!this.#urgent) {
      await this.#sleep(delay);
    }
    while (document.hidden || (this.#paused && !this.#urgent)) {
      await this.#sleep();
    }
    this.#urgent = false;
  }

  #sleep(delay) {
    return new Promise((resolve) => {
      this.#wakeUp = resolve;
      if (delay !== undefined) {
        setTimeout(resolve, delay);
      }
    });
  }

}
