package dev.actorspring.test.simulation;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What a simulation has come to.
 */
public final class SimulationReport {

	private final int schedules;

	private final boolean complete;

	private final @Nullable Failure failure;

	SimulationReport(int schedules, boolean complete, @Nullable Failure failure) {
		this.schedules = schedules;
		this.complete = complete;
		this.failure = failure;
	}

	/**
	 * How many schedules were run, those to shrink a failure apart.
	 * @return one or more
	 */
	public int schedules() {
		return this.schedules;
	}

	/**
	 * Whether these were all that there are.
	 * @return only ever {@code true} for {@link Search#EXHAUSTIVE}
	 */
	public boolean isComplete() {
		return this.complete;
	}

	/**
	 * The first schedule that failed.
	 * @return empty if none has
	 */
	public Optional<Failure> failure() {
		return Optional.ofNullable(this.failure);
	}

}
