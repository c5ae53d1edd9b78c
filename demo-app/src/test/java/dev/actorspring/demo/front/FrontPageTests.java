package dev.actorspring.demo.front;

import dev.actorspring.demo.AuctionHouseTest;
import dev.actorspring.demo.Chromium;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The page of the auction house, as two people use it at once.
 */
@AuctionHouseTest
class FrontPageTests {

	@LocalServerPort
	private int port;

	@BeforeEach
	void requireBrowser() {
		Chromium.require();
	}

	@Test
	void twoPeopleSeeTheSameAuctionLive() throws Exception {
		try (Visitor ann = new Visitor(this.port); Visitor bob = new Visitor(this.port)) {
			bob.useDarkPhone();
			bob.visit("#front");
			bob.awaitVisible("opening");

			// Ann uses the keyboard only.
			ann.visit("");
			ann.screenshot("1-home");
			ann.tab();
			ann.type("front", Keys.ENTER);
			ann.awaitVisible("opening");
			ann.screenshot("2-not-opened");
			ann.tab();
			ann.tab();
			ann.type("Mona Lisa", Keys.ENTER);
			ann.awaitText("item-title", "Mona Lisa");
			ann.awaitFocus("bidder");
			bob.awaitText("item-title", "Mona Lisa");
			bob.awaitText("state", "open for bids");

			ann.type("ann", Keys.TAB);
			ann.type("120", Keys.ENTER);
			bob.awaitText("highest", "120");
			bob.awaitText("leader", "ann");
			ann.awaitText("leader", "ann");

			bob.fill("bidder", "bob");
			bob.fill("amount", "1500");
			bob.press("bid");
			ann.awaitText("highest", "1,500");
			ann.awaitText("leader", "bob");
			ann.awaitText("bids", "2");
			bob.awaitText("log", "bob bids 1,500\nann bids 120\nOpened");
			ann.awaitText("connection", "Live");
			ann.screenshot("3-live");
			bob.screenshot("4-live-dark-phone");
			assertThat(bob.overflow()).isNotPositive();
			assertThat(bob.background()).isNotEqualTo(ann.background());
			assertThat(ann.console()).isEmpty();
			assertThat(bob.console()).isEmpty();

			bob.fill("amount", "130");
			bob.press("bid");
			bob.awaitText("problem", "A bid must be at least 100 and more than 1500.");
			bob.screenshot("5-refused-dark-phone");
			ann.awaitText("bids", "2");
			assertThat(bob.console()).singleElement().asString().contains("409");
		}
	}

	@Test
	void whoeverComesLaterSeesWhereItStands() throws Exception {
		try (Visitor ann = new Visitor(this.port)) {
			ann.visit("#short");
			ann.awaitVisible("opening");
			ann.fill("item", "<b>The Scream</b>");
			ann.press("open");
			ann.awaitText("item-title", "<b>The Scream</b>");
			ann.visit("?again#short");
			ann.awaitText("item-title", "<b>The Scream</b>");
			ann.awaitText("connection", "Live");
			assertThat(ann.sees("bid")).isTrue();
			assertThat(ann.console()).isEmpty();
		}
	}

}
