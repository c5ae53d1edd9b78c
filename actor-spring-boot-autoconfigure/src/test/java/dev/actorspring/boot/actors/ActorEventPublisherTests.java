package dev.actorspring.boot.actors;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.actorspring.Message;
import dev.actorspring.system.ActorEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ActorEventPublisherTests {

	private static final ActorEvent ESCALATED = new ActorEvent.Escalated("pair", "pair", new IllegalStateException());

	private static final ActorEvent BACKED_OFF = new ActorEvent.BackedOff("", "ledger", "ledger",
			Duration.ofMillis(200), new IllegalStateException());

	private final BlockingQueue<Object> published = new LinkedBlockingQueue<>();

	private final ActorEventPublisher publisher = new ActorEventPublisher(this::publish);

	@AfterEach
	void stop() {
		this.publisher.destroy();
	}

	@Test
	void eventsArePublishedInOrderOnAnotherThread() throws InterruptedException {
		this.publisher.onEvent(BACKED_OFF);
		this.publisher.onEvent(ESCALATED);
		assertThat(next()).isEqualTo(BACKED_OFF);
		assertThat(next()).isEqualTo(ESCALATED);
	}

	@Test
	void deadLettersAreLeftOut() throws InterruptedException {
		this.publisher.onEvent(
				new ActorEvent.DeadLetter("ledger", "ledger", new Lost(), ActorEvent.DeadLetter.Reason.MAILBOX_FULL));
		this.publisher.onEvent(ESCALATED);
		assertThat(next()).isEqualTo(ESCALATED);
	}

	@Test
	void failingListenerDoesNotKeepTheNextEventBack() throws InterruptedException {
		this.publisher.onEvent(new ActorEvent.Abandoned("broken", "broken", 1));
		this.publisher.onEvent(ESCALATED);
		assertThat(next()).isEqualTo(ESCALATED);
	}

	private Object next() throws InterruptedException {
		return this.published.poll(10, TimeUnit.SECONDS);
	}

	private void publish(Object event) {
		assertThat(Thread.currentThread().getName()).isEqualTo("actor-events");
		if (event instanceof ActorEvent.Abandoned) {
			throw new IllegalStateException("a listener that fails");
		}
		this.published.add(event);
	}

	private record Lost() implements Message<Object> {

	}

}
