package dev.actorspring.demo.auction;

import dev.actorspring.demo.AuctionHouseTest;
import dev.actorspring.demo.House;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@AuctionHouseTest
class AuctionTests {

	private final House house;

	AuctionTests(@Autowired WebTestClient client) {
		this.house = new House(client);
	}

	@Test
	void openAnswersWithTheStatus() {
		this.house.put("/auctions/opened", """
				{"item": "Mona Lisa", "reserve": 100, "closesIn": "PT10M"}""", HttpStatus.CREATED)
			.json("""
					{"key": "opened", "item": "Mona Lisa", "state": "OPEN", "highest": 0, "leader": null, "bids": 0}""",
					JsonCompareMode.STRICT);
	}

	@Test
	void openIsRefusedForAKeyThatIsTaken() {
		this.house.open("taken", "PT10M");
		this.house.put("/auctions/taken", """
				{"item": "The Scream", "reserve": 1, "closesIn": "PT1S"}""", HttpStatus.CONFLICT)
			.jsonPath("$.detail")
			.isEqualTo("Auction taken has been opened already.");
		this.house.expectStatus("taken", "OPEN", 0, null, 0);
	}

	@Test
	void bidLeads() {
		this.house.open("42", "PT10M");
		this.house.post("/auctions/42/bids", """
				{"bidder": "ann", "amount": 120}""", HttpStatus.OK).json("""
				{"bidder": "ann", "amount": 120, "leading": true}""", JsonCompareMode.STRICT);
		this.house.expectStatus("42", "OPEN", 120, "ann", 1);
		this.house.bid("42", "bob", 121);
		this.house.expectStatus("42", "OPEN", 121, "bob", 2);
	}

	@Test
	void bidMayHaveAnId() {
		this.house.open("with-id", "PT10M");
		this.house.post("/auctions/with-id/bids", """
				{"id": "6f2b0a1c-3f0e-4b6e-9a53-0c4f4c0a7d11", "bidder": "ann", "amount": 120}""", HttpStatus.OK)
			.json("""
					{"bidder": "ann", "amount": 120, "leading": true}""", JsonCompareMode.STRICT);
		this.house.post("/auctions/with-id/bids", """
				{"id": "mine", "bidder": "bob", "amount": 130}""", HttpStatus.BAD_REQUEST)
			.jsonPath("$.violations[0].field")
			.isEqualTo("id");
		this.house.expectStatus("with-id", "OPEN", 120, "ann", 1);
	}

