package dev.actorspring.engine;

import java.time.Duration;

import dev.actorspring.engine.time.Timer;

/**
 * The window in which restarts are counted, by OTP's rule: at each attempt entries older
 * than the period are dropped (exactly as old still counts), the attempt is added, and
 * one more than the intensity is too many.
 */
final class Intensity {

	private int restarts;

	private long period;

	/** A ring of what is in the window, as long as that has needed. */
	private long[] attempts = new long[4];

	private int oldest;

	private int count;

	Intensity(int restarts, Duration period) {
		limit(restarts, period);
	}

	/**
	 * Allows another number of restarts from now on.
	 * @param newRestarts zero or more
	 * @param newPeriod more than zero
	 */
	void limit(int newRestarts, Duration newPeriod) {
		this.restarts = newRestarts;
		this.period = Timer.saturatedNanos(newPeriod);
	}

	int restarts() {
		return this.restarts;
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
		while (this.count > 0 && now - this.attempts[this.oldest] > this.period) {
			removeOldest();
		}
		add(now);
		if (this.count > this.restarts) {
			while (this.count > this.restarts) {
				removeOldest();
			}
			return false;
		}
		return true;
	}

	private void add(long now) {
		int length = this.attempts.length;
		if (this.count == length) {
			long[] longer = new long[2 * length];
			System.arraycopy(this.attempts, this.oldest, longer, 0, length - this.oldest);
			System.arraycopy(this.attempts, 0, longer, length - this.oldest, this.oldest);
			this.attempts = longer;
			this.oldest = 0;
		}
		this.attempts[(this.oldest + this.count++) & (this.attempts.length - 1)] = now;
	}

	private void removeOldest() {
		this.oldest = (this.oldest + 1) & (this.attempts.length - 1);
		this.count--;
	}

	/**
	 * How many attempts are in the window.
	 * @return at most the intensity
	 */
	int count() {
		return this.count;
	}

	void clear() {
		this.count = 0;
	}

}
