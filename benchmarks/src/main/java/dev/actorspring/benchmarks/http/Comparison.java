package dev.actorspring.benchmarks.http;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The slices of one system beside those of the system that it is compared with.
 *
 * @param own of the system
 * @param base of the other, as many
 */
record Comparison(List<Slice> own, List<Slice> base) {

	Spread spread(ToDoubleFunction<Slice> measure) {
		return Spread.of(this.own.stream().map((slice) -> measure.applyAsDouble(slice)).toList());
	}

	/**
	 * The ratios of neighbours in time: noise that both have is not in it.
	 */
	Spread ratio(ToDoubleFunction<Slice> measure) {
		return Spread.of(IntStream.range(0, this.own.size())
			.mapToObj((i) -> measure.applyAsDouble(this.own.get(i)) / measure.applyAsDouble(this.base.get(i)))
			.toList());
	}

}
