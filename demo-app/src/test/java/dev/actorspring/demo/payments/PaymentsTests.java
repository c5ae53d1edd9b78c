package dev.actorspring.demo.payments;

import dev.actorspring.demo.AuctionHouseTest;
import dev.actorspring.demo.House;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.ClassMode;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.awaitility.Awaitility.await;

@AuctionHouseTest
@DirtiesContext(classMode = ClassMode.BEFORE_CLASS)
class PaymentsTests {

	private static final String FAULTS = "/payments/card-gateway/faults";

	@Autowired
	private WebTestClient client;

	@Test
	void ledgerAddsUp() {
		House house = new House(this.client);
		house.expectLedger(0, 0);
		house.open("one", "PT2S");
		house.open("two", "PT2S");
		house.bid("one", "ann", 120);
		house.bid("two", "bob", 130);
		await().untilAsserted(() -> house.expectLedger(2, 250));
	}

	@Test
	void delayIsAnswered() {
		new House(this.client).post(FAULTS, """
				{"delay": "PT0.01S"}""", HttpStatus.OK).json("""
				{"delay": "PT0.01S"}""", JsonCompareMode.STRICT);
	}

	@Test
	void delayIsNotWaitedForLongerThanTheClientWants() {
		this.client.post()
			.uri(FAULTS)
			.contentType(MediaType.APPLICATION_JSON)
			.header("Prefer", "wait=1")
			.bodyValue("""
					{"delay": "PT3S"}""")
			.exchange()
			.expectStatus()
			.isEqualTo(HttpStatus.GATEWAY_TIMEOUT)
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("urn:actor-spring:problem:timeout");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", """
			{"crash": false}""", """
			{"crash": null, "delay": null}""", """
			{"delay": "-PT1S"}""", """
			{"delay": "PT1H"}""", """
			{"delay": "long"}""", """
			{"crash": "perhaps"}""" })
	void faultThatIsNoneIsRefused(String fault) {
		House house = new House(this.client);
		house.post(FAULTS, fault, HttpStatus.BAD_REQUEST).jsonPath("$.violations").isNotEmpty();
		house.get("/actuator/actors/payments/card-gateway", HttpStatus.OK).jsonPath("$.incarnation").isEqualTo(1);
	}

}
