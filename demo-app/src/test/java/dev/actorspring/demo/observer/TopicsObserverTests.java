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
 * What the observer page shows of topics and groups.
 */
@SpringBootTest(classes = StagedApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = "management.endpoints.web.exposure.include=observer,actors,actortopics")
@Import(StagedTopics.class)
class TopicsObserverTests {

	@Autowired
	private StagedTopics topics;

	@LocalServerPort
	private int port;

	@BeforeEach
	void requireBrowser() {
		Chromium.require();
	}

	@Test
	void topicsAndGroupsAreShownToWhomeverOpensThem() throws Exception {
		try (Operator operator = new Operator(this.port)) {
			operator.visit("");
			operator.awaitText("#topics", "Topics and groups");
			operator.awaitText("#grid", "payments");
			assertThat(this.topics.reads).hasValue(0);
			operator.click("#topics summary");
			await().untilAsserted(() -> assertThat(operator.text("[data-event=\"shop.Gallery$Sold\"]")).contains("Sold",
					"display (1), seat (1,200)"));
			assertThat(operator.text("[data-group=\"blue\"]")).contains("blue", "Guest", "7", "payments/ledger",
					"and 1 more", "10.0.0.2:25520: 4");
			assertThat(operator.text("#topics")).contains("1 group more");
			operator.click("[data-group=\"blue\"] button");
			operator.awaitText("#side", "payments/ledger");
			assertThat(operator.console()).isEmpty();
			assertThat(operator.requestsElsewhere()).isEmpty();
		}
	}

}
