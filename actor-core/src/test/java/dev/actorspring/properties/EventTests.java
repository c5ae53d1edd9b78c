package dev.actorspring.properties;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Backlog;
import dev.actorspring.Dispatcher;
import dev.actorspring.Event;
import dev.actorspring.MailboxSpec;
import dev.actorspring.Message;
import dev.actorspring.Overflow;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.RestartType;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.TopicProbe;
import dev.actorspring.system.TopicSnapshot;
import dev.actorspring.testing.StandingClock;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What is published reaches who subscribes, however others crash, come, go and have no
 * room: nothing is lost where there is room, nothing comes twice, and what one has
 * published comes in that order.
 */
@Timeout(120)
class EventTests {

	private static final int PUBLISHERS = 4;

	private static final int EACH = 2_000;

	private final StandingClock clock = new StandingClock();

	/** By path and publisher. */
	private final Map<String, ConcurrentLinkedQueue<Integer>> heard = new ConcurrentHashMap<>();

	private final Map<String, LongAdder> measured = new ConcurrentHashMap<>();

	private final AtomicInteger crashes = new AtomicInteger();

	private final TopicProbe probe = new TopicProbe() {

		@Override
		public void published(String event) {
			add("published", 1);
		}

		@Override
		public void delivered(String event, String actor, Outcome outcome, int count) {
			add(actor + " " + outcome, count);
		}

		private void add(String what, int count) {
			EventTests.this.measured.computeIfAbsent(what, (fresh) -> new LongAdder()).add(count);
		}

	};

	@ParameterizedTest(name = "seed {0}")
	@MethodSource("dev.actorspring.properties.Seeds#few")
	void eventsAreNeitherLostNorRepeatedNorOvertaken(long seed) throws Exception {
		try (Silence silence = new Silence();
				ActorSystem system = build();
				Clockwork clockwork = new Clockwork(this.clock, Duration.ofMillis(500))) {
			system.start();
			List<Thread> threads = new ArrayList<>();
			for (int i = 0; i < PUBLISHERS; i++) {
				Random random = new Random(seed * PUBLISHERS + i);
				String name = "publisher" + i;
				ActorRef<Publisher> publisher = system
					.spawn(ActorSpec.of(name, Publisher.class, (context) -> new Publisher(this, system, name, random)));
				Thread.Builder builder = (i % 2 == 0) ? Thread.ofPlatform() : Thread.ofVirtual();
				boolean actor = random.nextBoolean();
				Publisher own = new Publisher(this, system, name, random);
				threads.add(builder.start(() -> {
					for (int j = 0; j < EACH; j++) {
						if (actor) {
							publisher.call(new Publisher.Next(), Duration.ofDays(3_650));
						}
						else {
							own.next(new Publisher.Next());
						}
					}
				}));
			}
			for (Thread thread : threads) {
				thread.join();
			}
			await().atMost(Duration.ofSeconds(60)).until(this::isComplete);
			for (int i = 0; i < PUBLISHERS; i++) {
				String publisher = "publisher" + i;
				assertThat(heard("endless", publisher)).as("seed %d", seed).isEqualTo(numbers());
				assertThat(heard("compute", publisher)).as("seed %d", seed).isEqualTo(numbers());
			}
			this.heard.forEach((way, numbers) -> assertThat(List.copyOf(numbers)).as("%s, seed %d", way, seed)
				.isSorted()
				.doesNotHaveDuplicates());
			assertThat(sum("published")).isEqualTo(PUBLISHERS * EACH);
			assertAccount("small", seed);
			assertAccount("latest", seed);
			assertAccount("latestCompute", seed);
			assertAccount("first", seed);
			// Else it would prove nothing.
			assertThat(this.crashes).hasValueGreaterThan(50);
			assertThat(sum("small REFUSED")).as("seed %d", seed).isPositive();
			assertThat(sum("latest DROPPED") + sum("first DROPPED")).as("seed %d", seed).isPositive();
			assertThat(sum("Listener ACCEPTED")).as("seed %d", seed).isPositive();
			assertThat(sum("family ACCEPTED")).as("seed %d", seed).isPositive();
			system.topic(Closing.class).publish(new Closing());
			await().untilAsserted(() -> assertThat(active(system, "Listener")).isZero());
		}
	}

	/**
	 * All that was accepted, and has not given way, was handled.
	 */
	private void assertAccount(String actor, long seed) {
		await().untilAsserted(() -> {
			long waited = sum(actor + " ACCEPTED") - (actor.startsWith("latest") ? sum(actor + " DROPPED") : 0);
			assertThat(count(actor)).as("%s, seed %d", actor, seed).isEqualTo(waited);
			assertThat(waited + sum(actor + " REFUSED") + sum(actor + " DROPPED")).isEqualTo(PUBLISHERS * EACH);
		});
	}

	private static List<Integer> numbers() {
		return IntStream.range(0, EACH).boxed().toList();
	}

	private List<Integer> heard(String path, String publisher) {
		return List.copyOf(this.heard.getOrDefault(path + " " + publisher, new ConcurrentLinkedQueue<>()));
	}

