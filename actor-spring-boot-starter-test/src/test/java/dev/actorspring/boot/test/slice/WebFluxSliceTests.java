package dev.actorspring.boot.test.slice;

import dev.actorspring.boot.test.probe.ProbeBean;
import dev.actorspring.boot.test.shop.Payments;
import dev.actorspring.boot.test.shop.Shop;
import dev.actorspring.test.Awaiting;
import dev.actorspring.test.Probe;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webflux.test.autoconfigure.WebFluxTest;
import org.springframework.http.MediaType;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Real actors behind the mappings and controllers of a slice.
 */
@WebFluxTest
@AutoConfigureActors
@ContextConfiguration(classes = Shop.class)
class WebFluxSliceTests {

	@Autowired
	WebTestClient client;

	@ProbeBean
	Probe<Payments> payments;

	@Test
	void actorsAreBehindMappingsAndControllers(@Autowired Awaiting awaiting) {
		this.payments.answer(Payments.Charge.class, (charge) -> true);
		this.client.post()
			.uri("/orders")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue("{\"customer\":\"ann\",\"article\":\"book\",\"amount\":20}")
			.exchange()
			.expectStatus()
			.isOk();
		this.payments.expect(new Payments.Charge("ann", 20));
		assertThat(awaiting.incarnation("counter/orders").restarts()).isZero();
		this.client.get().uri("/sold").exchange().expectBody(String.class).isEqualTo("1 sold");
		awaiting.incarnation("stock/book");
	}

}
