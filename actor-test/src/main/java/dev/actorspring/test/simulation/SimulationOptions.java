package dev.actorspring.test.simulation;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * How a test is simulated.
 *
 * @param search how schedules are chosen
 * @param schedules how many are run at most
 * @param delay for how long a step may be held up while the time goes on
 * @param steps how many one schedule may have
 * @param tolerated what is no failure
 */
public record SimulationOptions(Search search, int schedules, Duration delay, int steps, Set<FindingKind> tolerated) {

	/** A thousand schedules, in which a step may be held up for 100 ms. */
	public static final SimulationOptions DEFAULT = new SimulationOptions(Search.MIXED, 1_000, Duration.ofMillis(100),
			20_000, Set.of());

	public SimulationOptions {
		check(schedules > 0, "The number of schedules is " + schedules + " but must be more than zero");
		check(!delay.isNegative(), "The delay is " + delay + " but must be zero or more");
		check(steps > 0, "The number of steps is " + steps + " but must be more than zero");
		tolerated = Set.copyOf(tolerated);
	}

	private static void check(boolean right, String otherwise) {
		if (!right) {
			throw new IllegalArgumentException(otherwise);
		}
	}

	public SimulationOptions search(Search other) {
		return new SimulationOptions(other, this.schedules, this.delay, this.steps, this.tolerated);
	}

	public SimulationOptions schedules(int other) {
		return new SimulationOptions(this.search, other, this.delay, this.steps, this.tolerated);
	}

	public SimulationOptions delay(Duration other) {
		return new SimulationOptions(this.search, this.schedules, other, this.steps, this.tolerated);
	}

	public SimulationOptions steps(int other) {
		return new SimulationOptions(this.search, this.schedules, this.delay, other, this.tolerated);
	}

	/**
	 * Has some kinds of findings be no failures.
	 * @param kinds the kinds
	 * @return options that tolerate them
	 */
	public SimulationOptions tolerating(FindingKind... kinds) {
		EnumSet<FindingKind> all = EnumSet.noneOf(FindingKind.class);
		all.addAll(Set.of(kinds));
		return new SimulationOptions(this.search, this.schedules, this.delay, this.steps, all);
	}

	boolean tolerates(FindingKind kind) {
		return this.tolerated.contains(kind);
	}

}
