package dev.actorspring.demo.prometheus;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The dashboard for Grafana.
 */
final class Dashboard {

	private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.+), (\\w+)\\)");

	private static final Pattern LEGEND_LABEL = Pattern.compile("\\{\\{(\\w+)}}");

	private final JsonNode json = JsonMapper.shared().readTree(Documents.GRAFANA_DASHBOARD.toFile());

	JsonNode json() {
		return this.json;
	}

	List<JsonNode> panels() {
		return this.json.path("panels").valueStream().toList();
	}

	List<JsonNode> variables() {
		return this.json.path("templating").path("list").valueStream().toList();
	}

	/**
	 * What is asked of Prometheus, by panels and by variables.
	 */
	List<Query> queries() {
		Stream<Query> ofPanels = panels().stream()
			.flatMap((panel) -> panel.path("targets")
				.valueStream()
				.map((target) -> new Query(panel.path("title").asString(), target.path("expr").asString(),
						LEGEND_LABEL.matcher(target.path("legendFormat").asString())
							.results()
							.map((MatchResult label) -> label.group(1))
							.toList())));
		Stream<Query> ofVariables = variables().stream()
			.filter((variable) -> variable.path("type").asString().equals("query"))
			.map(Dashboard::query);
		return Stream.concat(ofPanels, ofVariables).toList();
	}

	private static Query query(JsonNode variable) {
		Matcher labelValues = LABEL_VALUES.matcher(variable.path("query").path("query").asString());
		if (!labelValues.matches()) {
			throw new IllegalStateException("Not understood: " + variable);
		}
		return new Query("variable " + variable.path("name").asString(), labelValues.group(1),
				List.of(labelValues.group(2)));
	}

	/**
	 * One question.
	 *
	 * @param place where it is asked
	 * @param expression in PromQL, with Grafana's variables
	 * @param labels that the answer must have
	 */
	record Query(String place, String expression, List<String> labels) {

		/**
		 * Whether it is about a cluster, which the demo has only with the Maven profile
		 * {@code cluster}.
		 */
		boolean isAboutCluster() {
			return this.expression.contains("actor_cluster_");
		}

		/**
		 * Whether it is about pools, of which the demo has none.
		 */
		boolean isAboutPools() {
			return this.expression.contains("actor_pool_");
		}

		/**
		 * Has all of each variable, as Grafana does it.
		 */
		String withAll() {
			return this.expression.replace("$__rate_interval", "1m").replaceAll("\\$\\w+", ".*");
		}

	}

}
