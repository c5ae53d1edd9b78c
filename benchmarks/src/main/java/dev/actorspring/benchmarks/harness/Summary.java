package dev.actorspring.benchmarks.harness;

import java.util.List;
import java.util.stream.Collectors;

import dev.actorspring.benchmarks.trial.Line;
import dev.actorspring.benchmarks.trial.Line.Failed;
import dev.actorspring.benchmarks.trial.Line.NotOffered;
import dev.actorspring.benchmarks.trial.Line.Value;
import org.jspecify.annotations.Nullable;

/**
 * What came out for one system and one workload, of all rounds.
 *
 * @param values the numbers in ascending order; empty if there are none
 * @param unit their unit
 * @param config how the system was configured
 * @param note why there are none, or fewer than rounds; empty if all is well
 */
record Summary(List<Double> values, String unit, String config, String note) {

	private static final double STEADY = 1.5;

	/** Of more the median stands for all. */
	private static final int FEW = 3;

	static Summary of(List<Line> lines) {
		List<Value> values = lines.stream()
			.map(Line::result)
			.filter(Value.class::isInstance)
			.map(Value.class::cast)
			.toList();
		String note = lines.stream().map((line) -> switch (line.result()) {
			case Value value -> "";
			case NotOffered(String reason) -> reason;
			case Failed(String reason) -> "failed: " + reason;
		}).filter((text) -> !text.isEmpty()).distinct().collect(Collectors.joining("; "));
		String configs = lines.stream()
			.map(Line::config)
			.filter((text) -> !text.isEmpty())
			.distinct()
			.collect(Collectors.joining("; "));
		return new Summary(values.stream().map(Value::value).sorted().toList(),
				values.isEmpty() ? "" : values.getFirst().unit(), configs, note);
	}

	@Nullable Double median() {
		int size = this.values.size();
		if (size == 0) {
			return null;
		}
		return (this.values.get((size - 1) / 2) + this.values.get(size / 2)) / 2;
	}

	/**
	 * Whether one number stands for all: some systems are twice as fast after one start
	 * as after another.
	 * @return {@code false} if there are few, and one is half as large again as another
	 */
	boolean isSteady() {
		return this.values.isEmpty() || this.values.size() > FEW
				|| this.values.getLast() <= STEADY * this.values.getFirst();
	}

	boolean moreIsBetter() {
		return this.unit.endsWith("/s") || this.unit.equals("ratio");
	}

	/**
	 * How many times as good another is.
	 * @param other the other
	 * @return more than 1 if the other is better, or {@code null} if one has no number
	 */
	@Nullable Double timesAsGoodIs(Summary other) {
		Double own = median();
		Double others = other.median();
		if (own == null || others == null || own <= 0 || others <= 0) {
			return null;
		}
		return moreIsBetter() ? others / own : own / others;
	}

}
