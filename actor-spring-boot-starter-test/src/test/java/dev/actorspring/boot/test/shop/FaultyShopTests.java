package dev.actorspring.boot.test.shop;

import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorRef;
import dev.actorspring.boot.test.faults.AutoConfigureFaults;
import dev.actorspring.boot.test.probe.ProbeBean;
import dev.actorspring.boot.test.reset.ResetActors;
import dev.actorspring.test.Awaiting;
import dev.actorspring.test.Faults;
import dev.actorspring.test.Probe;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Faults in a whole application, as docs/testing.md shows them.
 */
@SpringBootTest
@AutoConfigureFaults
@ResetActors
class FaultyShopTests {

	@ProbeBean
	Probe<Payments> payments;

	@Autowired
	Faults faults;

	@Autowired
	ActorRef<Orders> orders;

	@Autowired
	Awaiting awaiting;

	@Test
	void takesOrdersAfterACrash() {
		this.payments.answer(Payments.Charge.class, (charge) -> true);
		this.faults.on(this.orders).crashNext();
		assertThatExceptionOfType(ActorCrashedException.class)
			.isThrownBy(() -> this.orders.call(new Orders.Place("ann", "book", 20)));
		this.awaiting.restart("counter/orders");
		assertThat(this.orders.<String>call(new Orders.Place("ann", "book", 20))).isEqualTo("placed");
	}

	@RepeatedTest(2)
	void isHealedByTheReset() {
		assertThat(this.orders.<Integer>call(new Orders.Count())).isZero();
		this.faults.on(this.orders).crashNext();
	}

}
