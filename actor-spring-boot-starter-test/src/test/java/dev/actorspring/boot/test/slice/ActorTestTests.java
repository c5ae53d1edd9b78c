package dev.actorspring.boot.test.slice;

import java.time.Duration;

import dev.actorspring.ActorRef;
import dev.actorspring.boot.test.probe.ProbeBean;
import dev.actorspring.boot.test.shop.CardTerminal;
import dev.actorspring.boot.test.shop.Orders;
import dev.actorspring.boot.test.shop.Payments;
import dev.actorspring.boot.test.shop.Shop;
import dev.actorspring.boot.test.shop.Stock;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.test.Awaiting;
import dev.actorspring.test.EventRecorder;
import dev.actorspring.test.Probe;
import dev.actorspring.test.TestActors;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.web.context.WebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The slice with the actors of an application, whose time stands still.
 */
@ActorTest
@ContextConfiguration(classes = Shop.class)
class ActorTestTests {

	@Autowired
	TestActors actors;

	@Autowired
	ActorRef<Orders> orders;

	@ProbeBean
	Probe<Payments> payments;

	@Test
	void timersFollowTheTest() {
		this.payments.answer(Payments.Charge.class, (charge) -> true);
		assertThat(this.actors.ask(this.orders, new Orders.Place("ann", "book", 20))).isEqualTo("placed");
		this.payments.expect(new Payments.Charge("ann", 20));
		this.payments.expectNothing();
		this.actors.advance(Duration.ofHours(1));
		this.payments.expect(new Payments.Refund("ann", 20));
	}

	@Test
	void realActorsAndTheirSupervisorsAreThere(@Autowired Awaiting awaiting) {
		assertThat(this.actors.ask(this.actors.keyed(Stock.class).get("lamp"), new Stock.Count())).isZero();
		awaiting.incarnation("stock/lamp");
		this.orders.tell(new Orders.Burn());
		assertThat(awaiting.restart("counter/orders").supervisor()).isEqualTo("counter");
		assertThat(this.actors.events(ActorEvent.Restarted.class)).hasSize(1);
		awaiting.within(Duration.ofMinutes(15)).passivation("stock/lamp");
	}

	@Test
	void nothingElseIsThere(@Autowired ApplicationContext context) {
		assertThat(context).isNotInstanceOf(WebApplicationContext.class);
		assertThat(context.getBeansOfType(CardTerminal.class)).isEmpty();
		assertThat(context.getBeansOfType(EventRecorder.class)).isEmpty();
		assertThat(context.getBeanNamesForType(Object.class)).noneMatch((name) -> name.contains("RouteTable"))
			.noneMatch((name) -> name.contains("shopController"));
	}

}
