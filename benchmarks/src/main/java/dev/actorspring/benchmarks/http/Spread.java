package dev.actorspring.benchmarks.http;

import java.util.List;
import java.util.Locale;

/**
 * Where some numbers lie.
 *
 * @param median the middle one, or the mean of two
 * @param min the least
 * @param max the most
 */
record Spread(double median, double min, double max) {

	/**
	 * The spread of some numbers.
	 * @param values at least one
	 */
	static Spread of(List<Double> values) {
		List<Double> sorted = values.stream().sorted().toList();
		int size = sorted.size();
		double median = (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
		return new Spread(median, sorted.getFirst(), sorted.getLast());
	}

	/**
	 * As a cell of a table.
	 * @param format of each number
	 */
	String cell(String format) {
		String numbers = "%s (%s to %s)".replace("%s", format);
		return String.format(Locale.ROOT, numbers, this.median, this.min, this.max);
	}

}
