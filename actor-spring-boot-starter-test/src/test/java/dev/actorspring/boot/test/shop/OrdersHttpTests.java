package dev.actorspring.boot.test.shop;

import dev.actorspring.boot.http.ProblemType;
import dev.actorspring.boot.test.probe.ProbeBean;
import dev.actorspring.boot.test.slice.AutoConfigureActors;
import dev.actorspring.test.Probe;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webflux.test.autoconfigure.WebFluxTest;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static dev.actorspring.boot.test.assertions.ProblemAssert.assertThatProblem;

/**
 * The web layer of an application with its actors, as docs/testing.md shows it.
 */
@WebFluxTest
@AutoConfigureActors
class OrdersHttpTests {

	@Autowired
	WebTestClient client;

	@ProbeBean
	Probe<Payments> payments;

	@Test
	void amountsAreNumbers() {
		this.client.post()
			.uri("/orders")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue("{\"customer\":\"ann\",\"article\":\"book\",\"amount\":\"many\"}")
			.exchange()
			.expectBody(String.class)
			.value((body) -> assertThatProblem(body).is(ProblemType.INVALID_REQUEST).hasViolation("amount"));
		this.payments.expectNothing();
	}

}
