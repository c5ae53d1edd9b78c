package dev.actorspring.demo.observer;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import dev.actorspring.demo.Chromium;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the observer page makes of a tree with all that it can show.
 */
@SpringBootTest(classes = StagedApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = "management.endpoint.actors.access=unrestricted")
class StagedObserverTests {

	static final String[] TREE = { "", "payments", "payments/ledger", "payments/card-gateway", "auction",
			"auction/4004", "search-index", "mailer", "import", "clock", "clock/hour-hand", "clock/minute-hand",
			"press", "press/1", "press/2", "scanner", "night-shift", "night-shift/guard", "visitors", "visitors/one" };

	@LocalServerPort
	private int port;

	@Autowired
	private StagedActors actors;

	@BeforeEach
	void requireBrowser() {
		Chromium.require();
	}

	@Test
	void treeSaysHowEachOneIs() throws Exception {
		try (Operator operator = new Operator(this.port)) {
			operator.visit("");
			operator.awaitPaths(TREE);
			assertThat(operator.cell("mailer", "state")).isEqualTo("backoff");
			assertThat(operator.cell("import", "state")).isEqualTo("stopped");
			assertThat(operator.cell("payments/card-gateway", "depth")).isEqualTo("912");
			assertThat(operator.cell("payments/card-gateway", "time")).isEqualTo("450 ms");
			assertThat(operator.cell("payments/card-gateway", "oldest")).isEqualTo("8.3 s");
			assertThat(operator.cell("payments", "depth")).isEqualTo("917");
			assertThat(operator.cell("auction", "name")).contains("1,000,000 active");
			assertThat(operator.cell("auction", "restarts")).isEqualTo("1,207");
			await().untilAsserted(
					() -> assertThat(Integer.parseInt(operator.cell("payments/ledger", "rate"))).isBetween(200, 420));
			assertThat(operator.text("#total-actors")).isEqualTo("1,000,014");
			assertThat(operator.text("#total-active")).isEqualTo("1,000,010");
			assertThat(operator.text("#total-away")).isEqualTo("3");
			assertThat(operator.text("#total-waiting")).isEqualTo("6,193");
			assertThat(operator.text(".lane .who")).isEqualTo("auction\npayments/card-gateway\nmailer");
			assertThat(operator.text("#side")).contains("mailer", "ConnectException: Connection refused",
					"item is null", "payments/card-gateway mailbox nearly full, slow");
			operator.screenshot("observer-2-tree");
			assertThat(operator.console()).isEmpty();
			assertThat(operator.requestsElsewhere()).isEmpty();
		}
	}

	@Test
	void sortingFlattensTheTree() {
		try (Operator operator = new Operator(this.port)) {
			operator.visit("");
			operator.awaitPaths(TREE);
			operator.click(".head .depth button");
			assertThat(operator.paths()).startsWith("auction", "payments/card-gateway", "mailer", "search-index",
					"auction/4004", "payments/ledger");
			assertThat(operator.run("return document.querySelector('.head .depth').ariaSort")).isEqualTo("descending");
			operator.click(".head .depth button");
			assertThat(operator.paths()).containsSubsequence("payments/ledger", "auction/4004", "search-index",
					"mailer", "payments/card-gateway", "auction", "");
			operator.click(".head .depth button");
			assertThat(operator.paths()).containsExactly(TREE);
			operator.click(".head .state button");
			assertThat(operator.paths()).startsWith("import", "night-shift/guard", "auction/4004", "mailer");
			operator.click("#unsort");
			operator.click(".head .oldest button");
			assertThat(operator.paths()).startsWith("mailer", "payments/card-gateway", "auction");
			operator.click(".head .time button");
			assertThat(operator.paths()).startsWith("payments/card-gateway", "auction", "payments/ledger");
			operator.click(".head .restarts button");
			assertThat(operator.paths()).startsWith("auction", "auction/4004", "mailer", "payments/card-gateway");
			operator.click(".head .name button");
			assertThat(operator.paths()).startsWith("", "auction", "auction/4004", "clock");
			operator.click(".head .rate button");
			await().untilAsserted(() -> assertThat(operator.paths()).startsWith("auction", "payments/ledger"));
		}
	}

	@Test
	void filtersKeepWhatLiesAbove() {
		try (Operator operator = new Operator(this.port)) {
			operator.visit("");
			operator.awaitPaths(TREE);
			operator.fill("#filter", "HAND");
			operator.awaitPaths("", "clock", "clock/hour-hand", "clock/minute-hand");
			operator.fill("#filter", "com.example.auction");
			operator.awaitPaths("", "auction");
			operator.fill("#filter", "");
			operator.choose("#state", "troubled");
			operator.awaitPaths("", "payments", "payments/card-gateway", "auction", "auction/4004", "mailer", "import",
					"scanner");
			operator.choose("#state", "backoff");
			operator.awaitPaths("", "auction", "auction/4004", "mailer");
			operator.click(".head .name button");
			operator.awaitPaths("auction/4004", "mailer");
		}
	}

