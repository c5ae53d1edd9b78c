package dev.actorspring.demo.auction;

import java.time.Duration;

import dev.actorspring.demo.AuctionHouseTest;
import dev.actorspring.demo.House;
import dev.actorspring.demo.auction.AuctionEvent.Type;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Auctions are in memory only while somebody is interested.
 */
@AuctionHouseTest
@TestPropertySource(properties = "actor.actors.auction.passivate-after=1s")
class PassivatedAuctionTests {

	private final WebTestClient client;

	private final House house;

	private final ActorSystem system;

	PassivatedAuctionTests(@Autowired WebTestClient client, @Autowired ActorSystem system) {
		this.client = client;
		this.house = new House(client);
		this.system = system;
	}

	@Test
	void auctionIsAsItWas() {
		this.house.open("kept", "PT10M");
		this.house.bid("kept", "ann", 120);
		awaitPassivation("kept");
		this.house.expectStatus("kept", "OPEN", 120, "ann", 1);
		awaitPassivation("kept");
		this.house.bid("kept", "bob", 121);
		this.house.expectStatus("kept", "OPEN", 121, "bob", 2);
	}

	@Test
	void auctionEndsInTime() {
		this.house.open("ends", "PT4S");
		this.house.bid("ends", "ann", 120);
		awaitPassivation("ends");
		await().untilAsserted(() -> assertThat(this.system.find("auction/ends")).isPresent());
		await().untilAsserted(() -> this.house.expectStatus("ends", "SOLD", 120, "ann", 1));
	}

	@Test
	void keyThatWasNeverOpenedLeavesNothingBehind() {
		this.house.get("/auctions/unknown", HttpStatus.NOT_FOUND);
		awaitPassivation("unknown");
	}

	@Test
	void auctionThatIsWatchedStays() {
		StepVerifier
			.create(this.client.get()
				.uri("/auctions/watched/events")
				.accept(MediaType.TEXT_EVENT_STREAM)
				.exchange()
				.returnResult(AuctionEvent.class)
				.getResponseBody())
			.expectNext(new AuctionEvent(Type.WATCHING, null))
			.then(() -> {
				// By then it is its turn, too.
				this.house.get("/auctions/not-watched", HttpStatus.NOT_FOUND);
				awaitPassivation("not-watched");
				assertThat(this.system.find("auction/watched")).isPresent();
			})
			.then(() -> this.house.open("watched", "PT10M"))
			.expectNextMatches((event) -> event.type() == Type.OPENED)
			.thenCancel()
			.verify(Duration.ofSeconds(30));
		awaitPassivation("watched");
	}

	private void awaitPassivation(String key) {
		await().until(() -> this.system.find("auction/" + key).isEmpty());
	}

}
