package dev.actorspring.engine;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import dev.actorspring.ExitReason;

/**
 * The few cells that somebody watches, so that the many others need no field for it.
 */
final class WatchedCells {

	private final ConcurrentMap<ActorCell<?>, Watchers> watched = new ConcurrentHashMap<>();

	void watch(ActorCell<?> cell, Watcher watcher) {
		this.watched.computeIfAbsent(cell, (missing) -> new Watchers()).add(watcher);
		if (cell.isClosed()) {
			ended(cell, new ExitReason.Shutdown());
		}
	}

	void ended(ActorCell<?> cell, ExitReason reason) {
		Watchers watchers = this.watched.remove(cell);
		if (watchers != null) {
			watchers.ended(reason);
		}
	}

}
