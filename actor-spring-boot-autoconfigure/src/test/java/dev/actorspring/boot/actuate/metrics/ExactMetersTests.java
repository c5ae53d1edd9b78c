package dev.actorspring.boot.actuate.metrics;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.MailboxSpec;
import dev.actorspring.Message;
import dev.actorspring.Overflow;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.boot.actuate.metrics.Subject.Gate;
import dev.actorspring.supervision.RestartStrategy;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.ActorSystemBuilder;
import dev.actorspring.system.NodeSnapshot;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the meters say of a real system is compared with what has been done to it.
 */
class ExactMetersTests {

	private static final Duration LONG = Duration.ofSeconds(30);

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	private final OwnMeters own = new OwnMeters();

	private final AtomicInteger failingStarts = new AtomicInteger();

	private final Map<String, ActorRef<Subject>> noted = new ConcurrentHashMap<>();

	private @Nullable ActorSystem system;

	@AfterEach
	void close() {
		if (this.system != null) {
			this.system.close();
		}
	}

	@Test
	void everyOutcomeOfAnAsk_isCountedOnce() throws Exception {
		ActorSystem running = start((builder) -> builder
			.actor(subject("subject").withMailboxCapacity(3).withShutdownTimeout(Duration.ofMillis(1))));
		ActorRef<Subject> ref = running.actor("subject", Subject.class);
		ref.ask(new Subject.Answer()).get();
		settle(ref.ask(new Subject.Decline()));
		settle(ref.ask(new Subject.Crash()));
		Gate gate = new Gate();
		CompletableFuture<String> timeout = ref.ask(new Subject.BlockedAnswer(gate), Duration.ofMillis(500));
		gate.awaitEntered();
		CompletableFuture<String> expired = ref.ask(new Subject.Answer(), Duration.ofMillis(50));
		CompletableFuture<String> cancelled = ref.ask(new Subject.Answer(), LONG);
		CompletableFuture<String> terminated = ref.ask(new Subject.Answer(), LONG);
		settle(ref.ask(new Subject.Answer(), LONG));
		settle(timeout);
		settle(expired);
		cancelled.cancel(false);
		// Its handler is interrupted.
		running.supervisor("root").terminate("subject").get(30, TimeUnit.SECONDS);
		settle(terminated);
		assertThat(asks()).isEqualTo(Map.of("reply", 1L, "declined", 1L, "crashed", 1L, "timeout", 1L, "expired", 1L,
				"cancelled", 1L, "rejected", 1L, "terminated", 1L));
	}

