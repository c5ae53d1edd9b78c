package dev.actorspring.benchmarks.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/**
 * Makes tables and results of what was measured.
 */
final class Report {

	private static final Column THROUGHPUT = new Column("throughput", "requests/s", "%,.0f", Slice::perSecond, true);

	private static final Column P50 = latency("p50", 50, false);

	private static final Column P99 = latency("p99", 99, true);

	private static final Column P999 = latency("p99.9", 99.9, false);

	private static final Column SERVER = new Column("server CPU", "µs/request", "%.1f", Slice::serverMicros, true);

	private static final Column CLIENT = new Column("client CPU", "µs/request", "%.1f", Slice::clientMicros, false);

	private static final Column LATE = new Column("sent late, p99", "ms", "%.3f", (slice) -> slice.lateness(99), false);

	private static final Column UNSENT = new Column("never sent", "requests", "%,.0f", Slice::unsent, false);

	private final Map<Workload, Map<HttpSystem, List<Slice>>> slices;

	private final Plan plan;

	private final Set<HttpSystem> cold;

	private Report(Map<Workload, Map<HttpSystem, List<Slice>>> slices, Plan plan, Set<HttpSystem> cold) {
		this.slices = slices;
		this.plan = plan;
		this.cold = cold;
	}

	/**
	 * Measures, and reports on it.
	 * @throws IOException if a server cannot be started or does not answer
	 * @throws IllegalStateException if an answer is wrong
	 */
	static Report of(Plan plan) throws IOException {
		Session session = new Session(plan);
		return new Report(session.run(), plan, session.cold());
	}

	private static Column latency(String title, double percentile, boolean compared) {
		return new Column(title, "ms", "%.3f", (slice) -> slice.latency(percentile), compared);
	}

	private static List<Column> columns(Workload workload) {
		return switch (workload) {
			case Workload.Saturation saturation -> List.of(THROUGHPUT, SERVER, CLIENT, P50, P99, P999);
			case Workload.Constant constant -> List.of(THROUGHPUT, P50, P99, P999, SERVER, CLIENT, LATE, UNSENT);
		};
	}

	List<HttpResult> results() {
		List<HttpResult> results = new ArrayList<>();
		this.slices.forEach((workload, systems) -> systems.keySet().forEach((system) -> {
			Comparison comparison = comparison(systems, system);
			for (Column column : columns(workload)) {
				String name = workload.label() + ": " + column.title();
				results.add(result(name, system, column.of(comparison), column.unit()));
				if (column.compared()) {
					results.add(result(name + ", ratio to " + base().label(), system, column.ratio(comparison), "1"));
				}
			}
		}));
		return results;
	}

	private static HttpResult result(String workload, HttpSystem system, Spread spread, String unit) {
		return new HttpResult(workload, system.label(), spread.median(), spread.min(), spread.max(), unit);
	}

	/**
	 * All tables in Markdown.
	 */
	String markdown() {
		StringBuilder text = new StringBuilder();
		text.append(String.format(Locale.ROOT, """

				A deposit as JSON into one of %,d accounts: median (least to most) of %d slices of %d ms; \
				ratios to %s in the slice beside it. JVM of the servers: %s.
				""", Accounts.IDS.size(), this.plan.rounds() * this.plan.cycles(), this.plan.slice().toMillis(),
				base().label(), String.join(" ", ServerProcess.FLAGS)));
		if (!this.cold.isEmpty()) {
			text.append(String.format(Locale.ROOT, "\nThe machine was too busy to warm up with %,d requests: %s.\n",
					this.plan.warmUp(), String.join(", ", this.cold.stream().map(HttpSystem::label).toList())));
		}
		this.slices.forEach((workload, systems) -> table(text, workload, systems));
		return text.toString();
	}

	private void table(StringBuilder text, Workload workload, Map<HttpSystem, List<Slice>> systems) {
		StringJoiner head = new StringJoiner(" | ", "| ", " |\n");
		StringJoiner line = new StringJoiner("|", "|", "|\n");
		head.add("system");
		line.add("---");
		for (Column column : columns(workload)) {
			head.add(column.title() + ", " + column.unit());
			line.add("---");
			if (column.compared()) {
				head.add("ratio");
				line.add("---");
			}
		}
		text.append("\n**").append(title(workload)).append("**\n\n").append(head).append(line);
		for (HttpSystem system : this.plan.systems()) {
			text.append(row(workload, system, comparison(systems, system)));
		}
	}

	private static String title(Workload workload) {
		return switch (workload) {
			case Workload.Saturation saturation -> workload.label();
			case Workload.Constant constant ->
				workload.label() + String.format(Locale.ROOT, ": %,d requests/s", constant.rate());
		};
	}

	private static String row(Workload workload, HttpSystem system, Comparison comparison) {
		StringJoiner row = new StringJoiner(" | ", "| ", " |\n");
		row.add(system.label());
		for (Column column : columns(workload)) {
			row.add(column.of(comparison).cell(column.format()));
			if (column.compared()) {
				row.add(column.ratio(comparison).cell("%.2f"));
			}
		}
		return row.toString();
	}

	private Comparison comparison(Map<HttpSystem, List<Slice>> systems, HttpSystem system) {
		return new Comparison(slices(systems, system), slices(systems, base()));
	}

	private static List<Slice> slices(Map<HttpSystem, List<Slice>> systems, HttpSystem system) {
		return systems.getOrDefault(system, List.of());
	}

	private HttpSystem base() {
		return this.plan.systems().getFirst();
	}

}
