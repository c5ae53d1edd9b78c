package dev.actorspring.benchmarks.cluster;

import java.time.Duration;

/**
 * How much is measured.
 *
 * @param forks how often each system is started anew for requests
 * @param cycles how many slices each system gets then
 * @param warmUpSlices for how many slices each system answers requests before that at
 * least
 * @param warmUp and how many requests at least
 * @param slice how long a slice is
 * @param underWay how many requests are under way at a time
 * @param accounts among how many accounts
 * @param departures how often a node goes
 * @param moving how many accounts it has when it leaves in good order
 * @param stableAfter how long it has to be clear who is silent before that one is removed
 */
record Plan(int forks, int cycles, int warmUpSlices, int warmUp, Duration slice, int underWay, int accounts,
		int departures, int moving, Duration stableAfter) {

	/** By default. */
	private static final Duration STABLE_AFTER = Duration.ofSeconds(5);

	/**
	 * Finds a plan by name.
	 * @param effort {@code full}, {@code quick} or {@code tiny}
	 */
	static Plan named(String effort) {
		return switch (effort) {
			case "full" -> new Plan(4, 3, 5, 400_000, Duration.ofSeconds(2), 256, 1_024, 2, 10_000, STABLE_AFTER);
			case "quick" -> new Plan(1, 3, 3, 50_000, Duration.ofMillis(500), 256, 1_024, 1, 10_000, STABLE_AFTER);
			case "tiny" -> new Plan(1, 2, 2, 1_000, Duration.ofMillis(50), 16, 64, 1, 200, Duration.ofSeconds(1));
			default -> throw new IllegalArgumentException("There is no effort '" + effort + "'");
		};
	}

}
