package dev.actorspring.demo.auction;

import java.time.Duration;

import dev.actorspring.demo.AuctionHouseTest;
import dev.actorspring.demo.House;
import dev.actorspring.demo.auction.AuctionEvent.Type;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@AuctionHouseTest
class AuctionEventsTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private final WebTestClient client;

	private final House house;

	AuctionEventsTests(@Autowired WebTestClient client) {
		this.client = client;
		this.house = new House(client);
	}

	@Test
	void watcherSeesTheWholeAuction() {
		StepVerifier.create(watch("watched"))
			.expectNext(new AuctionEvent(Type.WATCHING, null))
			.then(() -> this.house.open("watched", "PT2S"))
			.expectNext(event(Type.OPENED, Auction.Stage.OPEN, 0, null, 0))
			.then(() -> this.house.bid("watched", "ann", 120))
			.expectNext(event(Type.BID, Auction.Stage.OPEN, 120, "ann", 1))
			.expectNext(event(Type.CLOSING, Auction.Stage.SETTLING, 120, "ann", 1))
			.expectNext(event(Type.CLOSED, Auction.Stage.SOLD, 120, "ann", 1))
			.expectComplete()
			.verify(LIMIT);
		// Whoever is late sees the result.
		StepVerifier.create(watch("watched"))
			.expectNext(event(Type.WATCHING, Auction.Stage.SOLD, 120, "ann", 1))
			.expectComplete()
			.verify(LIMIT);
	}

	@Test
	void bidThatIsRefusedIsNoEvent() {
		this.house.open("quiet", "PT10M");
		StepVerifier.create(watch("quiet").map(AuctionEvent::type))
			.expectNext(Type.WATCHING)
			.then(() -> this.house.post("/auctions/quiet/bids", """
					{"bidder": "bob", "amount": 1}""", HttpStatus.CONFLICT))
			.then(() -> this.house.bid("quiet", "ann", 120))
			.expectNext(Type.BID)
			.thenCancel()
			.verify(LIMIT);
	}

	@Test
	void pageIsServedWithItsParts() {
		assertThat(this.house.text("/")).contains("<title>Auction house</title>").doesNotContain("style=", "onclick");
		assertThat(this.house.text("/auction.js")).contains("EventSource");
		assertThat(this.house.text("/auction.css")).contains("prefers-color-scheme");
		assertThat(this.house.text("/icon.svg")).startsWith("<svg");
	}

	private Flux<AuctionEvent> watch(String key) {
		return this.client.get()
			.uri("/auctions/" + key + "/events")
			.accept(MediaType.TEXT_EVENT_STREAM)
			.exchange()
			.expectStatus()
			.isOk()
			.returnResult(AuctionEvent.class)
			.getResponseBody();
	}

	private static AuctionEvent event(Type type, Auction.Stage stage, long highest, String leader, int bids) {
		return new AuctionEvent(type, new Auction.Status("watched", "Mona Lisa", stage, highest, leader, bids));
	}

}
