package dev.actorspring.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import dev.actorspring.supervision.Restart;

/**
 * The last restarts of a supervisor.
 */
final class RestartLog {

	private static final int KEPT = 50;

	private final Deque<Restart> restarts = new ArrayDeque<>();

	synchronized void add(Restart restart) {
		if (this.restarts.size() == KEPT) {
			this.restarts.removeFirst();
		}
		this.restarts.addLast(restart);
	}

	/**
	 * What is kept.
	 * @return the oldest first
	 */
	synchronized List<Restart> recent() {
		return List.copyOf(this.restarts);
	}

}