	private long count(String path) {
		return this.heard.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().startsWith(path + " "))
			.mapToLong((entry) -> entry.getValue().size())
			.sum();
	}

	private boolean isComplete() {
		return count("endless") >= PUBLISHERS * EACH && count("compute") >= PUBLISHERS * EACH;
	}

	private long sum(String what) {
		return this.measured.getOrDefault(what, new LongAdder()).sum();
	}

	private static int active(ActorSystem system, String actor) {
		return system.topics()
			.stream()
			.map(TopicSnapshot::subscribers)
			.flatMap(List::stream)
			.filter((subscriber) -> subscriber.actor().equals(actor))
			.mapToInt(TopicSnapshot.Subscriber::active)
			.sum();
	}

	private ActorSystem build() {
		return ActorSystem.builder()
			.timeSource(this.clock)
			.topicProbe(this.probe)
			.actor(listener("endless").withMailboxCapacity(ActorSpec.UNBOUNDED))
			.actor(listener("compute").withMailboxCapacity(ActorSpec.UNBOUNDED).withDispatcher(Dispatcher.COMPUTE))
			.actor(listener("small").withMailboxCapacity(8))
			.actor(listener("dropping")
				.withMailbox(MailboxSpec.DEFAULT.withCapacity(8).withOverflow(Overflow.DROP_OLDEST)))
			.actor(ActorSpec.of("latest", LatestListener.class, (context) -> new LatestListener(context, this)))
			.actor(ActorSpec.of("latestCompute", LatestListener.class, (context) -> new LatestListener(context, this))
				.withDispatcher(Dispatcher.COMPUTE))
			.actor(ActorSpec.of("first", FirstListener.class, (context) -> new FirstListener(context, this)))
			.actor(ActorSpec.keyed("family", Listener.class, (context) -> new Listener(context, this))
				.withPassivateAfter(Duration.ofMillis(40)))
			.build();
	}

	private ActorSpec<Listener> listener(String name) {
		return ActorSpec.of(name, Listener.class, (context) -> new Listener(context, this));
	}

	void note(ActorContext<?> context, Published event) {
		this.heard.computeIfAbsent(context.path() + " " + event.publisher(), (fresh) -> new ConcurrentLinkedQueue<>())
			.add(event.number());
		if (event.number() % 200 == 199) {
			this.crashes.incrementAndGet();
			throw new Subject.Crash();
		}
	}

	record Closing() implements Event {

	}

	record Published(String publisher, int number) implements Event {

	}

	/**
	 * Publishes, and has listeners come and go.
	 */
	static class Publisher {

		record Next() implements Request<Publisher, Integer> {

		}

		private final EventTests journal;

		private final ActorSystem system;

		private final String name;

		private final Random random;

		private int published;

		Publisher(EventTests journal, ActorSystem system, String name, Random random) {
			this.journal = journal;
			this.system = system;
			this.name = name;
			this.random = random;
		}

		@Receive
		int next(Next request) {
			if (this.random.nextInt(100) == 0) {
				String listener = this.name + "-" + this.published;
				this.system.spawn(this.journal.listener(listener).withRestart(RestartType.TEMPORARY))
					.tell(new Listener.StopAfter(1 + this.random.nextInt(50)));
			}
			if (this.random.nextInt(20) == 0) {
				this.system.keyed("family", Listener.class)
					.get("" + this.random.nextInt(5))
					.tell(new Listener.StopAfter(1_000_000));
			}
			this.system.topic(Published.class).publish(new Published(this.name, this.published));
			return this.published++;
		}

	}

	/**
	 * Notes what it gets.
	 */
	static class Listener {

		record StopAfter(int events) implements Message<Listener> {

		}

		private final ActorContext<Listener> context;

		private final EventTests journal;

		private int left = Integer.MAX_VALUE;

		Listener(ActorContext<Listener> context, EventTests journal) {
			this.context = context;
			this.journal = journal;
		}

		@Receive
		void stopAfter(StopAfter message) {
			this.left = message.events();
		}

		@Receive
		void on(Published event) {
			this.journal.note(this.context, event);
			if (--this.left == 0) {
				this.context.stop();
			}
		}

		@Receive
		void on(Closing event) {
			this.context.stop();
		}

	}

	/**
	 * Notes the latest.
	 */
	static class LatestListener {

		private final ActorContext<LatestListener> context;

		private final EventTests journal;

		LatestListener(ActorContext<LatestListener> context, EventTests journal) {
			this.context = context;
			this.journal = journal;
		}

		@Receive
		@Backlog(1)
		void on(Published event) {
			this.journal.note(this.context, event);
		}

	}

	/**
	 * Notes those for which there was room.
	 */
	static class FirstListener {

		private final ActorContext<FirstListener> context;

		private final EventTests journal;

		FirstListener(ActorContext<FirstListener> context, EventTests journal) {
			this.context = context;
			this.journal = journal;
		}

		@Receive
		@Backlog(value = 3, overflow = Overflow.REJECT)
		void on(Published event) {
			this.journal.note(this.context, event);
		}

	}

}
