package dev.actorspring.engine;

import java.util.concurrent.ConcurrentMap;

import org.jspecify.annotations.Nullable;

/**
 * Counts a family for everybody who asks. A small one is counted each time. Of a large
 * one the last count is given again for a while, so that however many ask, and however
 * often, counting takes no more than a twentieth of one thread.
 */
final class Counting {

	/** Up to this size a count takes less than a millisecond. */
	private static final int SMALL = 10_000;

	private static final int SHARE = 20;

	private final ConcurrentMap<String, ActorCell<?>> cells;

	private @Nullable Census last;

	private long validUntil;

	Counting(ConcurrentMap<String, ActorCell<?>> cells) {
		this.cells = cells;
	}

	Census census() {
		return (this.cells.size() <= SMALL) ? Census.of(this.cells.values()) : shared();
	}

	/** Who comes while somebody counts gets that count. */
	private synchronized Census shared() {
		long begun = System.nanoTime();
		Census known = this.last;
		if (known != null && begun - this.validUntil < 0) {
			return known;
		}
		Census fresh = Census.of(this.cells.values());
		long end = System.nanoTime();
		this.last = fresh;
		this.validUntil = end + (end - begun) * SHARE;
		return fresh;
	}

}
