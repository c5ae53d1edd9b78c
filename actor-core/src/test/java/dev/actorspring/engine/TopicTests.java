package dev.actorspring.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Dispatcher;
import dev.actorspring.Event;
import dev.actorspring.KeyedActors;
import dev.actorspring.MailboxSpec;
import dev.actorspring.Message;
import dev.actorspring.Overflow;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.RestartType;
import dev.actorspring.Topic;
import dev.actorspring.engine.Hearer.Alarm;
import dev.actorspring.engine.Hearer.Heard;
import dev.actorspring.engine.Hearer.Rain;
import dev.actorspring.engine.Hearer.Tick;
import dev.actorspring.engine.Hearer.Weather;
import dev.actorspring.engine.Hearer.Wind;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.TopicProbe;
import dev.actorspring.system.TopicSnapshot;
import dev.actorspring.testing.ImmediateListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.awaitility.Awaitility.await;

/**
 * Events, and whom they reach.
 */
class TopicTests extends SystemTest {

	private final List<String> measured = new CopyOnWriteArrayList<>();

	private final List<Event> heard = new CopyOnWriteArrayList<>();

	private final TopicProbe probe = new TopicProbe() {

		@Override
		public void published(String event) {
			TopicTests.this.measured.add("published " + event);
		}

		@Override
		public void delivered(String event, String actor, Outcome outcome, int count) {
			TopicTests.this.measured.add(event + " " + actor + " " + outcome + " " + count);
		}

	};

	@ParameterizedTest
	@EnumSource
	void eventReachesWhoeverHasAHandlerForIt(Dispatcher dispatcher) {
		start((builder) -> builder.topicProbe(this.probe)
			.actor(Hearer.spec("one").withDispatcher(dispatcher))
			.actor(Hearer.spec("two").withDispatcher(dispatcher))
			.actor(counter("counter")));
		this.system.topic(Rain.class).publish(new Rain(3));
		this.system.topic(Weather.class).publish(new Wind("west"));
		this.system.topic(Weather.class).publish(new Rain(4));
		for (String name : List.of("one", "two")) {
			assertThat(this.system.actor(name, Hearer.class).call(new Heard())).containsExactly(new Rain(3),
					new Wind("west"), new Rain(4));
		}
		assertThat(this.measured).containsExactlyInAnyOrder("published Hearer.Rain", "Hearer.Rain one ACCEPTED 1",
				"Hearer.Rain two ACCEPTED 1", "published Hearer.Wind", "Hearer.Wind one ACCEPTED 1",
				"Hearer.Wind two ACCEPTED 1", "published Hearer.Rain", "Hearer.Rain one ACCEPTED 1",
				"Hearer.Rain two ACCEPTED 1");
		assertThat(this.events).isEmpty();
	}

	@Test
	void eventThatNobodyWantsIsPublishedAllTheSame() {
		startCounter();
		this.system.topic(Rain.class).publish(new Rain(3));
		assertThat(this.events).isEmpty();
		assertThatNullPointerException().isThrownBy(() -> this.system.topic(Rain.class).publish(null));
	}

	@Test
	void eventsBeforeTheStartWaitInTheMailboxes() {
		this.system = ActorSystem.builder().actor(Hearer.spec("hearer")).build();
		this.system.topic(Rain.class).publish(new Rain(3));
		this.system.start();
		assertThat(this.system.actor(Hearer.class).call(new Heard())).containsExactly(new Rain(3));
	}

	@Test
	void activeActorsOfAFamilyGetItAndNoneIsActivated() {
		start((builder) -> builder.actor(Hearer.family("family", this.heard)));
		KeyedActors<Hearer> family = this.system.keyed(Hearer.class);
		this.system.topic(Rain.class).publish(new Rain(1));
		assertThat(subscribers(Rain.class)).containsExactly("family 0");
		for (int i = 0; i < 100; i++) {
			family.get("" + i).call(new Heard());
		}
		assertThat(subscribers(Rain.class)).containsExactly("family 100");
		this.system.topic(Rain.class).publish(new Rain(2));
		await().until(() -> this.heard.size() == 100);
		assertThat(this.heard).containsOnly(new Rain(2));
		((KeyedFamily<?>) family).cells().forEach(ActorCell::passivate);
		await().until(() -> ((KeyedFamily<?>) family).cells().size() == 0);
		this.system.topic(Rain.class).publish(new Rain(3));
		assertThat(((KeyedFamily<?>) family).cells().size()).isZero();
		assertThat(this.events).isEmpty();
	}

