package dev.actorspring.test;

import java.time.Duration;
import java.util.function.BooleanSupplier;

import dev.actorspring.test.simulation.TestScheduler;

/**
 * How a test waits whose time stands still.
 *
 * @param steps whose time it is
 */
record StandingTime(TestScheduler steps) implements TestTime {

	@Override
	public void awaitQuiet() {
		this.steps.awaitQuiet();
	}

	@Override
	public void settle() {
		this.steps.awaitQuiet();
	}

	@Override
	public boolean await(BooleanSupplier condition) {
		this.steps.awaitQuiet();
		return condition.getAsBoolean();
	}

	@Override
	public boolean await(BooleanSupplier condition, Duration within) {
		this.steps.awaitQuiet();
		long until = this.steps.nanos() + within.toNanos();
		while (!condition.getAsBoolean() && this.steps.runNext(until)) {
			this.steps.awaitQuiet();
		}
		return condition.getAsBoolean();
	}

	@Override
	public String limit() {
		return "";
	}

}
