package dev.actorspring.benchmarks.durable;

import java.util.ArrayList;
import java.util.List;

/**
 * The state of a counter, some hundred characters as JSON: the same in all systems.
 *
 * @param number how often it was added to
 * @param name of the counter
 * @param latest the last numbers, the latest last
 */
record Count(long number, String name, List<Long> latest) {

	private static final int KEPT = 8;

	Count {
		latest = List.copyOf(latest);
	}

	/**
	 * A counter that nobody has added to.
	 */
	static Count zero(String name) {
		return new Count(0, "counter " + name, List.of());
	}

	/**
	 * What an adding makes of it.
	 */
	Count next() {
		List<Long> numbers = new ArrayList<>(
				this.latest.subList(Math.max(0, this.latest.size() - KEPT + 1), this.latest.size()));
		numbers.add(this.number + 1);
		return new Count(this.number + 1, this.name, numbers);
	}

}
