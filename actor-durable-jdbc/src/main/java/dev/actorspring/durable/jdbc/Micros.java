package dev.actorspring.durable.jdbc;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Durations in the unit that all databases have.
 */
final class Micros {

	/** So long that it makes no difference, and still within what a database can add. */
	private static final Duration LONGEST = Duration.ofDays(365 * 1000);

	private Micros() {
	}

	static long of(Duration duration) {
		Duration shorter = (duration.compareTo(LONGEST) < 0) ? duration : LONGEST;
		return TimeUnit.MICROSECONDS.convert(shorter);
	}

}
