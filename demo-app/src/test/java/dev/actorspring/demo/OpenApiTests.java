package dev.actorspring.demo;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@AuctionHouseTest
class OpenApiTests {

	private final House house;

	OpenApiTests(@Autowired WebTestClient client) {
		this.house = new House(client);
	}

	@Test
	void documentHasTheMessagesOfActors() {
		assertThat(this.house.text("/v3/api-docs")).contains("auctionBid", "cardGatewayFault", "Auction.Bid");
	}

	@Test
	void pageThatShowsItIsServed() {
		this.house.get("/swagger-ui.html", HttpStatus.FOUND);
	}

}