	@Test
	void bidOfTheReserveIsEnough() {
		this.house.open("reserve", "PT10M");
		this.house.bid("reserve", "ann", 100);
		this.house.expectStatus("reserve", "OPEN", 100, "ann", 1);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 99, 120, 119 })
	void bidThatIsTooLowIsRefused(long amount) {
		String key = "low-" + amount;
		this.house.open(key, "PT10M");
		if (amount >= 100) {
			this.house.bid(key, "ann", 120);
		}
		this.house.post("/auctions/" + key + "/bids", """
				{"bidder": "bob", "amount": %d}""".formatted(amount), HttpStatus.CONFLICT)
			.jsonPath("$.type")
			.isEqualTo("urn:actor-spring:problem:declined");
		this.house.expectStatus(key, "OPEN", (amount >= 100) ? 120 : 0, (amount >= 100) ? "ann" : null,
				(amount >= 100) ? 1 : 0);
	}

	@Test
	void highestBidOfAllCannotBeExceeded() {
		this.house.open("top", "PT10M");
		this.house.bid("top", "ann", Long.MAX_VALUE);
		this.house.post("/auctions/top/bids", """
				{"bidder": "bob", "amount": 200}""", HttpStatus.CONFLICT);
		this.house.expectStatus("top", "OPEN", Long.MAX_VALUE, "ann", 1);
	}

	@Test
	void auctionThatWasNeverOpenedIsNotFound() {
		this.house.get("/auctions/never", HttpStatus.NOT_FOUND)
			.jsonPath("$.detail")
			.isEqualTo("Auction never has not been opened.");
		this.house.post("/auctions/never/bids", """
				{"bidder": "bob", "amount": 200}""", HttpStatus.NOT_FOUND);
	}

	@Test
	void auctionIsSold() {
		this.house.open("sold", "PT2S");
		this.house.bid("sold", "ann", 150);
		await().untilAsserted(() -> this.house.expectStatus("sold", "SOLD", 150, "ann", 1));
		assertThat(this.house.text("/payments/ledger")).contains("150");
		this.house.post("/auctions/sold/bids", """
				{"bidder": "bob", "amount": 200}""", HttpStatus.CONFLICT)
			.jsonPath("$.detail")
			.isEqualTo("Auction sold takes no more bids.");
		this.house.put("/auctions/sold", """
				{"item": "Mona Lisa", "reserve": 100, "closesIn": "PT10M"}""", HttpStatus.CONFLICT);
		this.house.expectStatus("sold", "SOLD", 150, "ann", 1);
	}

	@Test
	void auctionWithoutBidsIsUnsold() {
		this.house.open("unsold", "PT0.05S");
		await().untilAsserted(() -> this.house.expectStatus("unsold", "UNSOLD", 0, null, 0));
	}

	@Test
	void auctionIsUnsoldIfTheCardIsDeclined() {
		this.house.open("declined", "PT2S");
		this.house.bid("declined", "ann", 1_000_001);
		await().untilAsserted(() -> this.house.expectStatus("declined", "UNSOLD", 1_000_001, "ann", 1));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "null", "1", "{}", """
			{"bidder": "bob"}""", """
			{"amount": 200}""", """
			{"bidder": " ", "amount": 200}""", """
			{"bidder": null, "amount": 200}""", """
			{"bidder": "bob", "amount": 0}""", """
			{"bidder": "bob", "amount": -200}""", """
			{"bidder": "bob", "amount": "much"}""", """
			{"bidder": "bob", "amount": null}""", """
			{"bidder": "bob", "amount": 99999999999999999999}""", """
			{"bidder": ["bob"], "amount": 200}""", """
			{"bidder": "bob", "amount": 200} {}""", """
			{"bidder": "bob", "amount": 200, "amount": 300}""" })
	void bidThatIsNoMessageLeavesTheAuctionAlone(String body) {
		String key = "bad-" + Integer.toHexString(body.hashCode());
		this.house.open(key, "PT10M");
		this.house.post("/auctions/" + key + "/bids", body, HttpStatus.BAD_REQUEST)
			.jsonPath("$.violations")
			.isNotEmpty()
			.jsonPath("$.type")
			.isEqualTo("urn:actor-spring:problem:invalid-request");
		this.house.expectStatus(key, "OPEN", 0, null, 0);
	}

	@ParameterizedTest
	@ValueSource(strings = { """
			{"reserve": 100, "closesIn": "PT10M"}""", """
			{"item": "", "reserve": 100, "closesIn": "PT10M"}""", """
			{"item": "Mona Lisa", "closesIn": "PT10M"}""", """
			{"item": "Mona Lisa", "reserve": -1, "closesIn": "PT10M"}""", """
			{"item": "Mona Lisa", "reserve": 100}""", """
			{"item": "Mona Lisa", "reserve": 100, "closesIn": "soon"}""", """
			{"item": "Mona Lisa", "reserve": 100, "closesIn": "PT0S"}""", """
			{"item": "Mona Lisa", "reserve": 100, "closesIn": "-PT10M"}""", """
			{"item": "Mona Lisa", "reserve": 100, "closesIn": "P99999999999D"}""" })
	void openThatIsNoMessageOpensNothing(String body) {
		this.house.put("/auctions/nothing", body, HttpStatus.BAD_REQUEST).jsonPath("$.violations").isNotEmpty();
		this.house.get("/auctions/nothing", HttpStatus.NOT_FOUND);
	}

	@Test
	void requestOfAWrongKindLeavesTheAuctionAlone() {
		this.house.open("wrong", "PT10M");
		WebTestClient client = this.house.client();
		String bid = """
				{"bidder": "bob", "amount": 200}""";
		client.delete().uri("/auctions/wrong").exchange().expectStatus().isEqualTo(HttpStatus.METHOD_NOT_ALLOWED);
		client.get().uri("/auctions/wrong/bids").exchange().expectStatus().isEqualTo(HttpStatus.METHOD_NOT_ALLOWED);
		client.post()
			.uri("/auctions/wrong/bids")
			.contentType(MediaType.TEXT_PLAIN)
			.bodyValue(bid)
			.exchange()
			.expectStatus()
			.isEqualTo(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
		client.post()
			.uri("/auctions/wrong/bids")
			.contentType(MediaType.APPLICATION_JSON)
			.header(HttpHeaders.ACCEPT, MediaType.TEXT_HTML_VALUE)
			.bodyValue(bid)
			.exchange()
			.expectStatus()
			.isEqualTo(HttpStatus.NOT_ACCEPTABLE);
		this.house.post("/auctions/wrong/bids", bid + " ".repeat(300_000), HttpStatus.CONTENT_TOO_LARGE);
		this.house.post("/auctions/wrong/offers", bid, HttpStatus.NOT_FOUND);
		this.house.expectStatus("wrong", "OPEN", 0, null, 0);
	}

	@Test
	void pathThatNobodyHasIsNotFound() {
		this.house.get("/nowhere", HttpStatus.NOT_FOUND);
		this.house.get("/auctions/42/offers", HttpStatus.NOT_FOUND)
			.jsonPath("$.type")
			.isEqualTo("urn:actor-spring:problem:not-found");
	}

}
