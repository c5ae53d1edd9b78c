package dev.actorspring.benchmarks.harness;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.actorspring.benchmarks.trial.Line;
import dev.actorspring.benchmarks.trial.Line.Value;
import dev.actorspring.benchmarks.trial.Workload;

/**
 * How many times as much a message costs among many actors as among few: the one number
 * that sums up a curve.
 */
final class Growth {

	private static final String PREFIX = Workload.GROWTH.id() + "-";

	private static final String FEW = PREFIX + 1_000;

	private static final String MANY = PREFIX + 1_000_000;

	private Growth() {
	}

	/**
	 * Computes it from what one program has measured.
	 * @param lines all results of the program
	 * @return one more result; nothing if it has not measured both ends of the curve
	 */
	static Stream<Line> of(List<Line> lines) {
		return lines.stream()
			.filter((line) -> line.workload().equals(MANY))
			.flatMap((many) -> ratio(lines, many).stream()
				.map((ratio) -> new Line(Workload.GROWTH.id(), many.system(), many.config(),
						new Value(ratio, "times"))));
	}

	private static Optional<Double> ratio(List<Line> lines, Line many) {
		return lines.stream()
			.filter((line) -> line.workload().equals(FEW))
			.filter((few) -> few.result() instanceof Value && many.result() instanceof Value)
			.map((few) -> ((Value) many.result()).value() / ((Value) few.result()).value())
			.findFirst();
	}

}
