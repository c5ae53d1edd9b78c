package dev.actorspring.benchmarks.harness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.actorspring.benchmarks.trial.Line;
import dev.actorspring.benchmarks.trial.Line.Failed;
import dev.actorspring.benchmarks.trial.Line.NotOffered;
import dev.actorspring.benchmarks.trial.Line.Value;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * All lines of all rounds, by group, workload and system.
 */
final class Results {

	private static final JsonMapper JSON = JsonMapper.shared();

	private final Map<Key, List<Line>> lines = new LinkedHashMap<>();

	/**
	 * Reads a line of a program.
	 * @param text what it has written
	 * @return the result; nothing if it is something else
	 */
	static Stream<Line> parse(String text) {
		if (!text.startsWith("{\"workload\":")) {
			return Stream.empty();
		}
		JsonNode node = JSON.readTree(text);
		Line.Result result;
		if (node.has("value")) {
			result = new Value(node.get("value").asDouble(), node.get("unit").asString());
		}
		else if (node.has("notOffered")) {
			result = new NotOffered(node.get("notOffered").asString());
		}
		else {
			result = new Failed(node.path("failed").asString("gave no reason"));
		}
		return Stream.of(new Line(node.get("workload").asString(), node.get("system").asString(),
				node.path("config").asString(""), result));
	}

	void add(String group, Line line) {
		this.lines.computeIfAbsent(new Key(group, line.workload(), line.system()), (key) -> new ArrayList<>())
			.add(line);
	}

	/**
	 * What came out for each system.
	 * @param group of which workloads
	 * @return by workload and system, in the order in which they came
	 */
	Map<String, Map<String, Summary>> summaries(String group) {
		Map<String, Map<String, Summary>> summaries = new LinkedHashMap<>();
		this.lines.forEach((key, all) -> {
			if (key.group().equals(group)) {
				summaries.computeIfAbsent(key.workload(), (workload) -> new LinkedHashMap<>())
					.put(key.system(), Summary.of(all));
			}
		});
		return summaries;
	}

	private record Key(String group, String workload, String system) {

	}

}
