package dev.actorspring.boot.test.shop;

import java.time.Duration;

import dev.actorspring.ActorRef;
import dev.actorspring.boot.test.probe.ProbeBean;
import dev.actorspring.boot.test.slice.ActorTest;
import dev.actorspring.test.Probe;
import dev.actorspring.test.TestActors;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

/**
 * The actors of an application, as docs/testing.md shows them.
 */
@ActorTest
class OrdersTests {

	@Autowired
	TestActors actors;

	@Autowired
	ActorRef<Orders> orders;

	@ProbeBean
	Probe<Payments> payments;

	@Test
	void refundsAfterAnHour() {
		this.payments.answer(Payments.Charge.class, (charge) -> true);
		this.actors.ask(this.orders, new Orders.Place("ann", "book", 20));
		this.payments.expect(Payments.Charge.class);
		this.actors.advance(Duration.ofHours(1));
		this.payments.expect(new Payments.Refund("ann", 20));
	}

}
