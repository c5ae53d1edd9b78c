package dev.actorspring.demo.prometheus;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import dev.actorspring.demo.AuctionHouseTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a Prometheus knows of the auction house as a node of a cluster.
 */
@AuctionHouseTest
@ActiveProfiles("cluster")
@DirtiesContext
@Tag("cluster")
class ClusterPrometheusTests {

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	@TempDir
	private Path directory;

	@LocalServerPort
	private int port;

	@DynamicPropertySource
	static void alone(DynamicPropertyRegistry properties) throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			int free = socket.getLocalPort();
			properties.add("actor.cluster.port", () -> free);
			properties.add("actor.cluster.seeds", () -> "127.0.0.1:" + free);
		}
	}

	@BeforeEach
	void requirePrometheus() {
		Prometheus.requireInstalled();
	}

	@Test
	void everyQueryAboutTheClusterFindsSomething() throws Exception {
		List<Dashboard.Query> queries = Documents.queries();
		queries.removeIf((query) -> !query.isAboutCluster());
		assertThat(queries).extracting(Dashboard.Query::place).contains("page").hasSizeGreaterThan(10);
		try (Prometheus prometheus = Prometheus.scraping(this.port, this.directory, Documents.ALERTS)) {
			await().atMost(PATIENCE).untilAsserted(() -> assertThat(queries).allSatisfy(prometheus::expectAnswer));
			// What is not there can never raise an alert.
			assertThat(Alerts.clusterSelectors()).isNotEmpty()
				.allSatisfy((selector) -> assertThat(prometheus.query(selector)).as(selector).isNotEmpty());
		}
	}

}
