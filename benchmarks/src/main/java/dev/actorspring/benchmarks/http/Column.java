package dev.actorspring.benchmarks.http;

import java.util.function.ToDoubleFunction;

/**
 * Something that is measured.
 *
 * @param title in tables and results
 * @param unit of the results
 * @param format of a number in a table
 * @param measure gives it
 * @param compared whether the ratio to the first system is of interest
 */
record Column(String title, String unit, String format, ToDoubleFunction<Slice> measure, boolean compared) {

	Spread of(Comparison comparison) {
		return comparison.spread(this.measure);
	}

	Spread ratio(Comparison comparison) {
		return comparison.ratio(this.measure);
	}

}