	@Test
	void actorThatIsSpawnedGetsEventsUntilItEnds() {
		start((builder) -> builder);
		ActorRef<Hearer> spawned = this.system.spawn(Hearer.spec("spawned").withRestart(RestartType.TEMPORARY));
		this.system.topic(Rain.class).publish(new Rain(1));
		assertThat(spawned.call(new Heard())).containsExactly(new Rain(1));
		assertThat(subscribers(Rain.class)).containsExactly("Hearer 1");
		spawned.tell(new Hearer.Stop());
		await().until(() -> subscribers(Rain.class).equals(List.of("Hearer 0")));
		await().until(() -> this.system.find("spawned").isEmpty());
		this.system.topic(Rain.class).publish(new Rain(2));
		assertThat(this.events).isEmpty();
	}

	@Test
	void whoIsTheSecondOfItsClassMissesNothing() throws Exception {
		start((builder) -> builder.actor(Hearer.spec("one").withMailboxCapacity(ActorSpec.UNBOUNDED))
			.actor(Hearer.spec("two").withMailboxCapacity(ActorSpec.UNBOUNDED)));
		ActorCell<?> one = (ActorCell<?>) this.system.actor("one", Hearer.class);
		ActorCell<?> two = (ActorCell<?>) this.system.actor("two", Hearer.class);
		int rounds = 500;
		try (ExecutorService other = Executors.newSingleThreadExecutor()) {
			for (int i = 0; i < rounds; i++) {
				Topics topics = new Topics(one.type().engine(), List.of());
				// Nobody gets it, which is remembered.
				topics.deliver(new Wind("nowhere"), null, (partition) -> true);
				AtomicInteger there = new AtomicInteger();
				Future<?> first = other.submit(() -> addAndDeliver(topics, one, there));
				addAndDeliver(topics, two, there);
				first.get();
			}
		}
		for (String name : List.of("one", "two")) {
			assertThat(this.system.actor(name, Hearer.class).call(new Heard())).filteredOn(new Wind(name)::equals)
				.hasSize(rounds);
		}
	}

	private static void addAndDeliver(Topics topics, ActorCell<?> cell, AtomicInteger there) {
		there.incrementAndGet();
		while (there.get() < 2) {
			Thread.onSpinWait();
		}
		topics.add(cell);
		topics.deliver(new Wind(cell.name()), null, (partition) -> true);
	}

	@Test
	void subscriberIsOneOverAReset() {
		start((builder) -> builder.actor(Hearer.spec("one", this.heard)).actor(Hearer.spec("two", this.heard)));
		for (int i = 1; i <= 30; i++) {
			((LocalActorSystem) this.system).reset().toCompletableFuture().join();
			this.system.topic(Rain.class).publish(new Rain(i));
			this.system.actor("one", Hearer.class).call(new Heard());
			this.system.actor("two", Hearer.class).call(new Heard());
			assertThat(this.heard).as("reset %d", i).filteredOn(new Rain(i)::equals).hasSize(2);
		}
	}

	@Test
	void subscriberIsOneOverRestarts() {
		start((builder) -> builder.actor(Hearer.spec("hearer", this.heard)));
		ActorRef<Hearer> hearer = this.system.actor(Hearer.class);
		hearer.tell(new Hearer.Crash());
		this.system.topic(Rain.class).publish(new Rain(1));
		hearer.tell(new Hearer.Crash());
		this.system.topic(Rain.class).publish(new Rain(2));
		await().until(() -> this.heard.equals(List.of(new Rain(1), new Rain(2))));
	}

	@Test
	void childThatIsTerminatedGetsNoneUntilItIsStartedAgain() {
		start((builder) -> builder.actor(Hearer.spec("hearer", this.heard))
			.supervisor(SupervisorSpec.named("group").children(Hearer.class).build()));
		this.system.supervisor("group").terminate("hearer").join();
		this.system.topic(Rain.class).publish(new Rain(1));
		assertThat(subscribers(Rain.class)).containsExactly("hearer 0");
		this.system.supervisor("group").restart("hearer").join();
		this.system.topic(Rain.class).publish(new Rain(2));
		await().until(() -> !this.heard.isEmpty());
		assertThat(this.heard).containsExactly(new Rain(2));
		assertThat(this.events).isEmpty();
	}

	@Test
	void childrenThatComeLaterGetEvents() {
		start((builder) -> builder.supervisor(SupervisorSpec.named("pool").dynamic().build()));
		this.system.supervisor("pool").start(Hearer.spec("late", this.heard)).join();
		this.system.topic(Rain.class).publish(new Rain(1));
		await().until(() -> this.heard.equals(List.of(new Rain(1))));
		this.system.supervisor("pool").terminate("late").join();
		await().until(() -> subscribers(Rain.class).equals(List.of("Hearer 0")));
	}

