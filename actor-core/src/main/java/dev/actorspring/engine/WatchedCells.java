package dev.actorspring.engine;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import dev.actorspring.ExitReason;
import org.jspecify.annotations.Nullable;

/**
 * The few cells that somebody watches, so that the many others need no field for it. Who
 * watches is told by the parent of the cell, when that has forgotten it: so its name is
 * free when they hear of it.
 */
final class WatchedCells {

	private final ConcurrentMap<ActorCell<?>, Watchers> watched = new ConcurrentHashMap<>();

	/**
	 * Tells a watcher when a cell has ended for good, or now if it has. Any thread.
	 * @param cell the cell, not a keyed one
	 * @param watcher told once
	 */
	void watch(ActorCell<?> cell, Watcher watcher) {
		while (!this.watched.computeIfAbsent(cell, (missing) -> new Watchers()).add(watcher)) {
			// All were told just now: it is in nobody's list.
			Thread.onSpinWait();
		}
		if (cell.isGone()) {
			tell(cell, reason(cell));
		}
	}

	/**
	 * Does not tell a watcher any more. Any thread.
	 * @param cell whom it watched
	 * @param watcher possibly told just now
	 */
	void unwatch(ActorCell<?> cell, Watcher watcher) {
		this.watched.computeIfPresent(cell, (same, watchers) -> watchers.remove(watcher) ? null : watchers);
	}

	/**
	 * A cell has ended for good, and its parent is done with it.
	 * @param cell the cell
	 * @param reason why
	 * @param gone {@code false} if it is being started again already
	 */
	void ended(ActorCell<?> cell, ExitReason reason, boolean gone) {
		if (gone) {
			cell.gone(true);
		}
		cell.type().engine().ended(cell, reason);
		tell(cell, reason);
	}

	/**
	 * How many cells are watched. Any thread.
	 * @return a best effort while others change that
	 */
	int count() {
		return this.watched.size();
	}

	private void tell(ActorCell<?> cell, ExitReason reason) {
		Watchers watchers = this.watched.remove(cell);
		if (watchers != null) {
			watchers.takeAll().forEach((watcher) -> watcher.tell(cell, reason));
		}
	}

	/**
	 * Why a cell has ended.
	 * @param cell the cell, closed
	 * @return its own reason, or that it was stopped
	 */
	static ExitReason reason(ActorCell<?> cell) {
		@Nullable ExitReason own = cell.exit();
		return (own != null) ? own : new ExitReason.Shutdown();
	}

}
