package dev.actorspring.demo.prometheus;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AlertsTests {

	@Test
	void promtoolFindsNothing() throws Exception {
		Prometheus.requireInstalled();
		assertThat(Promtool.run("check", "rules", "--lint-fatal", Documents.ALERTS.toString())).contains("SUCCESS");
	}

	@Test
	void alertsAreRaisedWhenTheyShouldAndNotBefore() throws Exception {
		Prometheus.requireInstalled();
		assertThat(Promtool.run("test", "rules", Documents.ALERTS_TESTS.toString())).contains("SUCCESS");
	}

	@Test
	void everyAlertIsRaisedInATest() throws Exception {
		assertThat(Alerts.raisedInTests()).isNotEmpty()
			.containsExactlyInAnyOrderElementsOf(Alerts.expressions().keySet());
	}

	@Test
	void whatToDoIsDocumentedForEachAlert() throws Exception {
		String page = Page.text();
		assertThat(Alerts.expressions().keySet()).isNotEmpty()
			.allSatisfy((alert) -> assertThat(page).contains("| `" + alert + "` |"));
	}

}