	@Test
	void publisherGetsItsOwnEventsToo() {
		start((builder) -> builder.actor(ActorSpec.of("echo", Echo.class, Echo::new)));
		ActorRef<Echo> echo = this.system.actor(Echo.class);
		echo.tell(new Echo.Publish(this.system.topic(Echo.Said.class), "hello"));
		await().until(() -> echo.call(new Echo.Heard()).equals(List.of("hello")));
	}

	@Test
	void eventThatAnActorHasNoRoomForIsADeadLetterAndReachesTheOthers() {
		start((builder) -> builder.topicProbe(this.probe)
			.actor(Hearer.spec("full", this.heard).withMailboxCapacity(1))
			.actor(Hearer.spec("other")));
		CountDownLatch until = block("full");
		Topic<Rain> topic = this.system.topic(Rain.class);
		topic.publish(new Rain(1));
		topic.publish(new Rain(2));
		assertThat(this.system.actor("other", Hearer.class).call(new Heard())).containsExactly(new Rain(1),
				new Rain(2));
		until.countDown();
		await().until(() -> this.heard.equals(List.of(new Rain(1))));
		assertThat(events(ActorEvent.DeadLetter.class)).singleElement().satisfies((letter) -> {
			assertThat(letter.message()).isEqualTo(new Rain(2));
			assertThat(letter.reason()).isEqualTo(ActorEvent.DeadLetter.Reason.MAILBOX_FULL);
		});
		assertThat(this.measured).contains("Hearer.Rain full REFUSED 1").doesNotContain("Hearer.Rain other REFUSED 1");
	}

	@ParameterizedTest
	@EnumSource
	void latestEventsOfABacklogWait(Dispatcher dispatcher) {
		start((builder) -> builder.topicProbe(this.probe).actor(Hearer.spec("hearer").withDispatcher(dispatcher)));
		CountDownLatch until = block("hearer");
		Topic<Tick> topic = this.system.topic(Tick.class);
		for (int i = 1; i <= 100; i++) {
			topic.publish(new Tick(i));
		}
		ActorRef<Hearer> hearer = this.system.actor(Hearer.class);
		assertThat(((ActorCell<?>) hearer).depth()).isEqualTo(1);
		until.countDown();
		await().until(() -> hearer.call(new Heard()).equals(List.of(new Tick(100))));
		topic.publish(new Tick(101));
		await().until(() -> hearer.call(new Heard()).equals(List.of(new Tick(100), new Tick(101))));
		assertThat(this.measured).filteredOn("Hearer.Tick hearer DROPPED 1"::equals).hasSize(99);
		assertThat(this.events).isEmpty();
	}

	@Test
	void firstEventsOfABacklogThatRejectsWait() {
		start((builder) -> builder.topicProbe(this.probe).actor(Hearer.spec("hearer")));
		CountDownLatch until = block("hearer");
		Topic<Alarm> topic = this.system.topic(Alarm.class);
		for (int i = 1; i <= 5; i++) {
			topic.publish(new Alarm(i));
		}
		until.countDown();
		ActorRef<Hearer> hearer = this.system.actor(Hearer.class);
		await().until(() -> hearer.call(new Heard()).equals(List.of(new Alarm(1), new Alarm(2))));
		assertThat(this.measured).filteredOn("Hearer.Alarm hearer DROPPED 1"::equals).hasSize(3);
	}

	@Test
	void eventsOfABacklogThatWaitAtTheEndAreDeadLetters() {
		start((builder) -> builder);
		ActorRef<Hearer> spawned = this.system.spawn(Hearer.spec("spawned").withRestart(RestartType.TEMPORARY));
		CountDownLatch until = new CountDownLatch(1);
		spawned.tell(new Hearer.Block(until));
		spawned.tell(new Hearer.Stop());
		this.system.topic(Tick.class).publish(new Tick(1));
		this.system.topic(Tick.class).publish(new Tick(2));
		until.countDown();
		await().untilAsserted(() -> assertThat(events(ActorEvent.DeadLetter.class)).singleElement()
			.satisfies((letter) -> assertThat(letter.message()).isEqualTo(new Tick(2))));
	}

	@Test
	void eventWithoutRoomInMailboxIsRefusedWithABacklogToo() {
		start((builder) -> builder.topicProbe(this.probe)
			.actor(Hearer.spec("hearer", this.heard).withMailboxCapacity(1)));
		CountDownLatch until = block("hearer");
		this.system.topic(Rain.class).publish(new Rain(1));
		this.system.topic(Tick.class).publish(new Tick(1));
		until.countDown();
		await().until(() -> this.heard.equals(List.of(new Rain(1))));
		this.system.topic(Tick.class).publish(new Tick(2));
		await().until(() -> this.heard.equals(List.of(new Rain(1), new Tick(2))));
		assertThat(this.measured).contains("Hearer.Tick hearer REFUSED 1");
	}

