package dev.actorspring.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorFactory;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.KeyedActors;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.NodeSnapshot;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Families with an actor for each key.
 */
class KeyedActorsTests extends SystemTest {

	private final AtomicInteger live = new AtomicInteger();

	private final AtomicInteger mostLive = new AtomicInteger();

	private KeyedActors<Counter> family(Duration passivateAfter) {
		ActorFactory<Counter> factory = new ActorFactory<>() {

			@Override
			public Counter create(ActorContext<Counter> context) {
				KeyedActorsTests.this.mostLive.accumulateAndGet(KeyedActorsTests.this.live.incrementAndGet(),
						Math::max);
				return new Counter(context);
			}

			@Override
			public void destroy(Counter actor) {
				KeyedActorsTests.this.live.decrementAndGet();
			}

		};
		start((builder) -> builder
			.actor(ActorSpec.keyed("counters", Counter.class, factory).withPassivateAfter(passivateAfter)));
		return this.system.keyed(Counter.class);
	}

	@Test
	void keyIsActivatedByItsFirstMessageAndKeepsItsState() {
		KeyedActors<Counter> counters = family(Duration.ZERO);
		ActorRef<Counter> first = counters.get("a/1");
		assertThat(first.path()).isEqualTo("counters/a/1");
		assertThat(this.system.find("counters/a/1")).isEmpty();
		first.tell(new Counter.Add(3));
		assertThat(counters.get("a/1").call(new Counter.Get())).isEqualTo(3);
		assertThat(counters.get("b").call(new Counter.Get())).isZero();
		assertThat(this.system.find("counters/a/1")).isPresent();
		assertThat(this.live).hasValue(2);
		assertThat(counters.get("b")).isEqualTo(counters.get("b")).isNotEqualTo(first);
	}

	@Test
	void emptyKeyIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> family(Duration.ZERO).get(""));
	}

	@Test
	void idleActorIsPassivatedAndItsRefStaysValid() {
		KeyedActors<Counter> counters = family(Duration.ofMillis(40));
		ActorRef<Counter> one = counters.get("one");
		one.tell(new Counter.Add(3));
		await().until(() -> this.system.find("counters/one").isEmpty());
		assertThat(this.live).hasValue(0);
		assertThat(one.call(new Counter.Get())).isZero();
		assertThat(this.live).hasValue(1);
	}

	@Test
	void noMessageIsLostWhilePassivationRaces() throws Exception {
		KeyedActors<Counter> counters = family(Duration.ofNanos(1));
		List<Thread> callers = new ArrayList<>();
		AtomicInteger answers = new AtomicInteger();
		for (int i = 0; i < 4; i++) {
			callers.add(Thread.ofVirtual().start(() -> {
				for (int j = 0; j < 2_000; j++) {
					counters.get("one").call(new Counter.Get());
					answers.incrementAndGet();
				}
			}));
		}
		Thread passivator = Thread.ofPlatform().start(() -> {
			KeyedFamily<?> family = (KeyedFamily<?>) counters;
			while (answers.get() < 8_000) {
				ActorCell<?> cell = family.find("one");
				if (cell != null && cell.isIdle()) {
					cell.passivate();
				}
			}
		});
		for (Thread caller : callers) {
			caller.join();
		}
		passivator.join();
		assertThat(answers).hasValue(8_000);
		assertThat(this.mostLive).hasValue(1);
		assertThat(this.events).isEmpty();
	}

	@Test
	void crashOfOneKeyIsRestartedAndBacksOffWithoutTouchingAnother() {
		KeyedActors<Counter> counters = family(Duration.ZERO);
		counters.get("good").tell(new Counter.Add(3));
		for (int i = 0; i < 4; i++) {
			assertThat(failure(counters.get("bad").ask(new Counter.Crash("boom"))))
				.isInstanceOf(ActorCrashedException.class);
		}
		await().until(() -> events(ActorEvent.BackedOff.class).size() == 1);
		NodeSnapshot.Family family = (NodeSnapshot.Family) this.system.find("counters").orElseThrow();
		assertThat(family.away()).singleElement().satisfies((away) -> {
			assertThat(away.path()).isEqualTo("counters/bad");
			assertThat(away.state()).isEqualTo(ChildState.BACKOFF);
			assertThat(away.nextAttempt()).isNotNull();
			assertThat(away.lastFailure()).hasMessage("boom");
		});
		assertThat(counters.get("good").call(new Counter.Get())).isEqualTo(3);
		assertThat(counters.get("bad").call(new Counter.Get())).isZero();
		assertThat(((NodeSnapshot.Family) this.system.find("counters").orElseThrow()).away()).isEmpty();
	}

	@Test
	void stopEndsEveryActorAndLaterRequestsFailAtOnce() {
		KeyedActors<Counter> counters = family(Duration.ZERO);
		for (int i = 0; i < 100; i++) {
			counters.get("" + i).call(new Counter.Get());
		}
		this.system.close();
		assertThat(this.live).hasValue(0);
		CompletableFuture<Integer> late = counters.get("1").ask(new Counter.Get());
		assertThat(failure(late)).isInstanceOf(ActorTerminatedException.class);
	}

}
