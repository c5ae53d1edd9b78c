package dev.actorspring.benchmarks.harness;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Writes the results as tables in Markdown.
 */
final class Tables {

	/** Whom the others are compared with; the second where the first has no number. */
	private static final List<String> OURS = List.of(JvmSystem.COMPUTE.label(), JvmSystem.VIRTUAL.label());

	private Tables() {
	}

	/**
	 * Writes the tables of a group: one to compare, and one with everything.
	 * @param title the title
	 * @param results by workload and system
	 * @return the text
	 */
	static String of(String title, Map<String, Map<String, Summary>> results) {
		Set<String> systems = results.values()
			.stream()
			.flatMap((bySystem) -> bySystem.keySet().stream())
			.collect(Collectors.toCollection(LinkedHashSet::new));
		StringBuilder text = new StringBuilder("\n## ").append(title).append("\n\n| median |");
		systems.forEach((system) -> text.append(' ').append(system).append(" |"));
		text.append("\n|---|").append("---|".repeat(systems.size())).append('\n');
		results.forEach((workload, bySystem) -> {
			text.append("| ").append(workload).append(", ").append(unit(bySystem)).append(" |");
			for (String system : systems) {
				text.append(' ').append(cell(bySystem.get(system), ours(bySystem), system)).append(" |");
			}
			text.append('\n');
		});
		text.append(
				"\n| workload | system | median | min to max | unit | ours is better by | configuration, remarks |\n")
			.append("|---|---|---|---|---|---|---|\n");
		results.forEach((workload, bySystem) -> bySystem
			.forEach((system, summary) -> text.append(row(workload, system, summary, ours(bySystem)))));
		return text.toString();
	}

	private static @Nullable Summary ours(Map<String, Summary> bySystem) {
		return OURS.stream()
			.map(bySystem::get)
			.filter((summary) -> summary != null && summary.median() != null)
			.findFirst()
			.orElse(null);
	}

	private static String unit(Map<String, Summary> bySystem) {
		return bySystem.values().stream().map(Summary::unit).filter((unit) -> !unit.isEmpty()).findFirst().orElse("-");
	}

	private static String cell(@Nullable Summary summary, @Nullable Summary ours, String system) {
		Double median = (summary != null) ? summary.median() : null;
		if (summary == null || median == null) {
			return "-";
		}
		if (!summary.isSteady()) {
			return spread(summary);
		}
		String ratio = OURS.contains(system) ? "" : ratio(summary, ours);
		return number(median) + (ratio.isEmpty() ? "" : " (" + ratio + ")");
	}

	private static String row(String workload, String system, Summary summary, @Nullable Summary ours) {
		Double median = summary.median();
		String remarks = summary.config() + ((summary.config().isEmpty() || summary.note().isEmpty()) ? "" : "; ")
				+ summary.note();
		String spread = (summary.values().size() > 1) ? spread(summary) : "-";
		return "| "
				+ String.join(" | ", workload, system, (median != null) ? number(median) : "-", spread,
						(median != null) ? summary.unit() : "-",
						ratio(summary, ours).isEmpty() ? "-" : ratio(summary, ours), remarks.replace("|", "\\|"))
				+ " |\n";
	}

	private static String spread(Summary summary) {
		return number(summary.values().getFirst()) + " to " + number(summary.values().getLast());
	}

	private static String ratio(Summary summary, @Nullable Summary ours) {
		if (ours == null || ours == summary || !ours.isSteady() || !summary.isSteady()) {
			return "";
		}
		Double ratio = summary.timesAsGoodIs(ours);
		return (ratio != null) ? number(ratio) + "×" : "";
	}

	/**
	 * Writes a number with three digits that count.
	 * @param value the number
	 * @return the number, as in {@code 1.23 M} or {@code 0.0123}
	 */
	static String number(double value) {
		double size = Math.abs(value);
		if (size >= 999_500) {
			return digits(value / 1e6) + " M";
		}
		return (size >= 10_000) ? digits(value / 1e3) + " k" : digits(value);
	}

	private static String digits(double value) {
		double size = Math.abs(value);
		int decimals = (size >= 100) ? 0 : (size >= 10) ? 1 : (size >= 0.1 || size == 0) ? 2 : 4;
		return String.format(Locale.ROOT, "%,." + decimals + "f", value);
	}

}
