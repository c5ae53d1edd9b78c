package dev.actorspring.engine;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import dev.actorspring.ExitReason;

/**
 * The few keys of a family that somebody watches. A key is always there to be activated,
 * so it ends as often as its actor does, and who watches is told of the next end.
 */
final class WatchedKeys {

	private static final int FEW = 64;

	private final ConcurrentMap<String, Watchers> watched = new ConcurrentHashMap<>();

	private volatile int pruneAt = FEW;

	/**
	 * Tells a watcher when the actor of a key has ended. Any thread.
	 * @param key the key
	 * @param watcher told once
	 */
	void watch(String key, Watcher watcher) {
		if (this.watched.size() >= this.pruneAt) {
			this.watched.values().removeIf(Watchers::areGone);
			this.pruneAt = Math.max(FEW, this.watched.size() * 2);
		}
		while (!this.watched.computeIfAbsent(key, (missing) -> new Watchers()).add(watcher)) {
			// All were told just now: it is in nobody's list.
			Thread.onSpinWait();
		}
	}

	/**
	 * Does not tell a watcher any more. Any thread.
	 * @param key whom it watched
	 * @param watcher possibly told just now
	 */
	void unwatch(String key, Watcher watcher) {
		this.watched.computeIfPresent(key, (same, watchers) -> watchers.remove(watcher) ? null : watchers);
	}

	boolean contains(String key) {
		Watchers watchers = this.watched.get(key);
		return watchers != null && !watchers.areGone();
	}

	/**
	 * The actor of a key has ended.
	 * @param key the key
	 * @param reason why
	 */
	void ended(String key, ExitReason reason) {
		Watchers watchers = this.watched.remove(key);
		if (watchers != null) {
			watchers.takeAll().forEach((watcher) -> watcher.accept(reason));
		}
	}

	/**
	 * The family has ended.
	 * @param reason why
	 */
	void allEnded(ExitReason reason) {
		this.watched.keySet().forEach((key) -> ended(key, reason));
	}

}
