package dev.actorspring.engine;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Those who want to know of one end for good, each of them once. Any thread.
 */
final class Watchers {

	private static final int FEW = 8;

	private final Set<Watcher> waiting = new LinkedHashSet<>(FEW);

	private int pruneAt = FEW;

	/** Whether nobody is added any more. */
	private boolean told;

	/**
	 * Adds one, unless all have been told.
	 * @param watcher the watcher, possibly there already
	 * @return {@code false} if they have
	 */
	synchronized boolean add(Watcher watcher) {
		if (this.told) {
			return false;
		}
		if (this.waiting.size() >= this.pruneAt) {
			this.waiting.removeIf(Watcher::isGone);
			this.pruneAt = Math.max(FEW, this.waiting.size() * 2);
		}
		this.waiting.add(watcher);
		return true;
	}

	/**
	 * Removes one.
	 * @param watcher the watcher, possibly there
	 * @return {@code true} if nobody is left, and nobody is added any more
	 */
	synchronized boolean remove(Watcher watcher) {
		this.waiting.remove(watcher);
		this.told |= this.waiting.isEmpty();
		return this.told;
	}

	/**
	 * Takes all of them, as it is time to tell them.
	 * @return those that were added
	 */
	synchronized List<Watcher> takeAll() {
		this.told = true;
		List<Watcher> all = List.copyOf(this.waiting);
		this.waiting.clear();
		return all;
	}

	/**
	 * Whether nobody is left who wants to know.
	 * @return {@code true} also if there never was anybody
	 */
	synchronized boolean areGone() {
		return this.waiting.stream().allMatch(Watcher::isGone);
	}

}
