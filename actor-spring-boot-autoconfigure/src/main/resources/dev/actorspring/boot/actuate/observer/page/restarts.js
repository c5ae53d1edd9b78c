// All restarts that the page has heard of, longer than the server remembers them.

export const WINDOW = 10 * 60_000;

const MOST = 1000;

// Two reports of one incarnation that are not further apart are of one restart.
const SAME = 5000;

export class Restarts {

  #all = new Map();
  #last = new Map();
  #incarnations = new Map();

  // Clocks differ: nothing has happened later than now.
  add(path, incarnation, happened, reason, now) {
    const key = path + "\n" + incarnation;
    const time = Math.min(happened, now);
    const known = this.#all.get(key);
    if (now - time < WINDOW && !(known && Math.abs(known.time - time) < SAME)) {
      this.#all.delete(key);
      this.#all.set(key, { path, incarnation, time, reason });
      this.#last.set(path, Math.max(this.#last.get(path) ?? 0, time));
    }
  }

  // Of actors that another actor has spawned only the number of restarts is told.
  notice(actor, now, since) {
    const { path, restarts } = actor;
    const before = this.#incarnations.get(path);
    this.#incarnations.set(path, restarts);
    if (before !== undefined && restarts > before) {
      this.add(path, actor.data.incarnation, now - (since ?? 0) * 1000, actor.data.lastFailure ?? "", now);
    }
  }

  last(path) {
    return this.#last.get(path);
  }

  // Newest first.
  newest() {
    return [...this.#all.values()].sort((one, other) => other.time - one.time);
  }

  forgetBefore(now) {
    let surplus = this.#all.size - MOST;
    for (const [key, restart] of this.#all) {
      if (surplus-- > 0 || now - restart.time > WINDOW) {
        this.#all.delete(key);
      }
    }
    for (const [path, time] of this.#last) {
      if (now - time > WINDOW) {
        this.#last.delete(path);
      }
    }
  }

}
