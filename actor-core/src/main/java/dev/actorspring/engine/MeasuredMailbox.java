package dev.actorspring.engine;

import java.time.Duration;

/**
 * A mailbox that knows how fast its owner has handled messages lately.
 */
abstract class MeasuredMailbox extends SignalledMailbox {

	/** From how many nanoseconds on every turn is timed. */
	static final float SLOW = Duration.ofNanos(100_000).toNanos();

	/** How much one turn counts for. */
	private static final float WEIGHT = 1 / 16f;

	/** How much longer than the others one turn can be to count in full. */
	private static final float OUTLIER = 8;

	/** What is assumed before anything is known, at most, as a first turn may be slow. */
	private static final float FIRST = Duration.ofMillis(1).toNanos();

	/** Of one turn, in nanoseconds; zero until one was timed. Written by the owner. */
	private float serviceTime;

	/**
	 * How long the owner has needed for a message lately. Any thread.
	 * @return nanoseconds; zero if that is not known
	 */
	final float serviceTime() {
		return this.serviceTime;
	}

	/**
	 * Notes how long a turn has taken. One that took much longer than those before it
	 * says little of those to come; several do. Owner only.
	 * @param nanos the time
	 * @return the new {@link #serviceTime()}
	 */
	final float served(long nanos) {
		float known = this.serviceTime;
		float now = (known != 0) ? known + (Math.min(nanos, known * OUTLIER) - known) * WEIGHT : Math.min(nanos, FIRST);
		this.serviceTime = now;
		return now;
	}

	/**
	 * How long the owner will need for some messages, by its recent pace. Any thread.
	 * @param messages how many
	 * @return nanoseconds; zero if its pace is not known
	 */
	final long timeFor(float messages) {
		return (long) (this.serviceTime * messages);
	}

}
