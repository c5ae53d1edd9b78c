package dev.actorspring.engine;

import java.util.concurrent.CountDownLatch;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Delivery;
import dev.actorspring.Overflow;
import dev.actorspring.RestartType;
import dev.actorspring.system.ActorEvent;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a sender hears that wants to know.
 */
class SendTests extends SystemTest {

	private static final Counter.Add ADD = new Counter.Add(1);

	@Test
	void acceptedIsHandled() {
		ActorRef<Counter> counter = startCounter();
		assertThat(counter.send(ADD)).isEqualTo(Delivery.ACCEPTED);
		assertThat(counter.tryTell(ADD)).isTrue();
		assertThat(counter.call(new Counter.Get())).isEqualTo(2);
	}

	@Test
	void fullIsRefusedWithoutADeadLetter() throws Exception {
		ActorRef<Counter> counter = start((builder) -> builder.actor(counter("counter").withMailboxCapacity(1)))
			.actor(Counter.class);
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		counter.ask(new Counter.Block(entered, release));
		entered.await();
		assertThat(counter.send(ADD)).isEqualTo(Delivery.ACCEPTED);
		assertThat(counter.send(ADD)).isEqualTo(Delivery.MAILBOX_FULL);
		assertThat(counter.tryTell(ADD)).isFalse();
		release.countDown();
		await().untilAsserted(() -> assertThat(counter.send(ADD)).isEqualTo(Delivery.ACCEPTED));
		assertThat(events(ActorEvent.DeadLetter.class)).isEmpty();
	}

	@Test
	void mailboxThatMakesRoomAcceptsAll() throws Exception {
		ActorSpec<Counter> spec = counter("counter").withMailboxCapacity(1);
		ActorRef<Counter> counter = start(
				(builder) -> builder.actor(spec.withMailbox(spec.mailbox().withOverflow(Overflow.DROP_OLDEST))))
			.actor(Counter.class);
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		counter.ask(new Counter.Block(entered, release));
		entered.await();
		assertThat(counter.send(ADD)).isEqualTo(Delivery.ACCEPTED);
		assertThat(counter.send(ADD)).isEqualTo(Delivery.ACCEPTED);
		release.countDown();
	}

	@Test
	void endedForGoodIsTerminated() {
		ActorRef<Counter> counter = start(
				(builder) -> builder.actor(counter("counter").withRestart(RestartType.TEMPORARY)))
			.actor(Counter.class);
		counter.tell(new Counter.Stop());
		await().untilAsserted(() -> assertThat(counter.send(ADD)).isEqualTo(Delivery.TERMINATED));
		assertThat(counter.tryTell(ADD)).isFalse();
	}

	@Test
	void everyoneOfASystemThatHasEndedIsTerminated() {
		start((builder) -> builder.actor(counter("single"))
			.actor(ActorSpec.keyed("keyed", Counter.class, Counter::new)));
		ActorRef<Counter> single = this.system.actor(Counter.class);
		ActorRef<Counter> active = this.system.keyed(Counter.class).get("active");
		ActorRef<Counter> spawned = this.system.spawn(counter("spawned"));
		active.call(new Counter.Get());
		this.system.close();
		assertThat(single.send(ADD)).isEqualTo(Delivery.TERMINATED);
		assertThat(active.send(ADD)).isEqualTo(Delivery.TERMINATED);
		assertThat(this.system.keyed(Counter.class).get("new").send(ADD)).isEqualTo(Delivery.TERMINATED);
		assertThat(spawned.send(ADD)).isEqualTo(Delivery.TERMINATED);
	}

}
