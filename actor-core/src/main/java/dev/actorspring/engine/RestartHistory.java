package dev.actorspring.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import dev.actorspring.supervision.Restart;
import org.jspecify.annotations.Nullable;

/**
 * The last restarts of a supervisor.
 */
final class RestartHistory {

	private static final int KEPT = 50;

	/** {@code null} until there is one. */
	private @Nullable Deque<Restart> restarts;

	private long count;

	synchronized void add(Restart restart) {
		Deque<Restart> known = this.restarts;
		if (known == null) {
			known = new ArrayDeque<>(1);
			this.restarts = known;
		}
		if (known.size() == KEPT) {
			known.removeFirst();
		}
		known.addLast(restart);
		this.count++;
	}

	/**
	 * How many there were.
	 * @return also those that are not kept
	 */
	synchronized long count() {
		return this.count;
	}

	/**
	 * What is kept.
	 * @return the oldest first
	 */
	synchronized List<Restart> recent() {
		return (this.restarts != null) ? List.copyOf(this.restarts) : List.of();
	}

}
