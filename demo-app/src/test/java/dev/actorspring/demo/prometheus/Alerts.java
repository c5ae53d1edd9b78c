package dev.actorspring.demo.prometheus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.yaml.snakeyaml.Yaml;

/**
 * The alert rules for Prometheus, and their tests.
 */
final class Alerts {

	private static final Pattern CLUSTER_SELECTOR = Pattern.compile("\\bactor_cluster_\\w+(\\{[^}]*})?");

	private Alerts() {
	}

	/**
	 * All of them.
	 * @return expressions by name
	 */
	static Map<String, String> expressions() throws IOException {
		Map<String, String> expressions = new TreeMap<>();
		for (Map<String, Object> group : list(read(Documents.ALERTS), "groups")) {
			list(group, "rules")
				.forEach((rule) -> expressions.put((String) rule.get("alert"), (String) rule.get("expr")));
		}
		return expressions;
	}

	/**
	 * The meters of a cluster that they look at, with the labels by which they pick them.
	 */
	static List<String> clusterSelectors() throws IOException {
		return expressions().values()
			.stream()
			.flatMap((expression) -> CLUSTER_SELECTOR.matcher(expression).results())
			.map(MatchResult::group)
			.distinct()
			.toList();
	}

	/**
	 * Those that a test of Promtool expects to be raised.
	 */
	static List<String> raisedInTests() throws IOException {
		return list(read(Documents.ALERTS_TESTS), "tests").stream()
			.flatMap((test) -> list(test, "alert_rule_test").stream())
			.filter((test) -> !list(test, "exp_alerts").isEmpty())
			.map((test) -> (String) test.get("alertname"))
			.distinct()
			.toList();
	}

	private static Map<String, Object> read(Path file) throws IOException {
		return new Yaml().load(Files.readString(file));
	}

	@SuppressWarnings("unchecked")
	private static List<Map<String, Object>> list(Map<String, Object> yaml, String key) {
		return (List<Map<String, Object>>) yaml.get(key);
	}

}
