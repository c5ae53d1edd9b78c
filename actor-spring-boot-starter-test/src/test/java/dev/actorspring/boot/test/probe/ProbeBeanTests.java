package dev.actorspring.boot.test.probe;

import dev.actorspring.ActorRef;
import dev.actorspring.boot.test.shop.CardPayments;
import dev.actorspring.boot.test.shop.CardTerminal;
import dev.actorspring.boot.test.shop.Orders;
import dev.actorspring.boot.test.shop.Payments;
import dev.actorspring.boot.test.shop.Shop;
import dev.actorspring.boot.test.shop.Stock;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.test.Probe;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Probes in a whole application, in the place of an actor that its interface is injected
 * of, and of a keyed family.
 */
@SpringBootTest(classes = Shop.class, webEnvironment = SpringBootTest.WebEnvironment.MOCK,
		properties = "spring.main.web-application-type=reactive")
@AutoConfigureWebTestClient
class ProbeBeanTests {

	@ProbeBean
	Probe<Payments> payments;

	@ProbeBean
	Probe<Stock> stock;

	@Autowired
	ActorRef<Orders> orders;

	@Autowired
	ActorSystem system;

	@Autowired
	WebTestClient client;

	@Test
	void refsLeadToTheProbe_inTheWholeApplication(@Autowired ActorRef<Payments> byInterface,
			@Autowired ActorRef<CardPayments> byClass) {
		this.payments.answer(Payments.Charge.class, (charge) -> true);
		assertThat(this.orders.<String>call(new Orders.Place("ann", "book", 2_000))).isEqualTo("placed");
		this.payments.expect(new Payments.Charge("ann", 2_000));
		byInterface.tell(new Payments.Refund("ann", 1));
		byClass.tell(new Payments.Refund("ann", 2));
		this.payments.expect(new Payments.Refund("ann", 1));
		this.payments.expect(new Payments.Refund("ann", 2));
		this.payments.expectNothing();
	}

	@Test
	void keyIsTold() {
		this.payments.answer(Payments.Charge.class, (charge) -> true);
		this.orders.call(new Orders.Place("ann", "book", 20));
		this.stock.expect(Stock.Take.class);
		assertThat(this.stock.key()).isEqualTo("book");
	}

	@Test
	void actorItself_isNotMade_butKeepsItsPlace(@Autowired CardTerminal terminal) {
		assertThat(terminal.connections()).isZero();
		assertThat(this.system.find("counter/card-payments")).isPresent();
		assertThat(this.system.actor("card-payments", CardPayments.class)).isEqualTo(this.payments.ref());
	}

	@Test
	void httpMappings_leadToTheProbe() {
		this.payments.answer(Payments.Charge.class, (charge) -> charge.amount() > 5);
		this.client.post()
			.uri("/payments/charges")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue("{\"customer\":\"ann\",\"amount\":7}")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.isEqualTo("true");
		this.payments.expect(new Payments.Charge("ann", 7));
		this.stock.answer(Stock.Count.class, (count) -> 12);
		this.client.get().uri("/stock/lamp").exchange().expectBody(String.class).isEqualTo("12");
		this.stock.expect("lamp", new Stock.Count());
	}

	@Test
	void invalidRequests_areRefusedBeforeTheProbe() {
		this.client.post()
			.uri("/payments/charges")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue("{\"customer\":")
			.exchange()
			.expectStatus()
			.isBadRequest();
		this.payments.expectNothing();
	}

	@Test
	void eachTestBeginsWithNothing() {
		this.payments.expectNothing();
		this.stock.expectNothing();
	}

	@Nested
	class Inside {

		@ProbeBean
		Probe<Orders> nested;

		@Autowired
		ActorRef<Orders> orders;

		@Test
		void hasThoseAroundIt_andItsOwn() {
			this.orders.tell(new Orders.Burn());
			this.nested.expect(new Orders.Burn());
			ProbeBeanTests.this.payments.expectNothing();
		}

	}

}
