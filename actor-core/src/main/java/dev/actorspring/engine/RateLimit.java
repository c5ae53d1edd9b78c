package dev.actorspring.engine;

/**
 * At most so many within any period, wherever that begins. Not thread-safe.
 */
final class RateLimit {

	/** When the latest were begun, in a ring. */
	private final long[] begun;

	private final long period;

	/** How many were begun so far, if that is less than the limit. */
	private int count;

	/** Where the oldest of those is, and the next will be. */
	private int next;

	/**
	 * Creates a limit.
	 * @param limit how many, 1 or more
	 * @param period nanoseconds
	 */
	RateLimit(int limit, long period) {
		this.begun = new long[limit];
		this.period = period;
	}

	/**
	 * How long it is until another may begin.
	 * @param now the time
	 * @return nanoseconds; zero or less for at once
	 */
	long untilNext(long now) {
		return (this.count < this.begun.length) ? 0 : this.begun[this.next] + this.period - now;
	}

	void begin(long now) {
		this.begun[this.next] = now;
		this.next = (this.next + 1) % this.begun.length;
		this.count = Math.min(this.count + 1, this.begun.length);
	}

}
