package dev.actorspring.durable.runtime;

import java.time.Instant;

/**
 * What time it is in the store, by when that was asked last. Any thread.
 */
final class StoreClock {

	private volatile Seen seen = new Seen(Instant.now(), System.nanoTime());

	/**
	 * Sets the clock.
	 * @param now what the store has answered just now
	 */
	void set(Instant now) {
		this.seen = new Seen(now, System.nanoTime());
	}

	Instant now() {
		Seen last = this.seen;
		return last.time().plusNanos(System.nanoTime() - last.at());
	}

	/**
	 * A time that was seen.
	 *
	 * @param time of the store
	 * @param at when it was asked, by {@code System.nanoTime}
	 */
	private record Seen(Instant time, long at) {

	}

}
