package dev.actorspring.test;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

import dev.actorspring.spi.Scheduler;

/**
 * The time of a test as the time of day.
 */
final class TestClock extends Clock {

	private static final Instant BEGIN = Instant.parse("2000-01-01T00:00:00Z");

	private final Scheduler time;

	private final ZoneId zone;

	TestClock(Scheduler time, ZoneId zone) {
		this.time = time;
		this.zone = zone;
	}

	@Override
	public ZoneId getZone() {
		return this.zone;
	}

	@Override
	public Clock withZone(ZoneId other) {
		return new TestClock(this.time, other);
	}

	@Override
	public Instant instant() {
		return BEGIN.plusNanos(this.time.nanos());
	}

}