	@Test
	void keyboardIsEnough() {
		try (Operator operator = new Operator(this.port)) {
			operator.visit("");
			operator.awaitPaths(TREE);
			operator.press("/", "gateway");
			operator.awaitPaths("", "payments", "payments/card-gateway");
			operator.press(Keys.ESCAPE);
			operator.awaitPaths(TREE);
			operator.run("document.getElementById('grid').focus()");
			operator.press(Keys.ARROW_DOWN, Keys.ARROW_LEFT);
			assertThat(operator.paths()).startsWith("", "payments", "auction");
			assertThat(active(operator)).isEqualTo("payments");
			operator.press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
			assertThat(active(operator)).isEqualTo("payments/ledger");
			operator.press(Keys.ARROW_LEFT);
			assertThat(active(operator)).isEqualTo("payments");
			operator.press(Keys.END, Keys.ARROW_UP);
			assertThat(active(operator)).isEqualTo("visitors");
			operator.press(Keys.HOME, Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ENTER);
			await().untilAsserted(() -> assertThat(operator.run("return document.activeElement.textContent"))
				.isEqualTo("payments/card-gateway"));
			operator.press(Keys.ESCAPE);
			operator.awaitText("#side-title", "Needs attention");
			assertThat(operator.run("return document.activeElement.id")).isEqualTo("grid");
			assertThat(active(operator)).isEqualTo("payments/card-gateway");
		}
	}

	@Test
	void actorIsShownInDetail() throws Exception {
		try (Operator operator = new Operator(this.port)) {
			operator.darken();
			operator.visit("");
			operator.awaitPaths(TREE);
			operator.clickRow("payments/card-gateway");
			operator.awaitText("#side .facts", "912 of 1,000");
			assertThat(operator.text("#side .facts")).contains("Authorize for 340 ms", "450 ms",
					"mailbox nearly full, slow");
			assertThat(operator.text("#side .failure"))
				.isEqualTo("java.lang.IllegalStateException: The card network did not answer within 2 s");
			operator.click("#side summary");
			assertThat(operator.text("#side pre")).contains("at X.y");
			assertThat(operator.text("#side .events")).contains("incarnation 6");
			await().until(() -> (Long) operator
				.run("return document.querySelector('.chart .line').getAttribute('d').split('L').length") > 3);
			operator.screenshot("observer-3-actor-dark");
			operator.clickRow("payments/ledger");
			operator.awaitText("#side-title", "payments/ledger");
			operator.awaitText("#side .facts", "5 of 1,000");
			assertThat(operator.text("#side h3")).doesNotContain("Last failure", "Recent restarts");
		}
	}

	@Test
	void whatModulesTellOfAnActorIsShown() throws Exception {
		try (Operator operator = new Operator(this.port)) {
			operator.visit("#/payments/ledger");
			operator.awaitText("#side .facts", "State version");
			assertThat(operator.text("#side .facts").lines())
				.containsSubsequence("State version", "1,204", "Unwritten turns", "3", "Next alarm")
				.anyMatch((line) -> line.matches("[12] Jan 2999 \\d\\d:\\d\\d:00"))
				.containsSubsequence("Cache age", "1 min 30 s", "Owner", "node-2");
			operator.screenshot("observer-10-details");
			operator.clickRow("search-index");
			operator.awaitText("#side .facts", "27 of 1,000");
			assertThat(operator.text("#side .facts")).doesNotContain("State version");
			assertThat(operator.console()).isEmpty();
		}
	}

	@Test
	void familyIsPagedThrough() throws Exception {
		this.actors.pages.clear();
		try (Operator operator = new Operator(this.port)) {
			operator.visit("#/auction");
			operator.awaitText("#side .range", "Page 1");
			assertThat(operator.text("#side .facts")).contains("1,000,000", "5,204", "311");
			assertThat(operator.text("#side table .link")).startsWith("4004\n77\n4004\n0\n1\n2");
			operator.screenshot("observer-4-family");
			operator.click("#side [data-top=handlingTime]");
			assertThat(operator.text("#side table .link")).startsWith("4004\n12\n0\n1\n2");
			operator.click(".pager button:last-child");
			operator.awaitText("#side table .link", "4004\n12\n50\n51\n");
			assertThat(operator.text("#side .range")).isEqualTo("Page 2");
			assertThat(this.actors.pages).startsWith("50 after null").endsWith("50 after 49");
			operator.click(".pager button:first-child");
			operator.awaitText("#side table .link", "4004\n12\n0\n1\n");
			operator.click("#side table:last-of-type tbody .link");
			operator.awaitText("#side-title", "auction/4004");
			operator.click("#side .up");
			operator.awaitText("#side-title", "auction");
			operator.run("history.back()");
			operator.awaitText("#side-title", "auction/4004");
			assertThat(operator.console()).isEmpty();
		}
	}

