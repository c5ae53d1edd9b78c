package dev.actorspring.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorException;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.Handling;
import dev.actorspring.KeyedActors;
import dev.actorspring.system.ActorEvent.DeadLetter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Replies that a handler has promised, and that are still to come.
 */
class PromisedReplyTests extends SystemTest {

	private final CompletableFuture<Integer> later = new CompletableFuture<>();

	@Test
	void crashFailsThemAtOnce() {
		ActorRef<Counter> counter = startCounter();
		CompletableFuture<Integer> promised = counter.ask(new Counter.GetLater(this.later), Duration.ofHours(1));
		counter.ask(new Counter.Crash("boom"));
		assertThat(failure(promised)).isInstanceOf(ActorCrashedException.class).hasRootCauseMessage("boom");
		this.later.complete(1);
		await().until(() -> !events(DeadLetter.class).isEmpty());
		assertThat(events(DeadLetter.class)).extracting(DeadLetter::reason)
			.containsExactly(DeadLetter.Reason.LATE_REPLY);
		assertThat(counter.call(new Counter.GetIncarnation())).isEqualTo(2);
	}

	@Test
	void stopFailsThemAtOnce() {
		ActorRef<Counter> counter = startCounter();
		CompletableFuture<Integer> promised = counter.ask(new Counter.GetLater(this.later), Duration.ofHours(1));
		counter.tell(new Counter.Stop());
		assertThat(failure(promised)).isInstanceOf(ActorTerminatedException.class)
			.hasMessage("counter cannot answer GetLater: it has ended before the reply was there");
	}

	@Test
	void keyedActorThatOwesOneIsNotPassivated() {
		start((builder) -> builder.timeSource(this.time)
			.actor(ActorSpec.keyed("counter", Counter.class, Counter::new).withPassivateAfter(Duration.ofSeconds(10))));
		KeyedActors<Counter> counters = this.system.keyed(Counter.class);
		CompletableFuture<Integer> promised = counters.get("owing")
			.ask(new Counter.GetLater(this.later), Duration.ofHours(1));
		counters.get("idle").call(new Counter.GetIncarnation());
		await().until(() -> {
			this.time.advance(Duration.ofSeconds(5));
			return this.system.gauges().iterator().next().active() == 1;
		});
		this.later.complete(5);
		assertThat(promised.join()).isEqualTo(5);
		await().until(() -> {
			this.time.advance(Duration.ofSeconds(5));
			return this.system.gauges().iterator().next().active() == 0;
		});
	}

	@Test
	void shutdownWaitsForThem() {
		ActorRef<Counter> counter = startCounter();
		CompletableFuture<Integer> promised = counter.ask(new Counter.GetLater(this.later), Duration.ofHours(1));
		await().until(() -> counter.call(new Counter.Get()) == 0);
		CompletableFuture<Void> stopping = CompletableFuture.runAsync(() -> this.system.stop(Duration.ofMinutes(1)));
		await().until(() -> !this.system.isRunning());
		this.later.complete(5);
		assertThat(promised.join()).isEqualTo(5);
		stopping.join();
	}

	@Test
	void shutdownThatCannotWaitFailsThem() {
		ActorRef<Counter> counter = startCounter();
		CompletableFuture<Integer> promised = counter.ask(new Counter.GetLater(this.later), Duration.ofHours(1));
		await().until(() -> counter.call(new Counter.Get()) == 0);
		this.system.stop(Duration.ZERO);
		assertThat(failure(promised)).isInstanceOfSatisfying(ActorTerminatedException.class,
				(failure) -> assertThat(failure.getHandling()).isEqualTo(Handling.UNKNOWN));
	}

	@Test
	void failureOfAnotherActorIsPassedOnAndNoCrash() {
		ActorRef<Counter> counter = startCounter();
		CompletableFuture<Integer> promised = counter.ask(new Counter.GetLater(this.later));
		ActorException failure = new ActorCrashedException("other", "other crashed", new IllegalStateException("boom"));
		this.later.completeExceptionally(failure);
		assertThat(failure(promised)).isSameAs(failure);
		assertThat(counter.call(new Counter.GetIncarnation())).isOne();
	}

	@Test
	void handlerThatReturnsNoStageCrashes() {
		assertThat(failure(startCounter().ask(new Counter.GetLater(null)))).isInstanceOf(ActorCrashedException.class)
			.hasRootCauseMessage("The handler returned null");
	}

	@Test
	void stageOfSomebodyElseIsLeftAloneWhenTheAskerGivesUp() {
		ActorRef<Counter> counter = startCounter();
		CompletableFuture<Integer> promised = counter.ask(new Counter.GetLater(this.later));
		await().until(() -> counter.call(new Counter.Get()) == 0);
		promised.cancel(false);
		assertThat(this.later).isNotDone();
		assertThat(counter.call(new Counter.GetIncarnation())).isOne();
	}

}
