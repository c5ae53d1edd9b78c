package dev.actorspring.durable.runtime;

import java.time.Instant;

/**
 * What time it is in the store, by when that was asked last. Any thread.
 */
final class StoreClock {

	private final Background background;

	private volatile Seen seen;

	StoreClock(Background background) {
		this.background = background;
		this.seen = new Seen(Instant.now(), background.nanos());
	}

	/**
	 * Sets the clock.
	 * @param now what the store has answered just now
	 */
	void set(Instant now) {
		this.seen = new Seen(now, this.background.nanos());
	}

	Instant now() {
		Seen last = this.seen;
		return this.background.since(last.time(), last.at());
	}

	/**
	 * A time that was seen.
	 *
	 * @param time of the store
	 * @param at when it was asked, by the clock here
	 */
	private record Seen(Instant time, long at) {

	}

}
