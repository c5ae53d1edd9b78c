package dev.actorspring.boot.test.reset;

import dev.actorspring.ActorRef;
import dev.actorspring.KeyedActors;
import dev.actorspring.boot.test.probe.ProbeBean;
import dev.actorspring.boot.test.reset.ResetActors.When;
import dev.actorspring.boot.test.shop.Orders;
import dev.actorspring.boot.test.shop.Payments;
import dev.actorspring.boot.test.shop.Shop;
import dev.actorspring.boot.test.shop.Stock;
import dev.actorspring.boot.test.slice.ActorTest;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.test.Awaiting;
import dev.actorspring.test.EventRecorder;
import dev.actorspring.test.Probe;
import dev.actorspring.test.TestActors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that share a context begin with actors that have seen nothing, in whichever order
 * they run.
 */
class ResetActorsTests {

	@Nested
	@SpringBootTest(classes = Shop.class, webEnvironment = WebEnvironment.NONE)
	@ResetActors
	class InAWholeApplication {

		@Autowired
		ActorRef<Orders> orders;

		@Autowired
		KeyedActors<Stock> stock;

		@Autowired
		ActorSystem system;

		@Autowired
		Awaiting awaiting;

		@Autowired
		EventRecorder events;

		@BeforeEach
		void begins() {
			assertThat(this.orders.<Integer>call(new Orders.Count())).isZero();
			assertThat(this.system.find("stock/book")).isEmpty();
			assertThat(this.events.events(ActorEvent.class)).isEmpty();
			assertThat(this.awaiting.incarnation("counter/orders").restarts()).isZero();
		}

		@Test
		void one() {
			use();
		}

		@Test
		void another() {
			use();
		}

		private void use() {
			this.orders.call(new Orders.Place("ann", "book", 20));
			assertThat(this.orders.<Integer>call(new Orders.Count())).isOne();
			this.stock.get("book").tell(new Stock.Take(-1));
			this.awaiting.restart("stock/book");
			this.orders.tell(new Orders.Burn());
			this.awaiting.restart("counter/orders");
			this.awaiting.emptyMailboxes();
		}

	}

	@Nested
	@ActorTest
	@ContextConfiguration(classes = Shop.class)
	@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
	class WhileTimeStandsStill {

		@Autowired
		TestActors actors;

		@ProbeBean
		Probe<Payments> payments;

		@Test
		@Order(1)
		@ResetActors(When.AFTER)
		void leavesNothing() {
			this.payments.answer(Payments.Charge.class, (charge) -> true);
			this.actors.ask(this.actors.actor(Orders.class), new Orders.Place("ann", "book", 20));
			assertThat(this.actors.ask(this.actors.actor(Orders.class), new Orders.Count())).isOne();
		}

		@Test
		@Order(2)
		void begins() {
			assertThat(this.actors.ask(this.actors.actor(Orders.class), new Orders.Count())).isZero();
			assertThat(this.actors.ask(this.actors.actor(Orders.class), new Orders.Count())).isZero();
			this.payments.expectNothing();
		}

		@Test
		@Order(3)
		void leavesAnOrder_withoutTheAnnotation() {
			this.payments.answer(Payments.Charge.class, (charge) -> true);
			this.actors.ask(this.actors.actor(Orders.class), new Orders.Place("ann", "book", 20));
		}

		@Test
		@Order(4)
		void findsIt() {
			assertThat(this.actors.ask(this.actors.actor(Orders.class), new Orders.Count())).isOne();
		}

	}

}
