package dev.actorspring.demo.bidders;

import dev.actorspring.demo.AuctionHouseTest;
import dev.actorspring.demo.House;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@AuctionHouseTest
@TestPropertySource(properties = "demo.bidders=5")
class BiddersTests {

	@Autowired
	private WebTestClient client;

	@Test
	void biddersOpenAuctionsAndBid() {
		House house = new House(this.client);
		for (int i = 1; i <= 5; i++) {
			house.get("/actuator/actors/bidder/bidder-" + i, HttpStatus.OK).jsonPath("$.kind").isEqualTo("actor");
		}
		await().untilAsserted(() -> assertThat(house.text("/actuator/prometheus"))
			.contains("actor_asks_seconds_count{actor=\"auction\",message=\"Open\",outcome=\"reply\"}")
			.contains("actor_asks_seconds_count{actor=\"auction\",message=\"Bid\",outcome=\"reply\"}"));
		house.get("/actuator/actors/auction", HttpStatus.OK).jsonPath("$.active").isNotEmpty();
	}

}