	@Test
	void nobodyHasToWaitForThePublisherWhileSomethingGivesWay() {
		Queue<Runnable> whenDropped = new ConcurrentLinkedQueue<>();
		this.system = ActorSystem.builder()
			.listener(new ImmediateListener((event) -> Objects.requireNonNull(whenDropped.poll()).run()))
			.actor(dropping(2))
			.build();
		this.system.start();
		ActorRef<Hearer> hearer = this.system.actor(Hearer.class);
		CompletableFuture<Object> until = suspend(hearer);
		CompletableFuture<List<Event>> heard = new CompletableFuture<>();
		CompletableFuture<Object> published = new CompletableFuture<>();
		// The waiting actor looks through its mailbox, where an event of that backlog is.
		whenDropped.add(() -> {
			hearer.ask(new Heard()).thenAccept(heard::complete);
			failure(heard);
		});
		whenDropped.add(() -> {
			CompletableFuture.runAsync(() -> this.system.topic(Tick.class).publish(new Tick(2)))
				.thenAccept(published::complete);
			failure(published);
		});
		this.system.topic(Rain.class).publish(new Rain(1));
		this.system.topic(Alarm.class).publish(new Alarm(1));
		this.system.topic(Alarm.class).publish(new Alarm(2));
		assertThat(whenDropped).hasSize(1);
		assertThat(heard).isCompletedWithValue(List.of());
		// What gives way is of another backlog, and another event of its own comes
		// meanwhile.
		this.system.topic(Tick.class).publish(new Tick(1));
		assertThat(whenDropped).isEmpty();
		assertThat(published).isDone();
		until.complete(true);
		await().until(() -> hearer.call(new Heard()).equals(List.of(new Alarm(2), new Tick(1))));
	}

	@Test
	@Timeout(60)
	void publishersAndAWaitingActorNeverBlockEachOther() throws Exception {
		start((builder) -> builder.actor(dropping(2)));
		ActorRef<Hearer> hearer = this.system.actor(Hearer.class);
		CompletableFuture<Object> until = suspend(hearer);
		List<Thread> publishers = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			publishers.add(Thread.ofPlatform().daemon().start(() -> {
				for (int j = 0; j < 3_000; j++) {
					this.system.topic(Alarm.class).publish(new Alarm(j));
					this.system.topic(Tick.class).publish(new Tick(j));
					this.system.topic(Rain.class).publish(new Rain(j));
					if (j % 8 == 0) {
						hearer.ask(new Heard());
					}
				}
			}));
		}
		for (Thread publisher : publishers) {
			publisher.join();
		}
		assertThat(((ActorCell<?>) hearer).depth()).isEqualTo(2);
		until.complete(true);
		await().until(() -> !hearer.call(new Heard()).isEmpty());
	}

	private static ActorSpec<Hearer> dropping(int capacity) {
		return Hearer.spec("hearer")
			.withMailbox(MailboxSpec.DEFAULT.withCapacity(capacity).withOverflow(Overflow.DROP_OLDEST));
	}

	private static CompletableFuture<Object> suspend(ActorRef<Hearer> hearer) {
		CompletableFuture<Object> until = new CompletableFuture<>();
		hearer.tell(new Hearer.Wait(until));
		await().until(() -> ((ActorCell<?>) hearer).depth() == 0);
		return until;
	}

	private CountDownLatch block(String name) {
		CountDownLatch until = new CountDownLatch(1);
		ActorRef<Hearer> hearer = this.system.actor(name, Hearer.class);
		hearer.tell(new Hearer.Block(until));
		await().until(() -> ((ActorCell<?>) hearer).depth() == 0);
		return until;
	}

	private List<String> subscribers(Class<? extends Event> type) {
		return this.system.topics()
			.stream()
			.filter((topic) -> topic.type() == type)
			.map(TopicSnapshot::subscribers)
			.flatMap(List::stream)
			.map((subscriber) -> subscriber.actor() + " " + subscriber.active())
			.toList();
	}

	/**
	 * An actor that publishes what it also hears.
	 */
	static class Echo {

		record Said(String text) implements Event {

		}

		/** Nobody has a handler for it, nor need the actor. */
		record Forgotten() implements Event {

		}

		record Publish(Topic<Said> topic, String text) implements Message<Echo> {

		}

		record Heard() implements Request<Echo, List<String>> {

		}

		private final List<String> heard = new ArrayList<>();

		Echo(ActorContext<Echo> context) {
		}

		@Receive
		void publish(Publish message) {
			message.topic().publish(new Said(message.text()));
		}

		@Receive
		void on(Said event) {
			this.heard.add(event.text());
		}

		@Receive
		List<String> heard(Heard request) {
			return List.copyOf(this.heard);
		}

	}

}
