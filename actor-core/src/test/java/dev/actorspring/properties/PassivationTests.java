package dev.actorspring.properties;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorFactory;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.KeyedActors;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorGauge;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.testing.ImmediateListener;
import dev.actorspring.testing.StandingClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Keyed actors come and go without losing a message, and without leaving anything behind.
 */
@Timeout(300)
class PassivationTests {

	private static final int KEYS = 1_000_000;

	private static final int LIVE = 1_000;

	private static final Duration IDLE = Duration.ofSeconds(4);

	private final StandingClock clock = new StandingClock();

	private final Queue<ActorEvent> events = new ConcurrentLinkedQueue<>();

	private final AtomicIntegerArray handled = new AtomicIntegerArray(KEYS);

	private final AtomicInteger incarnations = new AtomicInteger();

	private final ActorSystem system = ActorSystem.builder()
		.timeSource(this.clock)
		.listener(new ImmediateListener(this.events::add))
		.actor(ActorSpec.keyed("keyed", Keyed.class, new KeyedFactory())
			.withMailboxCapacity(ActorSpec.UNBOUNDED)
			.withPassivateAfter(IDLE)
			// The clock leaps while they are let go.
			.withShutdownTimeout(Duration.ofDays(365)))
		.build();

	private final KeyedActors<Keyed> family = this.system.keyed(Keyed.class);

	private final ActorGauge gauge = this.system.gauges().iterator().next();

	@AfterEach
	void stop() {
		this.system.close();
	}

	@Test
	void millionKeysLeaveNothingBehind() {
		this.system.start();
		int most = 0;
		long early = 0;
		for (int from = 0; from < KEYS; from += LIVE) {
			if (from == KEYS / 10) {
				early = usedMemory();
			}
			sendTo(from);
			most = Math.max(most, this.gauge.active());
			passivateAll();
		}
		long growth = usedMemory() - early;
		assertThat(most).isBetween(1, LIVE);
		// A few may be passivated between their two messages.
		assertThat(this.incarnations).hasValueBetween(KEYS, KEYS + KEYS / 100);
		for (int i = 0; i < KEYS; i++) {
			assertThat(this.handled.get(i)).as("key %d", i).isEqualTo(2);
		}
		assertThat(this.events).isEmpty();
		// Less than three bytes for each key: one reference would be four.
		assertThat(growth).isLessThan((KEYS - KEYS / 10) * 3L);
	}

	private void sendTo(int from) {
		CompletableFuture<?>[] replies = new CompletableFuture<?>[LIVE];
		for (int i = 0; i < LIVE; i++) {
			ActorRef<Keyed> actor = this.family.get(Integer.toString(from + i));
			actor.tell(new Keyed.Told(from + i));
			replies[i] = actor.ask(new Keyed.Asked(from + i), Duration.ofSeconds(30));
		}
		CompletableFuture.allOf(replies).join();
	}

	private void passivateAll() {
		while (this.gauge.active() > 0) {
			this.clock.advance(IDLE);
			Thread.yield();
		}
	}

	private static long usedMemory() {
		long least = Long.MAX_VALUE;
		for (int i = 0; i < 4; i++) {
			System.gc();
			Runtime runtime = Runtime.getRuntime();
			least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
		}
		return least;
	}

	@Test
	void messagesThatMeetAPassivationAreHandledOnce() throws Exception {
		this.system.start();
		int senders = 4;
		int most = KEYS / senders;
		List<ActorRef<Keyed>> actors = IntStream.range(0, 32).mapToObj((i) -> this.family.get("key" + i)).toList();
		AtomicIntegerArray sent = new AtomicIntegerArray(senders);
		List<Thread> threads = new ArrayList<>();
		try (Clockwork clockwork = new Clockwork(this.clock, IDLE)) {
			for (int i = 0; i < senders; i++) {
				int sender = i;
				threads.add(Thread.ofVirtual().start(() -> {
					for (int j = 0; j < most && this.incarnations.get() < 1_000 * Seeds.effort(); j++) {
						send(actors.get(j % actors.size()), sender * most + j);
						sent.incrementAndGet(sender);
					}
				}));
			}
			for (Thread thread : threads) {
				thread.join();
			}
			await().atMost(Duration.ofSeconds(20)).until(() -> this.gauge.active() == 0);
		}
		assertThat(this.events).isEmpty();
		for (int i = 0; i < KEYS; i++) {
			int expected = (i % most < sent.get(i / most)) ? 1 : 0;
			assertThat(this.handled.get(i)).as("message %d", i).isEqualTo(expected);
		}
		// Else it would prove nothing.
		assertThat(this.incarnations).hasValueGreaterThan(100);
	}

	private void send(ActorRef<Keyed> actor, int number) {
		if (number % 3 == 0) {
			actor.call(new Keyed.Asked(number), Duration.ofDays(2));
		}
		else {
			actor.tell(new Keyed.Told(number));
		}
	}

	/**
	 * Takes its time to let an actor go, so that messages come meanwhile.
	 */
	private final class KeyedFactory implements ActorFactory<Keyed> {

		@Override
		public Keyed create(ActorContext<Keyed> context) {
			return new Keyed(PassivationTests.this);
		}

		@Override
		public void destroy(Keyed actor) {
			Thread.yield();
		}

	}

	static class Keyed {

		record Told(int number) implements Message<Keyed> {

		}

		record Asked(int number) implements Request<Keyed, Integer> {

		}

		private final PassivationTests test;

		Keyed(PassivationTests test) {
			this.test = test;
			test.incarnations.incrementAndGet();
		}

		@Receive
		void told(Told told) {
			this.test.handled.incrementAndGet(told.number());
		}

		@Receive
		int asked(Asked asked) {
			return this.test.handled.incrementAndGet(asked.number());
		}

	}

}
