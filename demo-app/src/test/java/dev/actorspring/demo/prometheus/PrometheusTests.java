package dev.actorspring.demo.prometheus;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import dev.actorspring.demo.AuctionHouseTest;
import dev.actorspring.demo.House;
import dev.actorspring.demo.prometheus.Prometheus.Sample;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.ClassMode;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a Prometheus that scrapes the auction house knows of it.
 */
@AuctionHouseTest
@DirtiesContext(classMode = ClassMode.BEFORE_CLASS)
class PrometheusTests {

	private static final String FAULTS = "/payments/card-gateway/faults";

	private static final String CRASH = """
			{"crash": true}""";

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	@TempDir
	private Path directory;

	@LocalServerPort
	private int port;

	@Autowired
	private WebTestClient client;

	@BeforeEach
	void requirePrometheus() {
		Prometheus.requireInstalled();
	}

	@Test
	void restartIsFoundWithPromQl() throws Exception {
		String restarts = "actor_supervisor_restarts_total{supervisor=\"payments\",actor=\"card-gateway\"}";
		try (Prometheus prometheus = start()) {
			double before = value(prometheus, restarts);
			new House(this.client).post(FAULTS, CRASH, HttpStatus.INTERNAL_SERVER_ERROR);
			await().atMost(PATIENCE).untilAsserted(() -> {
				assertThat(value(prometheus, restarts)).isEqualTo(before + 1);
				// The counter was there before, so that the first restart has a rate.
				assertThat(value(prometheus, "increase(" + restarts + "[1m])")).isPositive();
			});
			assertThat(prometheus.query("sum by (actor) (increase(actor_supervisor_restarts_total[1m])) > 0"))
				.extracting((sample) -> sample.labels().get("actor"))
				.containsExactly("card-gateway");
		}
	}

	@Test
	void messagesThatWaitAreFoundWithPromQl() throws Exception {
		String depth = "actor_mailbox_depth{actor=\"card-gateway\"}";
		try (Prometheus prometheus = start()) {
			assertThat(value(prometheus, depth)).isZero();
			enqueueFault("PT8S");
			for (int i = 0; i < 5; i++) {
				enqueueFault("PT0.001S");
			}
			// One is in hand.
			await().atMost(PATIENCE)
				.untilAsserted(() -> assertThat(value(prometheus, "max_over_time(" + depth + "[1m])")).isEqualTo(5));
			await().atMost(PATIENCE).untilAsserted(() -> assertThat(value(prometheus, depth)).isZero());
		}
	}

	@Test
	void everyQueryOfTheDashboardAndThePageFindsSomething() throws Exception {
		List<Dashboard.Query> queries = Documents.queries();
		// Tried where there is one: ClusterPrometheusTests.
		queries.removeIf(Dashboard.Query::isAboutCluster);
		queries.removeIf(Dashboard.Query::isAboutPools);
		assertThat(queries).extracting(Dashboard.Query::place).contains("page", "Restarts", "variable actor");
		try (Prometheus prometheus = start()) {
			askSomething();
			await().atMost(PATIENCE)
				.until(() -> !prometheus.query("actor_asks_seconds_count{outcome=\"crashed\"}").isEmpty());
			// Such an ask has a rate from the second on.
			askSomething();
			await().atMost(PATIENCE).untilAsserted(() -> assertThat(queries).allSatisfy(prometheus::expectAnswer));
		}
	}

	@Test
	void prometheusTakesTheAlertRules() throws Exception {
		try (Prometheus prometheus = start()) {
			await().atMost(PATIENCE).untilAsserted(() -> {
				List<JsonNode> rules = prometheus.get("/api/v1/rules")
					.findValues("rules")
					.getFirst()
					.valueStream()
					.toList();
				assertThat(rules).hasSameSizeAs(Alerts.expressions().keySet()).allSatisfy((rule) -> {
					assertThat(rule.path("health").asString()).as(rule.toString()).isEqualTo("ok");
					assertThat(rule.path("state").asString()).as(rule.toString()).isEqualTo("inactive");
				});
			});
		}
	}

	private Prometheus start() throws Exception {
		return Prometheus.scraping(this.port, this.directory, Documents.ALERTS);
	}

	private void askSomething() {
		House house = new House(this.client);
		house.get("/payments/ledger", HttpStatus.OK);
		house.post(FAULTS, CRASH, HttpStatus.INTERNAL_SERVER_ERROR);
	}

	private static double value(Prometheus prometheus, String promQl) {
		return prometheus.query(promQl).stream().mapToDouble(Sample::value).sum();
	}

	private void enqueueFault(String delay) {
		this.client.post()
			.uri(FAULTS)
			.header("Prefer", "respond-async")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue("{\"delay\": \"" + delay + "\"}")
			.exchange()
			.expectStatus()
			.isAccepted();
	}

}
