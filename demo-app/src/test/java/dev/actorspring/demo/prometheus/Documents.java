package dev.actorspring.demo.prometheus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the files are that are given to Prometheus and Grafana.
 */
final class Documents {

	private static final Path DOCS = Path.of("..", "docs");

	static final Path GRAFANA_DASHBOARD = DOCS.resolve("grafana-dashboard.json");

	static final Path ALERTS = DOCS.resolve("alerts.yml");

	static final Path ALERTS_TESTS = Path.of("src", "test", "prometheus", "alerts-tests.yml");

	static final Path PAGE = DOCS.resolve("prometheus.md");

	private Documents() {
	}

	/**
	 * What the dashboard and the page ask.
	 */
	static List<Dashboard.Query> queries() throws IOException {
		List<Dashboard.Query> queries = new ArrayList<>(new Dashboard().queries());
		Page.queries().forEach((query) -> queries.add(new Dashboard.Query("page", query, List.of())));
		return queries;
	}

}
