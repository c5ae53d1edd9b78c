package dev.actorspring.boot.test.shop;

import dev.actorspring.ActorRef;
import dev.actorspring.KeyedActors;
import dev.actorspring.boot.test.probe.ProbeBean;
import dev.actorspring.boot.test.reset.ResetActors;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.test.Awaiting;
import dev.actorspring.test.Probe;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static dev.actorspring.boot.test.assertions.MetersAssert.assertThatMeters;
import static dev.actorspring.test.TreeAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A whole application, as docs/testing.md shows it.
 */
@SpringBootTest
@ResetActors
class ShopTests {

	@ProbeBean
	Probe<Payments> payments;

	@Autowired
	ActorRef<Orders> orders;

	@Autowired
	Awaiting awaiting;

	@Test
	void chargesWhoOrders() {
		this.payments.answer(Payments.Charge.class, (charge) -> charge.amount() < 100);
		assertThat(this.orders.<String>call(new Orders.Place("ann", "book", 20))).isEqualTo("placed");
		assertThat(this.orders.<String>call(new Orders.Place("bob", "boat", 900))).isEqualTo("refused");
		this.payments.expect(new Payments.Charge("ann", 20));
		this.payments.expect(new Payments.Charge("bob", 900));
	}

	@Test
	void survivesAFire(@Autowired ActorSystem system, @Autowired MeterRegistry meters) {
		this.orders.tell(new Orders.Burn());
		this.awaiting.restart("counter/orders");
		this.awaiting.emptyMailboxes();
		assertThat(system.tree()).isRunning("counter/orders").hasRestarts("counter/orders", 1);
		assertThatMeters(meters).hasHandled("orders", Orders.Burn.class, 1);
	}

	@Test
	void stockIsAnotherActor(@Autowired KeyedActors<Stock> stock) {
		assertThat(stock.get("book").<Integer>call(new Stock.Count())).isZero();
	}

}
