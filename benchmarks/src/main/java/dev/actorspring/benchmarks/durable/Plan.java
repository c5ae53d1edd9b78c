package dev.actorspring.benchmarks.durable;

import java.time.Duration;

/**
 * How much is measured.
 *
 * @param cycles how many slices each system gets
 * @param warmUp for how long each system works before that
 * @param slice how long a slice is
 * @param activations how often 64 counters are activated in a slice
 * @param rows among how many
 */
record Plan(int cycles, Duration warmUp, Duration slice, int activations, int rows) {

	/**
	 * Finds a plan by name.
	 * @param effort {@code full}, {@code quick} or {@code tiny}
	 */
	static Plan named(String effort) {
		return switch (effort) {
			case "full" -> new Plan(5, Duration.ofSeconds(3), Duration.ofSeconds(1), 50, 20_000);
			case "quick" -> new Plan(3, Duration.ofMillis(500), Duration.ofMillis(200), 10, 2_000);
			case "tiny" -> new Plan(2, Duration.ofMillis(20), Duration.ofMillis(20), 2, 200);
			default -> throw new IllegalArgumentException("There is no effort '" + effort + "'");
		};
	}

}
