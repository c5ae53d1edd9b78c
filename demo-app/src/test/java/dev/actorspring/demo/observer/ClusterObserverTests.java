package dev.actorspring.demo.observer;

import dev.actorspring.demo.Chromium;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the observer page shows of a cluster.
 */
@SpringBootTest(classes = StagedApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.endpoints.web.exposure.include=observer,actors,actorcluster",
				"management.endpoint.actors.access=unrestricted" })
@Import(StagedCluster.class)
class ClusterObserverTests {

	@Autowired
	private StagedActors actors;

	@LocalServerPort
	private int port;

	@BeforeEach
	void requireBrowser() {
		Chromium.require();
	}

	@Test
	void nodesPartitionsAndMovesAreShown() throws Exception {
		try (Operator operator = new Operator(this.port)) {
			operator.visit("");
			await().untilAsserted(() -> assertThat(operator.text("#cluster-title")).isEqualTo("Cluster shop"));
			assertThat(operator.text("#cluster-note"))
				.isEqualTo("2 of 256 partitions without a home: 17, 99; 12 messages waiting for one");
			assertThat(operator.text("[data-node=\"10.0.0.1:25520\"]")).contains("10.0.0.1:25520 (this one)", "up",
					"84", "0–16, 18–84");
			assertThat(operator.text("[data-node=\"10.0.0.2:25520\"]")).contains("unreachable", "85–98, 100–169");
			operator.click("#cluster summary");
			assertThat(operator.text("#cluster .events")).contains("Partition 99 is arriving", "Partition 7 has come",
					"Partition 8 has left, 3 actors cut off");
			operator.screenshot("observer-cluster");
			assertThat(operator.console()).isEmpty();
			assertThat(operator.requestsElsewhere()).isEmpty();
		}
	}

	@Test
	void treeOfAnotherNodeIsAskedForThroughThisOne() throws Exception {
		String button = "[data-node=\"10.0.0.3:25520\"] button";
		try (Operator operator = new Operator(this.port)) {
			operator.visit("#/payments/ledger");
			operator.awaitText("#side", "payments/ledger");
			await().untilAsserted(() -> assertThat(buttons(operator)).isPositive());
			assertThat(this.actors.nodes).isEmpty();
			operator.click(button);
			await().untilAsserted(() -> assertThat(this.actors.nodes).contains("10.0.0.3:25520"));
			await().untilAsserted(() -> assertThat(operator.text(button)).isEqualTo("Shown"));
			operator.clickRow("payments/ledger");
			operator.awaitText("#side", "payments/ledger");
			operator.awaitText("#side", "Handled");
			assertThat(buttons(operator)).isZero();
			operator.click("[data-node=\"10.0.0.1:25520\"] button");
			await().untilAsserted(() -> assertThat(operator.text(button)).isEqualTo("Show"));
			assertThat(operator.console()).isEmpty();
		}
	}

	private static long buttons(Operator operator) {
		return (Long) operator.run("return document.querySelectorAll('#side [data-action]').length");
	}

}
