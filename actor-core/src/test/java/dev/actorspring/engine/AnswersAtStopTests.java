package dev.actorspring.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import dev.actorspring.ActorRef;
import dev.actorspring.Dispatcher;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * When a system has stopped, all who have asked know what has become of it, and what
 * depends on that has run.
 */
class AnswersAtStopTests extends SystemTest {

	private static final int REQUESTS = 2_000;

	private final AtomicInteger answered = new AtomicInteger();

	private void ask(ActorRef<Counter> counter, int requests) {
		for (int i = 0; i < requests; i++) {
			counter.ask(new Counter.Take(0), Duration.ofDays(1)).whenComplete((reply, failure) -> {
				Thread.yield();
				this.answered.incrementAndGet();
			});
		}
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void whatWaitsIsAnswered(Dispatcher dispatcher) {
		start((builder) -> builder.actor(counter("counter").withDispatcher(dispatcher)
			.withMailboxCapacity(REQUESTS + 1)
			.withShutdownTimeout(Duration.ofMillis(1))));
		ActorRef<Counter> counter = this.system.actor(Counter.class);
		CountDownLatch entered = new CountDownLatch(1);
		counter.tell(new Counter.Block(entered, new CountDownLatch(1)));
		await().until(() -> entered.getCount() == 0);
		ask(counter, REQUESTS);
		this.system.supervisor("root").terminate("counter");
		this.system.close();
		assertThat(this.answered).hasValue(REQUESTS);
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void whatWasPromisedIsAnswered(Dispatcher dispatcher) {
		start((builder) -> builder.actor(counter("counter").withDispatcher(dispatcher).withMailboxCapacity(REQUESTS)));
		ActorRef<Counter> counter = this.system.actor(Counter.class);
		for (int i = 0; i < REQUESTS; i++) {
			counter.ask(new Counter.GetLater(new CompletableFuture<>()), Duration.ofDays(1))
				.whenComplete((reply, failure) -> this.answered.incrementAndGet());
		}
		this.system.close();
		assertThat(this.answered).hasValue(REQUESTS);
	}

}
