package dev.actorspring.demo.observer;

import dev.actorspring.demo.AuctionHouseTest;
import dev.actorspring.demo.Chromium;
import dev.actorspring.demo.House;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The states of an auction on the observer page.
 */
@AuctionHouseTest
class StatesOnThePageTests {

	@LocalServerPort
	private int port;

	@Autowired
	private WebTestClient client;

	@Test
	void statesAreDrawnAndTheOneThatItIsInIsMarked() throws Exception {
		Chromium.require();
		House house = new House(this.client);
		house.open("drawn", "PT10M");
		try (Operator operator = new Operator(this.port)) {
			operator.visit("#/auction/drawn");
			operator.awaitText("#side .facts", "In the state\nTakingBids");
			assertThat(operator.run("return document.querySelector('#side .states .current text').textContent"))
				.isEqualTo("TakingBids");
			assertThat(operator.run("return document.querySelector('#side .states svg').getAttribute('aria-label')"))
				.asString()
				.startsWith("States NotOpened, TakingBids, Settling, Sold, Unsold, now TakingBids: ")
				.contains("NotOpened becomes TakingBids on Open", "Settling becomes Unsold on Charge",
						"Unsold becomes NotOpened on Forget");
			assertThat(operator.run("return document.querySelectorAll('#side .states .between').length")).isEqualTo(7L);
			operator.run("document.querySelector('#side .states').scrollIntoView({ block: 'center' })");
			operator.screenshot("observer-states");
			operator.darken();
			operator.screenshot("observer-states-dark");
			assertThat(operator.console()).isEmpty();
		}
	}

}
