package dev.actorspring.demo.payments;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import dev.actorspring.demo.AuctionHouseTest;
import dev.actorspring.demo.House;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.http.HttpStatus;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.awaitility.Awaitility.await;

/**
 * Auctions whose payment takes as long as the test likes.
 */
@AuctionHouseTest
@Import(SettlingTests.SlowNetwork.class)
@TestPropertySource(properties = "actor.ask-timeout=1m")
class SettlingTests {

	@Autowired
	private WebTestClient client;

	@Autowired
	private SlowNetwork network;

	@Test
	void auctionAnswersWhileItWaitsForThePayment() {
		House house = new House(this.client);
		house.open("slow", "PT2S");
		house.bid("slow", "ann", 120);
		await().untilAsserted(() -> house.expectStatus("slow", "SETTLING", 120, "ann", 1));
		house.post("/auctions/slow/bids", """
				{"bidder": "bob", "amount": 200}""", HttpStatus.CONFLICT);
		house.expectStatus("slow", "SETTLING", 120, "ann", 1);
		this.network.answer.complete("code");
		await().untilAsserted(() -> house.expectStatus("slow", "SOLD", 120, "ann", 1));
	}

	@Primary
	static class SlowNetwork implements CardNetwork {

		final CompletableFuture<String> answer = new CompletableFuture<>();

		@Override
		public String authorize(UUID payment, String holder, long amount) {
			return this.answer.join();
		}

	}

}