	@Test
	void asksOfManyThreads_haveAsManyOutcomes_andEveryHandledMessageIsCounted() throws Exception {
		ActorSystem running = start((builder) -> builder.supervisor(SupervisorSpec.named("pool")
			.intensity(1_000_000, Duration.ofSeconds(1))
			.child(subject("subject").withMailboxCapacity(20))
			.build()));
		ActorRef<Subject> ref = running.actor("subject", Subject.class);
		int threads = 4;
		int each = 500;
		try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<Integer>> senders = new ArrayList<>();
			for (int i = 0; i < threads; i++) {
				senders.add(executor.submit(() -> askAtRandom(ref, each)));
			}
			for (Future<Integer> sender : senders) {
				sender.get();
			}
		}
		Map<String, Long> asks = asks();
		assertThat(asks.values().stream().mapToLong(Long::longValue).sum()).isEqualTo((long) threads * each);
		Map<String, Long> messages = handled();
		// What was cancelled may have been in hand at that moment.
		assertThat(messages.getOrDefault("crashed", 0L)).isGreaterThanOrEqualTo(asks.getOrDefault("crashed", 0L));
		await().untilAsserted(() -> {
			NodeSnapshot.Actor snapshot = (NodeSnapshot.Actor) running.find("pool/subject").orElseThrow();
			long crashes = handled().getOrDefault("crashed", 0L);
			assertThat(counter(ActorMeters.RESTARTS, "actor", "subject")).isEqualTo(crashes)
				.isEqualTo(snapshot.incarnation() - 1L)
				.isEqualTo(snapshot.restarts());
		});
		assertThat(gauge(ActorMeters.DEPTH, "subject")).isZero();
	}

	private static int askAtRandom(ActorRef<Subject> ref, int count) {
		List<CompletableFuture<String>> open = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			CompletableFuture<String> reply = switch (ThreadLocalRandom.current().nextInt(4)) {
				case 0 -> ref.ask(new Subject.Crash(), LONG);
				case 1 -> ref.ask(new Subject.Decline(), LONG);
				default -> ref.ask(new Subject.Answer(), LONG);
			};
			if (ThreadLocalRandom.current().nextInt(10) == 0) {
				reply.cancel(false);
			}
			open.add(reply);
		}
		open.forEach(ExactMetersTests::settle);
		return count;
	}

	@Test
	void depth_isWhatWaits_andDeadLettersAreWhatDidNotFit() throws Exception {
		ActorSystem running = start((builder) -> builder.actor(subject("subject").withMailboxCapacity(5))
			.actor(subject("newest")
				.withMailbox(MailboxSpec.DEFAULT.withCapacity(5).withOverflow(Overflow.DROP_OLDEST))));
		for (String name : List.of("subject", "newest")) {
			ActorRef<Subject> ref = running.actor(name, Subject.class);
			Gate gate = block(ref);
			assertThat(gauge(ActorMeters.DEPTH, name)).as("one in hand").isZero();
			for (int i = 0; i < 8; i++) {
				ref.tell(new Subject.Note());
			}
			assertThat(gauge(ActorMeters.DEPTH, name)).isEqualTo(5);
			assertThat(gauge(ActorMeters.CAPACITY, name)).isEqualTo(5);
			await().untilAsserted(() -> assertThat(gauge(ActorMeters.OLDEST_AGE, name)).isPositive());
			gate.open();
			await().untilAsserted(() -> assertThat(handledBy(name)).isEqualTo(6));
			assertThat(gauge(ActorMeters.DEPTH, name)).isZero();
			assertThat(gauge(ActorMeters.OLDEST_AGE, name)).isZero();
		}
		assertThat(deadLetters("subject")).isEqualTo(Map.of("mailbox-full", 3L));
		assertThat(deadLetters("newest")).isEqualTo(Map.of("dropped", 3L));
	}

	@Test
	void whileAnActorIsAway_itsMessagesWait() throws Exception {
		this.failingStarts.set(1);
		ActorSystem running = start((builder) -> builder.actor(ActorSpec.of("subject", Subject.class, this::fragile)));
		ActorRef<Subject> ref = running.actor("subject", Subject.class);
		this.failingStarts.set(Integer.MAX_VALUE);
		settle(ref.ask(new Subject.Crash()));
		await().untilAsserted(() -> assertThat(gauge(ActorMeters.ACTIVE, "subject")).isZero());
		for (int i = 0; i < 4; i++) {
			ref.tell(new Subject.Note());
		}
		assertThat(gauge(ActorMeters.DEPTH, "subject")).isEqualTo(4);
		assertThat(gauge(ActorMeters.AWAY, "subject")).isOne();
		assertThat(counter(ActorMeters.RESTARTS, "actor", "subject")).isZero();
		this.failingStarts.set(1);
		await().atMost(LONG).untilAsserted(() -> assertThat(handledBy("subject")).isEqualTo(5));
		assertThat(gauge(ActorMeters.DEPTH, "subject")).isZero();
		assertThat(gauge(ActorMeters.ACTIVE, "subject")).isOne();
		assertThat(gauge(ActorMeters.AWAY, "subject")).isZero();
		assertThat(counter(ActorMeters.RESTARTS, "actor", "subject")).isOne();
	}

	@Test
	void groupRestart_countsTheSiblings() {
		ActorSystem running = start((builder) -> builder
			.supervisor(SupervisorSpec.named("all")
				.strategy(RestartStrategy.ONE_FOR_ALL)
				.child(subject("a"))
				.child(subject("b"))
				.child(subject("c"))
				.child(ActorSpec.keyed("k", Subject.class, (context) -> new Subject()))
				.build())
			.supervisor(SupervisorSpec.named("rest")
				.strategy(RestartStrategy.REST_FOR_ONE)
				.child(subject("d"))
				.child(subject("e"))
				.child(subject("f"))
				.build()));
		settle(running.actor("b", Subject.class).ask(new Subject.Crash()));
		settle(running.actor("e", Subject.class).ask(new Subject.Crash()));
		await().untilAsserted(() -> assertThat(restarts()).isEqualTo(Map.of("all/a", 1L, "all/b", 1L, "all/c", 1L,
				"all/k", 1L, "k/k", 0L, "rest/d", 0L, "rest/e", 1L, "rest/f", 1L, "root/all", 0L, "root/rest", 0L)));
		assertRestartsAreThoseOfTheTree(running);
	}

	@Test
	void escalation_countsTheSupervisorAndItsChildren() {
		ActorSystem running = start((builder) -> builder.supervisor(SupervisorSpec.named("strict")
			.intensity(0, Duration.ofSeconds(5))
			.child(subject("a"))
			.child(subject("b"))
			.build()));
		settle(running.actor("b", Subject.class).ask(new Subject.Crash()));
		await().untilAsserted(
				() -> assertThat(restarts()).isEqualTo(Map.of("strict/a", 1L, "strict/b", 1L, "root/strict", 1L)));
		assertThat(counter(ActorMeters.ESCALATIONS, "supervisor", "strict")).isOne();
		assertRestartsAreThoseOfTheTree(running);
	}

	@Test
	void passivation_isNoRestart_andLosesNothing() {
		ActorSystem running = start(
				(builder) -> builder.actor(ActorSpec.keyed("each", Subject.class, (context) -> new Subject())
					.withPassivateAfter(Duration.ofMillis(20))));
		for (String key : List.of("a", "b", "c")) {
			settle(running.keyed("each", Subject.class).get(key).ask(new Subject.Answer()));
		}
		await().untilAsserted(() -> assertThat(gauge(ActorMeters.ACTIVE, "each")).isZero());
		settle(running.keyed("each", Subject.class).get("a").ask(new Subject.Answer()));
		assertThat(asks()).isEqualTo(Map.of("reply", 4L));
		assertThat(handledBy("each")).isEqualTo(4);
		assertThat(restarts()).isEqualTo(Map.of("each/each", 0L, "root/each", 0L));
		assertThat(gauge(ActorMeters.DEPTH, "each")).isZero();
		assertThat(deadLetters("each")).isEmpty();
	}

	@Test
	void keys_areSummedUp() throws Exception {
		ActorSystem running = start(
				(builder) -> builder.actor(ActorSpec.keyed("each", Subject.class, (context) -> new Subject())));
		ActorRef<Subject> first = running.keyed("each", Subject.class).get("first");
		ActorRef<Subject> second = running.keyed("each", Subject.class).get("second");
		Gate firstGate = block(first);
		Gate secondGate = block(second);
		for (int i = 0; i < 7; i++) {
			first.tell(new Subject.Note());
			if (i % 2 == 0) {
				second.tell(new Subject.Note());
			}
		}
		assertThat(gauge(ActorMeters.DEPTH, "each")).isEqualTo(11);
		assertThat(gauge(ActorMeters.MAX_DEPTH, "each")).isEqualTo(7);
		assertThat(gauge(ActorMeters.ACTIVE, "each")).isEqualTo(2);
		firstGate.open();
		secondGate.open();
		await().untilAsserted(() -> assertThat(handledBy("each")).isEqualTo(13));
		assertThat(gauge(ActorMeters.DEPTH, "each")).isZero();
		assertThat(gauge(ActorMeters.MAX_DEPTH, "each")).isZero();
		settle(first.ask(new Subject.Crash()));
		await().untilAsserted(() -> assertThat(restarts()).isEqualTo(Map.of("each/each", 1L, "root/each", 0L)));
	}

	@Test
	void stop_turnsWhatWaitsIntoDeadLettersAndFailures() throws Exception {
		ActorSystem running = start(
				(builder) -> builder.actor(subject("subject").withShutdownTimeout(Duration.ofMillis(1))));
		ActorRef<Subject> ref = running.actor("subject", Subject.class);
		block(ref);
		for (int i = 0; i < 3; i++) {
			ref.tell(new Subject.Note());
		}
		CompletableFuture<String> first = ref.ask(new Subject.Answer(), LONG);
		CompletableFuture<String> second = ref.ask(new Subject.Answer(), LONG);
		// Its handler is interrupted.
		running.stop(Duration.ZERO);
		settle(first);
		settle(second);
		ref.tell(new Subject.Note());
		settle(ref.ask(new Subject.Answer()));
		assertThat(asks()).isEqualTo(Map.of("terminated", 3L));
		assertThat(deadLetters("subject")).isEqualTo(Map.of("terminated", 4L));
		assertThat(gauge(ActorMeters.DEPTH, "subject")).isZero();
		assertThat(gauge(ActorMeters.ACTIVE, "subject")).isZero();
		assertThat(restarts()).isEqualTo(Map.of("root/subject", 0L));
	}

	@Test
	void whatDoesNotStop_isAbandoned() throws Exception {
		ActorSystem running = start(
				(builder) -> builder.actor(subject("subject").withShutdownTimeout(Duration.ofMillis(1))));
		Gate gate = new Gate();
		running.actor("subject", Subject.class).tell(new Subject.Stubborn(gate));
		gate.awaitEntered();
		running.supervisor("root").terminate("subject").get(30, TimeUnit.SECONDS);
		assertThat(counter(ActorMeters.ABANDONED, "actor", "subject")).isOne();
		assertThat(handledBy("subject")).as("still in hand").isZero();
		gate.open();
	}

	@Test
	void whatNobodyHandles_andLateReplies_areDeadLetters() throws Exception {
		ActorSystem running = start((builder) -> builder.actor(subject("subject")));
		ActorRef<Subject> ref = running.actor("subject", Subject.class);
		ref.tell(new Unhandled());
		Gate gate = new Gate();
		CompletableFuture<String> late = ref.ask(new Subject.BlockedAnswer(gate), Duration.ofMillis(500));
		settle(late);
		gate.open();
		settle(ref.ask(new Subject.Answer()));
		assertThat(deadLetters("subject")).isEqualTo(Map.of("unhandled", 1L, "late-reply", 1L));
		assertThat(asks()).isEqualTo(Map.of("timeout", 1L, "reply", 1L));
	}

	@Test
	void spawnedActors_areMeasuredByTheirClass() throws Exception {
		ActorSystem running = start((builder) -> builder
			.supervisor(SupervisorSpec.named("workers").dynamic().intensity(1_000, Duration.ofSeconds(1)).build()));
		for (int i = 0; i < 50; i++) {
			ActorRef<Subject> spawned = running.spawn(subject("made-up-" + i));
			ActorRef<Subject> child = running.supervisor("workers").start(subject("customer-" + i)).get();
			for (ActorRef<Subject> ref : List.of(spawned, child)) {
				settle(ref.ask(new Subject.Answer()));
				settle(ref.ask(new Subject.Crash()));
				ref.tell(new Unhandled());
			}
		}
		await().untilAsserted(
				() -> assertThat(restarts()).containsEntry("root/Subject", 50L).containsEntry("workers/Subject", 50L));
		await().untilAsserted(() -> assertThat(deadLetters("Subject")).isEqualTo(Map.of("unhandled", 100L)));
		assertThat(gauge(ActorMeters.ACTIVE, "Subject")).isEqualTo(100);
		assertThat(gauge(ActorMeters.DEPTH, "Subject")).isZero();
		assertNoNames("made-up", "customer");
	}

	@Test
	void supervisorsStartedAtRunTime_areMeasuredAsTheOneAboveThem() throws Exception {
		ActorSystem running = start((builder) -> builder
			.supervisor(SupervisorSpec.named("tenants").dynamic().intensity(1_000, Duration.ofSeconds(1)).build()));
		for (int i = 0; i < 10; i++) {
			SupervisorSpec tenant = SupervisorSpec.named("customer-" + i)
				.intensity(1, Duration.ofSeconds(30))
				.child(ActorSpec.of("made-up-" + i, Subject.class, this::noted))
				.child(ActorSpec.keyed("family-" + i, Subject.class, (context) -> new Subject()))
				.build();
			running.supervisor("tenants").start(tenant).get();
			assertThat(running.find("tenants/customer-" + i + "/family-" + i)).isPresent();
		}
		ActorRef<Subject> child = this.noted.get("tenants/customer-3/made-up-3");
		settle(child.ask(new Subject.Crash()));
		settle(child.ask(new Subject.Crash()));
		await().untilAsserted(() -> assertThat(restarts()).isEqualTo(Map.of("root/tenants", 0L, "tenants/tenants", 1L,
				// The child twice, and the family once.
				"tenants/Subject", 3L)));
		assertThat(counter(ActorMeters.ESCALATIONS, "supervisor", "tenants")).isOne();
		assertNoNames("made-up", "customer", "family");
	}

	@Test
	void messagesOfClassesWithoutAName_areMeasuredByWhatTheirHandlerTakes() throws Exception {
		ActorSystem running = start(
				(builder) -> builder.actor(ActorSpec.of("jobs", Jobs.class, (context) -> new Jobs())));
		ActorRef<Jobs> jobs = running.actor("jobs", Jobs.class);
		jobs.ask((Jobs.Job) () -> "a lambda").get();
		jobs.ask(new Jobs.Job() {

			@Override
			public String run() {
				return "an anonymous class";
			}

		}).get();
		jobs.ask(new Jobs.Typed<>("generic")).get();
		jobs.ask(new Jobs.Typed<>(42)).get();
		assertThat(this.registry.get(ActorMeters.ASKS).timers()).extracting((timer) -> timer.getId().getTag("message"))
			.containsOnly("Job", "Typed");
		assertThat(this.registry.get(ActorMeters.MESSAGES).tag("message", "Typed").timer().count()).isEqualTo(2);
		assertThat(asks()).isEqualTo(Map.of("reply", 4L));
	}

	// What it is compared with.

	private ActorSystem start(UnaryOperator<ActorSystemBuilder> tree) {
		ActorMeterBinder binder = new ActorMeterBinder(() -> this.system, this.own);
		ActorSystem built = tree.apply(ActorSystem.builder())
			.probes(new ActorTimers(() -> this.registry, this.own, (actor) -> true, binder::refresh))
			.listener(new ActorCounters(() -> this.registry, this.own))
			.build();
		this.system = built;
		binder.bindTo(this.registry);
		built.start();
		return built;
	}

	private static ActorSpec<Subject> subject(String name) {
		return ActorSpec.of(name, Subject.class, (context) -> new Subject());
	}

	private Subject fragile(ActorContext<Subject> context) {
		if (this.failingStarts.getAndDecrement() > 1) {
			throw new IllegalStateException("not now");
		}
		return new Subject();
	}

	private Subject noted(ActorContext<Subject> context) {
		this.noted.put(context.self().path(), context.self());
		return new Subject();
	}

	private static Gate block(ActorRef<Subject> ref) throws InterruptedException {
		Gate gate = new Gate();
		ref.tell(new Subject.Block(gate));
		gate.awaitEntered();
		return gate;
	}

	/**
	 * Waits for an outcome, whichever.
	 */
	private static void settle(CompletableFuture<?> future) {
		try {
			future.handle((reply, failure) -> "over").get(30, TimeUnit.SECONDS);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void assertRestartsAreThoseOfTheTree(ActorSystem running) {
		for (NodeSnapshot node : running.tree().children()) {
			NodeSnapshot.Supervisor supervisor = (NodeSnapshot.Supervisor) node;
			for (NodeSnapshot child : supervisor.children()) {
				if (child instanceof NodeSnapshot.Actor actor) {
					assertThat(restarts()).containsEntry(supervisor.name() + "/" + actor.name(),
							actor.incarnation() - 1L);
				}
			}
		}
	}

	private void assertNoNames(String... madeUp) {
		for (String name : madeUp) {
			assertThat(this.registry.getMeters()).noneMatch((meter) -> meter.getId().toString().contains(name));
		}
	}

	private double gauge(String name, String actor) {
		return this.registry.get(name).tag("actor", actor).gauge().value();
	}

	private long counter(String name, String tag, String value) {
		return (long) this.registry.get(name).tag(tag, value).counter().count();
	}

	private Map<String, Long> asks() {
		return byOutcome(ActorMeters.ASKS);
	}

	private Map<String, Long> handled() {
		return byOutcome(ActorMeters.MESSAGES);
	}

	private Map<String, Long> byOutcome(String name) {
		Map<String, Long> counts = new TreeMap<>();
		for (Timer timer : this.registry.find(name).timers()) {
			counts.merge(String.valueOf(timer.getId().getTag("outcome")), timer.count(), Long::sum);
		}
		return counts;
	}

	private long handledBy(String actor) {
		return this.registry.find(ActorMeters.MESSAGES)
			.tag("actor", actor)
			.timers()
			.stream()
			.mapToLong(Timer::count)
			.sum();
	}

	private Map<String, Long> restarts() {
		Map<String, Long> restarts = new TreeMap<>();
		for (Counter counter : this.registry.get(ActorMeters.RESTARTS).counters()) {
			Meter.Id id = counter.getId();
			restarts.put(id.getTag("supervisor") + "/" + id.getTag("actor"), (long) counter.count());
		}
		return restarts;
	}

	private Map<String, Long> deadLetters(String actor) {
		Map<String, Long> letters = new TreeMap<>();
		for (Counter counter : this.registry.get(ActorMeters.DEAD_LETTERS).tag("actor", actor).counters()) {
			if (counter.count() > 0) {
				letters.merge(String.valueOf(counter.getId().getTag("reason")), (long) counter.count(), Long::sum);
			}
		}
		return letters;
	}

	static class Jobs {

		@Receive
		String run(Job job) {
			return job.run();
		}

		@Receive
		String typed(Typed<?> message) {
			return "typed";
		}

		interface Job extends Request<Jobs, String> {

			String run();

		}

		record Typed<T>(T value) implements Request<Jobs, String> {

		}

	}

	/**
	 * {@link Subject} has no handler for it.
	 */
	record Unhandled() implements Message<Object> {

	}

}