	@Test
	void actionIsDoneOnceItIsConfirmed() throws Exception {
		this.actors.actions.clear();
		try (Operator operator = new Operator(this.port)) {
			operator.visit("#/payments/ledger");
			operator.awaitText("#side .buttons", "Restart");
			operator.click("[data-action=restart]");
			operator.awaitText("#confirm", "Restart payments/ledger?");
			operator.screenshot("observer-5-confirm");
			operator.press(Keys.ESCAPE);
			await().until(() -> operator.text("#confirm").isEmpty());
			assertThat(operator.text("#side-title")).isEqualTo("payments/ledger");
			assertThat(this.actors.actions).isEmpty();
			operator.click("[data-action=restart]");
			operator.click("#confirm-yes");
			operator.awaitText("#side .outcome", "Restart is done: it is running now.");
			assertThat(this.actors.actions).containsExactly("restart payments/ledger");
			operator.visit("#/mailer");
			operator.awaitText("#side-title", "mailer");
			operator.awaitText("#side .buttons", "Terminate");
			operator.click("[data-action=terminate]");
			operator.click("#confirm-yes");
			operator.awaitText("#side .outcome", "Terminate failed: mailer is on holiday");
			operator.visit("#/import");
			operator.awaitText("#side .buttons", "Start");
			operator.visit("#/auction/12");
			operator.awaitText("#side .buttons", "Passivate");
			operator.visit("#/auction");
			operator.awaitText("#side .range", "Page 1");
			assertThat(operator.text("#side .buttons")).isEmpty();
		}
	}

	@Test
	void lostServerIsToldAndFoundAgain() throws Exception {
		try (Operator operator = new Operator(this.port)) {
			operator.visit("");
			operator.awaitPaths(TREE);
			operator.unplug(true);
			operator.awaitText("#notice", "No answer from the server since");
			operator.awaitText("#connection", "Lost");
			assertThat(operator.paths()).containsExactly(TREE);
			operator.screenshot("observer-6-lost");
			operator.unplug(false);
			operator.awaitText("#connection", "Live");
			assertThat(operator.text("#notice")).isEmpty();
		}
	}

	@Test
	void neverAsksTwiceAtOnce() {
		try (Operator operator = new Operator(this.port)) {
			operator.visit("");
			operator.awaitPaths(TREE);
			this.actors.mostAtOnce.set(0);
			CountDownLatch gate = new CountDownLatch(1);
			this.actors.gate = gate;
			await().until(() -> this.actors.atOnce.get() > 0);
			operator.clickRow("mailer");
			operator.clickRow("import");
			operator.clickRow("clock");
			int before = this.actors.reads.get();
			gate.countDown();
			await().until(() -> this.actors.reads.get() > before + 2);
			assertThat(this.actors.mostAtOnce).hasValue(1);
			operator.awaitText("#side-title", "clock");
		}
	}

	@Test
	void hiddenPageAsksForNothing() {
		try (Operator operator = new Operator(this.port)) {
			operator.visit("");
			operator.awaitPaths(TREE);
			operator.hide(true);
			AtomicInteger last = new AtomicInteger(-1);
			await().during(Duration.ofSeconds(3)).until(() -> {
				int reads = this.actors.reads.get();
				return last.getAndSet(reads) == reads;
			});
			operator.hide(false);
			await().until(() -> this.actors.reads.get() > last.get());
		}
	}

	@Test
	void pageInAFrameCanOnlyBeLookedAt() {
		try (Operator operator = new Operator(this.port)) {
			operator.visitFramed("#/payments/ledger");
			operator.awaitText("#side .facts", "Incarnation");
			assertThat(operator.text("#side .buttons")).isEmpty();
		}
	}

	@Test
	void phoneHasRoomForAll() throws Exception {
		try (Operator operator = new Operator(this.port)) {
			operator.useDarkPhone();
			operator.visit("");
			operator.awaitCell("payments/card-gateway", "depth", "912");
			assertThat(operator.overflow()).isNotPositive();
			operator.screenshot("observer-7-dark-phone");
			operator.run("document.getElementById('tree').scrollIntoView()");
			operator.screenshot("observer-8-dark-phone-tree");
			operator.clickRow("payments/card-gateway");
			operator.awaitText("#side .facts", "912 of 1,000");
			assertThat(operator.overflow()).isNotPositive();
			assertThat(operator.run("return document.getElementById('overview').inert")).isEqualTo(true);
			operator.screenshot("observer-9-dark-phone-actor");
			operator.click("#side .close");
			await().until(() -> operator.text("#side").isEmpty());
			operator.click("#attention");
			operator.awaitText("#side", "Needs attention");
			assertThat(operator.overflow()).isNotPositive();
		}
	}

	private static Object active(Operator operator) {
		return operator.run("const id = document.getElementById('grid').getAttribute('aria-activedescendant');"
				+ "return document.getElementById(id).dataset.path");
	}

}
