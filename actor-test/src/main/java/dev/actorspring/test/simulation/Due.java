package dev.actorspring.test.simulation;

import dev.actorspring.spi.OpenRequest;
import dev.actorspring.spi.Scheduler.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * What is to happen at a time.
 *
 * @param deadline when
 * @param number of those of one time, which comes first
 * @param step what
 */
record Due(long deadline, long number, Runnable step) implements Comparable<Due> {

	@Override
	public int compareTo(Due other) {
		int byTime = Long.compare(this.deadline, other.deadline);
		return (byTime != 0) ? byTime : Long.compare(this.number, other.number);
	}

	/**
	 * Whether it is not wanted any more.
	 */
	boolean isOver() {
		return this.step instanceof Timeout timeout && timeout.isOver();
	}

	/**
	 * The request whose time is up then.
	 * @return {@code null} if there is none, or it was answered
	 */
	@Nullable OpenRequest request() {
		return (this.step instanceof Timeout timeout && !timeout.isOver()) ? timeout.request() : null;
	}

}
