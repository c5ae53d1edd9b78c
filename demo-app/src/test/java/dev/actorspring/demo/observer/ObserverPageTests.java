package dev.actorspring.demo.observer;

import java.util.List;
import java.util.Map;

import dev.actorspring.demo.AuctionHouseTest;
import dev.actorspring.demo.Chromium;
import dev.actorspring.demo.House;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.ClassMode;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The observer page of the auction house, while things go wrong in it.
 */
@AuctionHouseTest
@DirtiesContext(classMode = ClassMode.BEFORE_EACH_TEST_METHOD)
class ObserverPageTests {

	/**
	 * Tells when a row first says something: the time of the browser, which is that of
	 * the server.
	 */
	private static final String WHEN = """
			const [path, column, text, done] = arguments;
			const look = () => {
				const row = [...document.querySelectorAll(".rows .row")].find((row) => row.dataset.path === path);
				if (row?.querySelector(".cell." + column).textContent === text) {
					observer.disconnect();
					done(Date.now());
				}
			};
			const observer = new MutationObserver(look);
			observer.observe(document.querySelector(".rows"), { subtree: true, childList: true, characterData: true });
			look();
			""";

	@LocalServerPort
	private int port;

	@Autowired
	private WebTestClient client;

	@BeforeEach
	void requireBrowser() {
		Chromium.require();
	}

	@Test
	void crashShowsWithinTwoSeconds() throws Exception {
		House house = new House(this.client);
		house.open("1", "PT10M");
		try (Operator operator = new Operator(this.port)) {
			operator.visit("");
			operator.awaitCell("payments/card-gateway", "restarts", "0");
			assertThat(operator.paths()).containsSubsequence("", "payments", "payments/ledger",
					"payments/card-gateway");
			assertThat(operator.paths()).contains("auction", "bidder");
			assertThat(operator.cell("payments", "state")).isEqualTo("running");
			assertThat(operator.cell("auction", "name")).contains("1 active");
			operator.awaitText("#connection", "Live");

			long crashed = System.currentTimeMillis();
			house.post("/payments/card-gateway/faults", """
					{"crash": true}""", HttpStatus.INTERNAL_SERVER_ERROR);
			long shown = (Long) operator.runAsync(WHEN, "payments/card-gateway", "restarts", "1");
			assertThat(shown - crashed).isLessThan(2000);

			assertThat(operator.text(".lane")).contains("payments/card-gateway");
			assertThat(operator.text("#side")).contains("payments/card-gateway", "The card gateway was told to crash");
			assertThat(operator.cell("payments/ledger", "restarts")).isEqualTo("0");
			operator.clickRow("payments/card-gateway");
			operator.awaitText("#side .failure", "IllegalStateException: The card gateway was told to crash");
			operator.awaitText("#side .events", "incarnation 2");
			assertThat(operator.text("#side .buttons")).isEmpty();
			operator.screenshot("observer-1-crash");
			operator.clickRow("auction");
			operator.awaitText("#side .kind", "family, Auction");
			operator.press(Keys.ESCAPE);
			operator.awaitText("#side-title", "Needs attention");
			assertThat(operator.console()).isEmpty();
			assertThat(operator.requestsElsewhere()).isEmpty();
		}
	}

	@Test
	void keysThatNoAddressCanHaveCanBeOpened() {
		for (String key : List.of("a//b", "..")) {
			this.client.put()
				.uri("/auctions/{key}", key)
				.bodyValue(Map.of("item", "A lamp", "reserve", 1, "closesIn", "PT10M"))
				.exchange()
				.expectStatus()
				.isCreated();
		}
		try (Operator operator = new Operator(this.port)) {
			for (String key : List.of("a//b", "..")) {
				operator.visit("#/auction/" + key);
				operator.awaitText("#side .kind", "keyed actor, Auction");
				assertThat(operator.text("#side-title")).isEqualTo("auction/" + key);
			}
		}
	}

	@Test
	void everythingHasARoleAndAName() {
		try (Operator operator = new Operator(this.port)) {
			operator.visit("#/payments/card-gateway");
			operator.awaitText("#side .facts", "Incarnation");
			List<AccessibleNode> nodes = operator.accessibilityTree().stream().map(AccessibleNode::of).toList();
			assertThat(nodes).extracting(AccessibleNode::role)
				.contains("banner", "main", "search", "treegrid", "row", "columnheader", "gridcell", "complementary",
						"searchbox", "button");
			assertThat(nodes).filteredOn(AccessibleNode::mustHaveName)
				.isNotEmpty()
				.allSatisfy((node) -> assertThat(node.name()).as(node.toString()).isNotBlank());
			assertThat(nodes).filteredOn((node) -> node.role().equals("heading"))
				.extracting(AccessibleNode::name)
				.contains("Observer", "Actors", "payments/card-gateway");
		}
	}

}
