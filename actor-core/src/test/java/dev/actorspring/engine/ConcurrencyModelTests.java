package dev.actorspring.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;

import java.util.concurrent.atomic.AtomicInteger;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorFactory;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Dispatcher;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.RestartType;
import dev.actorspring.supervision.RestartStrategy;
import dev.actorspring.supervision.Supervisor;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random trees under random crashes, stops, restarts and asks from several threads, with
 * a fixed seed each. Whatever happens, at most one incarnation of a child is live, none
 * takes a turn after its successor has started, every ask completes exactly once, and
 * nothing runs after the stop.
 */
class ConcurrencyModelTests extends SystemTest {

	private static final int THREADS = 4;

	private static final int STEPS = 1_500;

	/** The number of live incarnations, by actor. */
	private final ConcurrentMap<String, AtomicInteger> live = new ConcurrentHashMap<>();

	/** The number of the latest incarnation that has started, by actor. */
	private final ConcurrentMap<String, AtomicInteger> latest = new ConcurrentHashMap<>();

	private final Queue<String> violations = new ConcurrentLinkedQueue<>();

	private final AtomicInteger asked = new AtomicInteger();

	private final AtomicInteger completed = new AtomicInteger();

	private final List<String> actors = new ArrayList<>();

	private final List<String> supervisors = new ArrayList<>();

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8 })
	void invariantsHoldWhateverHappens(long seed) throws Exception {
		Random random = new Random(seed);
		SupervisorSpec top = supervisor(random, 3);
		start((builder) -> builder.supervisor(top));
		List<Thread> threads = new ArrayList<>();
		for (int i = 0; i < THREADS; i++) {
			Random own = new Random(random.nextLong());
			threads.add(Thread.ofPlatform().start(() -> disturb(own)));
		}
		for (Thread thread : threads) {
			thread.join();
		}
		this.system.stop(Duration.ofMillis(random.nextInt(50)));
		assertThat(this.violations).isEmpty();
		assertThat(this.completed.get()).isEqualTo(this.asked.get());
		assertThat(this.live).allSatisfy((name, count) -> assertThat(count.get()).as(name).isZero());
		assertThat(events(ActorEvent.Abandoned.class)).isEmpty();
	}

	private SupervisorSpec supervisor(Random random, int levels) {
		String name = "s" + this.supervisors.size();
		this.supervisors.add(name);
		SupervisorSpec.Builder builder = SupervisorSpec.named(name)
			.strategy(RestartStrategy.values()[random.nextInt(3)])
			.intensity(random.nextInt(20), Duration.ofMillis(100));
		int children = 1 + random.nextInt(4);
		for (int i = 0; i < children; i++) {
			if (levels > 1 && random.nextBoolean()) {
				builder.child(supervisor(random, levels - 1));
			}
			else {
				builder.child(actor(random));
			}
		}
		return builder.build();
	}

	private ActorSpec<Subject> actor(Random random) {
		String name = "a" + this.actors.size();
		this.actors.add(name);
		this.live.put(name, new AtomicInteger());
		this.latest.put(name, new AtomicInteger());
		Random own = new Random(random.nextLong());
		ActorFactory<Subject> factory = new ActorFactory<>() {

			@Override
			public Subject create(ActorContext<Subject> context) {
				if (context.incarnation() > 1 && own.nextInt(20) == 0) {
					throw new IllegalStateException("cannot start");
				}
				return new Subject(name, context.incarnation());
			}

			@Override
			public void destroy(Subject actor) {
				actor.end();
			}

		};
		return ActorSpec.of(name, Subject.class, factory)
			.withDispatcher(Dispatcher.values()[random.nextInt(2)])
			.withMailboxCapacity(1 + random.nextInt(50))
			.withRestart(random.nextInt(4) == 0 ? RestartType.TRANSIENT : RestartType.PERMANENT)
			.withShutdownTimeout(Duration.ofSeconds(30));
	}

	private void disturb(Random random) {
		for (int i = 0; i < STEPS; i++) {
			String name = this.actors.get(random.nextInt(this.actors.size()));
			ActorRef<Subject> ref = this.system.actor(name, Subject.class);
			Supervisor supervisor = this.system
				.supervisor(this.supervisors.get(random.nextInt(this.supervisors.size())));
			switch (random.nextInt(40)) {
				case 0, 1 -> ref.tell(new Subject.Crash());
				case 2 -> ref.tell(new Subject.Stop());
				case 3 -> supervisor.terminate(name);
				case 4, 5, 6 -> supervisor.restart(name);
				case 7 -> supervisor.counts();
				case 8 -> ask(ref, new Subject.Crash());
				default -> ask(ref, new Subject.Touch());
			}
		}
	}

	private void ask(ActorRef<Subject> ref, Request<Subject, Integer> request) {
		this.asked.incrementAndGet();
		CompletableFuture<Integer> reply = ref.ask(request, Duration.ofSeconds(20));
		reply.whenComplete((value, failure) -> this.completed.incrementAndGet());
	}

	@Test
	void crashLoopOfOneKeyLeavesItsNeighboursAlone() {
		start((builder) -> builder
			.actor(ActorSpec.keyed("counters", Counter.class, Counter::new).withPassivateAfter(Duration.ZERO)));
		ActorRef<Counter> bad = this.system.keyed(Counter.class).get("bad");
		ActorRef<Counter> good = this.system.keyed(Counter.class).get("good");
		good.tell(new Counter.Add(1));
		for (int i = 0; i < 1_000; i++) {
			bad.tell(new Counter.Crash("again and again"));
			assertThat(good.call(new Counter.Get())).isOne();
		}
		assertThat(good.call(new Counter.GetIncarnation())).isOne();
		assertThat(this.system.isRunning()).isTrue();
	}

	/**
	 * Checks on itself.
	 */
	class Subject {

		record Touch() implements Request<Subject, Integer> {

		}

		record Crash() implements Request<Subject, Integer> {

		}

		record Stop() implements Request<Subject, Integer> {

		}

		private final String name;

		private final int incarnation;

		private final AtomicInteger inTurn = new AtomicInteger();

		Subject(String name, int incarnation) {
			this.name = name;
			this.incarnation = incarnation;
			if (ConcurrencyModelTests.this.live.get(name).incrementAndGet() != 1) {
				violation("is live twice");
			}
			ConcurrencyModelTests.this.latest.get(name).set(incarnation);
		}

		void end() {
			ConcurrencyModelTests.this.live.get(this.name).decrementAndGet();
		}

		@Receive
		int touch(Touch touch) {
			turn();
			return this.incarnation;
		}

		@Receive
		int crash(Crash crash) {
			turn();
			throw new IllegalStateException("crash");
		}

		@Receive
		int stop(Stop stop, ActorContext<Subject> context) {
			turn();
			context.stop();
			return 0;
		}

		private void turn() {
			if (this.inTurn.incrementAndGet() != 1) {
				violation("has two turns at once");
			}
			if (ConcurrencyModelTests.this.latest.get(this.name).get() != this.incarnation) {
				violation("takes a turn after its successor has started");
			}
			this.inTurn.decrementAndGet();
		}

		private void violation(String what) {
			ConcurrencyModelTests.this.violations.add(this.name + " incarnation " + this.incarnation + " " + what);
		}

	}

}
