package dev.actorspring.benchmarks.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

import dev.actorspring.benchmarks.trial.Line;
import dev.actorspring.benchmarks.trial.Line.Value;

/**
 * The numbers of a slice.
 */
final class Measures {

	private static final String RATIO = "-ratio";

	private Measures() {
	}

	/**
	 * The results of a slice.
	 * @param workload under which load
	 * @param rate requests a second, or 0
	 * @param system of whom
	 * @param own the slice
	 * @param base the slice beside it of the system that this one is compared with: noise
	 * that both have is not in the ratios
	 * @param remark what else is to be known
	 */
	static List<Line> of(Workload workload, int rate, HttpSystem system, Slice own, Slice base, String remark) {
		String config = (rate > 0) ? String.format(Locale.ROOT, "%,d requests/s", rate) : "";
		String unsent = (own.unsent() > 0) ? "not all were sent" : "";
		Lines lines = new Lines(workload.id(), system.label(),
				String.join("; ", List.of(config, unsent, remark).stream().filter((text) -> !text.isEmpty()).toList()),
				own, base);
		if (workload == Workload.CLOSED) {
			lines.add("-throughput", "requests/s", Slice::perSecond);
			lines.ratio("-throughput", "ratio", Slice::perSecond);
		}
		lines.add("-p50", "ms", (slice) -> slice.latency(50));
		lines.add("-p99", "ms", (slice) -> slice.latency(99));
		// Less is better: so it is in another unit than the ratio above.
		lines.ratio("-p99", "times bare", (slice) -> slice.latency(99));
		if (workload == Workload.CLOSED) {
			lines.add("-cpu", "µs/request", Slice::serverMicros);
			lines.ratio("-cpu", "times bare", Slice::serverMicros);
		}
		else {
			lines.add("-late", "ms, p99", (slice) -> slice.lateness(99));
		}
		return lines.all;
	}

	private record Lines(String workload, String system, String config, Slice own, Slice base, List<Line> all) {

		Lines(String workload, String system, String config, Slice own, Slice base) {
			this(workload, system, config, own, base, new ArrayList<>());
		}

		void add(String name, String unit, ToDoubleFunction<Slice> measure) {
			add(name, measure.applyAsDouble(this.own), unit);
		}

		void ratio(String name, String unit, ToDoubleFunction<Slice> measure) {
			add(name + RATIO, measure.applyAsDouble(this.own) / measure.applyAsDouble(this.base), unit);
		}

		private void add(String name, double value, String unit) {
			// A slice without an answer has no such number.
			if (Double.isFinite(value)) {
				this.all.add(new Line(this.workload + name, this.system, this.config, new Value(value, unit)));
			}
		}

	}

}
