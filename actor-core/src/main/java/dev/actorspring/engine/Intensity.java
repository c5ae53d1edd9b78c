package dev.actorspring.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

import dev.actorspring.engine.time.Timer;

/**
 * The window in which restarts are counted, by OTP's rule: at each attempt entries older
 * than the period are dropped (exactly as old still counts), the attempt is added, and
 * one more than the intensity is too many.
 */
final class Intensity {

	private final int restarts;

	private final long period;

	private final Deque<Long> window = new ArrayDeque<>(4);

	Intensity(int restarts, Duration period) {
		this.restarts = restarts;
		this.period = Timer.saturatedNanos(period);
	}

	long period() {
		return this.period;
	}

	/**
	 * Records an attempt.
	 * @param now the time
	 * @return {@code false} if it is one too many
	 */
	boolean record(long now) {
		for (Long oldest = this.window.peekFirst(); oldest != null
				&& now - oldest > this.period; oldest = this.window.peekFirst()) {
			this.window.removeFirst();
		}
		this.window.addLast(now);
		if (this.window.size() > this.restarts) {
			this.window.removeFirst();
			return false;
		}
		return true;
	}

	/**
	 * How many attempts are in the window.
	 * @return at most the intensity
	 */
	int count() {
		return this.window.size();
	}

	void clear() {
		this.window.clear();
	}

}
