package dev.actorspring.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What came out, as tables and as JSON.
 *
 * @param environment where it was measured
 * @param groups what
 * @param results all lines
 */
record Report(Environment environment, List<Group> groups, Results results) {

	void print() {
		System.out.println();
		String warning = this.environment.warning();
		if (!warning.isEmpty()) {
			System.out.println(warning + "\n");
		}
		this.environment.facts().forEach((name, value) -> System.out.println("- " + name + ": " + value));
		System.out.println("""

				In brackets: how many times as good ours is, on COMPUTE, or on VIRTUAL where COMPUTE has no number. \
				Less than 1 means that the other is better. Where one start was half as fast again as another, both \
				are given and not compared.""");
		for (Group group : this.groups) {
			Map<String, Map<String, Summary>> summaries = this.results.summaries(group.title());
			if (!summaries.isEmpty()) {
				System.out.println(Tables.of(group.title(), summaries));
			}
		}
	}

	void write(Path file) throws IOException {
		List<Map<String, Object>> rows = new ArrayList<>();
		for (Group group : this.groups) {
			this.results.summaries(group.title())
				.forEach((workload, bySystem) -> bySystem
					.forEach((system, summary) -> rows.add(row(group.title(), workload, system, summary))));
		}
		Map<String, Object> all = new LinkedHashMap<>();
		all.put("environment", this.environment.facts());
		all.put("warning", this.environment.warning());
		all.put("results", rows);
		Files.createDirectories(file.toAbsolutePath().getParent());
		Files.writeString(file,
				JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writeValueAsString(all) + "\n");
	}

	private static Map<String, Object> row(String group, String workload, String system, Summary summary) {
		Map<String, Object> row = new LinkedHashMap<>();
		row.put("group", group);
		row.put("workload", workload);
		row.put("system", system);
		Double median = summary.median();
		if (median != null) {
			row.put("median", median);
			row.put("min", summary.values().getFirst());
			row.put("max", summary.values().getLast());
			row.put("unit", summary.unit());
			row.put("rounds", summary.values().size());
		}
		row.put("config", summary.config());
		if (!summary.note().isEmpty()) {
			row.put("note", summary.note());
		}
		return row;
	}

}
