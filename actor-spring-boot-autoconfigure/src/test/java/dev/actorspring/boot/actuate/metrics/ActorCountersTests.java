package dev.actorspring.boot.actuate.metrics;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dev.actorspring.Message;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorEvent.DeadLetter.Reason;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ActorCountersTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final OwnMeters own = new OwnMeters();

	private final AtomicInteger lookedUp = new AtomicInteger();

	private final ActorCounters counters = counters(this.registry);

	private ActorCounters counters(MeterRegistry meters) {
		return new ActorCounters(() -> {
			this.lookedUp.incrementAndGet();
			return meters;
		}, this.own);
	}

	@Test
	void eachCounter_isLookedUpOnce() {
		for (int i = 0; i < 3; i++) {
			this.counters.onEvent(deadLetter("a", Reason.TERMINATED));
			this.counters.onEvent(deadLetter("a", Reason.MAILBOX_FULL));
			this.counters.onEvent(deadLetter("b", Reason.TERMINATED));
			this.counters.onEvent(new ActorEvent.Abandoned("a", "a", 1));
		}
		assertThat(this.lookedUp).hasValue(4);
		assertThat(deadLetters(this.registry, "a", Reason.TERMINATED)).isEqualTo(3);
		assertThat(deadLetters(this.registry, "a", Reason.MAILBOX_FULL)).isEqualTo(3);
		assertThat(deadLetters(this.registry, "b", Reason.TERMINATED)).isEqualTo(3);
		assertThat(ActorCounters.abandoned(this.registry, "a").count()).isEqualTo(3);
	}

	@Test
	void registryThatIsAddedLater_countsFromThenOn() {
		CompositeMeterRegistry composite = new CompositeMeterRegistry();
		ActorCounters counting = counters(composite);
		counting.onEvent(deadLetter("a", Reason.TERMINATED));
		composite.add(this.registry);
		counting.onEvent(deadLetter("a", Reason.TERMINATED));
		assertThat(deadLetters(this.registry, "a", Reason.TERMINATED)).isOne();
		assertThat(this.lookedUp).hasValue(1);
	}

	@Test
	void firstEventsOfManyThreads_areAllCounted() {
		CompletableFuture<?>[] sending = IntStream.range(0, 8).mapToObj((thread) -> CompletableFuture.runAsync(() -> {
			for (int i = 0; i < 100; i++) {
				this.counters.onEvent(deadLetter("a" + i, Reason.TERMINATED));
			}
		})).toArray(CompletableFuture[]::new);
		CompletableFuture.allOf(sending).join();
		for (int i = 0; i < 100; i++) {
			assertThat(deadLetters(this.registry, "a" + i, Reason.TERMINATED)).isEqualTo(8);
		}
	}

	@Test
	void eventAfterTheSystemHasEnded_leavesNothing() {
		this.counters.onEvent(deadLetter("a", Reason.TERMINATED));
		this.own.destroy();
		this.counters.onEvent(deadLetter("a", Reason.TERMINATED));
		this.counters.onEvent(deadLetter("b", Reason.TERMINATED));
		assertThat(this.registry.getMeters()).isEmpty();
	}

	private static double deadLetters(MeterRegistry registry, String actor, Reason reason) {
		return ActorCounters.deadLetters(registry, actor, reason).count();
	}

	private static ActorEvent deadLetter(String actor, Reason reason) {
		return new ActorEvent.DeadLetter(actor, actor, new Note(), reason);
	}

	private record Note() implements Message<Object> {

	}

}
