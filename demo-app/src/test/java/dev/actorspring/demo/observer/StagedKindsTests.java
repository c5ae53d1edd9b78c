package dev.actorspring.demo.observer;

import dev.actorspring.demo.Chromium;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the observer page makes of a pool, of what is stuck, disabled, spawned or below a
 * dynamic supervisor.
 */
@SpringBootTest(classes = StagedApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = "management.endpoint.actors.access=unrestricted")
class StagedKindsTests {

	@LocalServerPort
	private int port;

	@BeforeEach
	void requireBrowser() {
		Chromium.require();
	}

	@Test
	void whatIsDisabledIsNotAway() throws Exception {
		try (Operator operator = new Operator(this.port)) {
			operator.visit("");
			operator.awaitPaths(StagedObserverTests.TREE);
			assertThat(operator.cell("night-shift", "state")).isEqualTo("disabled");
			assertThat(operator.cell("night-shift/guard", "state")).isEqualTo("stopped");
			assertThat(operator.text("#total-away")).isEqualTo("3");
			assertThat(operator.run("return document.title")).isEqualTo("3 away – Observer");
			assertThat(operator.text("#side")).contains("auction/4004", "mailer", "import")
				.doesNotContain("night-shift");
			operator.choose("#state", "disabled");
			operator.awaitPaths("", "night-shift");
			operator.visit("#/night-shift");
			operator.awaitText("#side .buttons", "Enable");
			assertThat(operator.text("#side .facts")).doesNotContain("Troubles");
			operator.screenshot("observer-11-disabled");
			operator.visit("#/night-shift/guard");
			operator.awaitText("#side .facts", "Stopped for");
			assertThat(operator.text("#side .facts")).doesNotContain("Troubles");
			assertThat(operator.text("#side .buttons")).isEmpty();
			assertThat(operator.console()).isEmpty();
		}
	}

	@Test
	void stuckActorNeedsAttention() throws Exception {
		try (Operator operator = new Operator(this.port)) {
			operator.visit("");
			operator.awaitPaths(StagedObserverTests.TREE);
			assertThat(operator.text("#side")).contains("scanner stuck in its turn");
			operator.choose("#state", "troubled");
			operator.awaitPaths("", "payments", "payments/card-gateway", "auction", "auction/4004", "mailer", "import",
					"scanner");
			operator.visit("#/scanner");
			operator.awaitText("#side .facts", "Scan for 42 s");
			assertThat(operator.text("#side .facts")).contains("stuck in its turn");
			assertThat(operator.text("#side .buttons")).contains("Kill");
			operator.screenshot("observer-12-stuck");
		}
	}

	@Test
	void poolIsOneActorWithItsWorkers() throws Exception {
		try (Operator operator = new Operator(this.port)) {
			operator.visit("");
			operator.awaitPaths(StagedObserverTests.TREE);
			assertThat(operator.cell("press", "depth")).isEqualTo("4");
			assertThat(operator.cell("", "depth")).isEqualTo("6,193");
			operator.visit("#/press");
			operator.awaitText("#side .facts", "Workers busy");
			assertThat(operator.text("#side .facts")).contains("Workers busy\n1 of 2", "Grows and shrinks\nfrom 2 to 4",
					"Rate\n10 in 1 s");
			assertThat(operator.text("#side .buttons").split("\\s+")).containsExactly("Restart", "Terminate", "Kill",
					"Disable");
			operator.screenshot("observer-13-pool");
		}
	}

	@Test
	void onlyWhatIsPossibleThereIsOffered() {
		try (Operator operator = new Operator(this.port)) {
			operator.visit("#/press/1");
			operator.awaitText("#side .buttons", "Kill");
			assertThat(operator.text("#side .buttons").split("\\s+")).containsExactly("Restart", "Terminate", "Kill");
			operator.click("[data-action=terminate]");
			operator.awaitText("#confirm", "the pool starts another in its place");
			operator.press(Keys.ESCAPE);
			operator.visit("#/clock/hour-hand");
			operator.awaitText("#side-title", "clock/hour-hand");
			operator.awaitText("#side .buttons", "Kill");
			assertThat(operator.text("#side .buttons").split("\\s+")).containsExactly("Restart", "Terminate", "Kill");
			operator.click("[data-action=terminate]");
			operator.awaitText("#confirm", "is forgotten");
			operator.press(Keys.ESCAPE);
			operator.visit("#/visitors/one");
			operator.awaitText("#side-title", "visitors/one");
			operator.awaitText("#side .buttons", "Kill");
			assertThat(operator.text("#side .buttons").split("\\s+")).containsExactly("Terminate", "Kill");
		}
	}

}
