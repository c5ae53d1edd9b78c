package dev.actorspring.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorFactory;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.ExitReason;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.RestartType;
import dev.actorspring.Terminated;
import dev.actorspring.supervision.Supervisor;
import dev.actorspring.supervision.SupervisorSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When a watcher is told of what, as the table in {@code docs/supervision.md} has it. See
 * also {@link WatchTests}.
 */
class TerminatedTests extends ConformanceTest {

	private static final int TIMES = 200;

	/**
	 * How a watched actor comes into being.
	 */
	enum Kind {

		SPAWNED_BY_AN_ACTOR {
			@Override
			ActorRef<Probe> start(TerminatedTests test, ActorSpec<Probe> spec) {
				CompletableFuture<ActorRef<Probe>> child = new CompletableFuture<>();
				get(test.ref("watcher").ask(new Probe.Do((context) -> child.complete(context.spawn(spec)))));
				return get(child);
			}
		},

		SPAWNED_BY_THE_SYSTEM {
			@Override
			ActorRef<Probe> start(TerminatedTests test, ActorSpec<Probe> spec) {
				return test.system.spawn(spec);
			}
		},

		CHILD_OF_A_SUPERVISOR {
			@Override
			ActorRef<Probe> start(TerminatedTests test, ActorSpec<Probe> spec) {
				return get(test.group().start(spec));
			}
		},

		CHILD_OF_A_DYNAMIC_SUPERVISOR {
			@Override
			ActorRef<Probe> start(TerminatedTests test, ActorSpec<Probe> spec) {
				return get(test.system.supervisor("dynamic").start(spec));
			}
		};

		abstract ActorRef<Probe> start(TerminatedTests test, ActorSpec<Probe> spec);

	}

	private void startAll() {
		start((builder) -> builder.actor(this.probes.permanent("watcher"))
			.supervisor(SupervisorSpec.named("group").build())
			.supervisor(SupervisorSpec.named("dynamic").dynamic().build())
			.actor(this.probes.keyed("family").withPassivateAfter(Duration.ofSeconds(10))));
	}

	private void watch(ActorRef<?> target) {
		get(ref("watcher").ask(new Probe.Do((context) -> context.watch(target))));
	}

	/** Lets the watcher handle all that was sent to it so far. */
	private List<Terminated> heard() {
		ping(ref("watcher"));
		return List.copyOf(this.probes.heard);
	}

	private void assertHeard(Terminated... expected) {
		await().untilAsserted(() -> assertThat(heard()).containsExactly(expected));
	}

	private ExitReason awaitReason() {
		await().until(() -> !heard().isEmpty());
		assertThat(heard()).hasSize(1);
		return heard().getFirst().reason();
	}

	// It comes when the name is free.

	@ParameterizedTest
	@EnumSource
	void nameIsFreeAndTheActorGoneWhenItComes(Kind kind) {
		startAll();
		CompletableFuture<Void> done = new CompletableFuture<>();
		AtomicInteger left = new AtomicInteger(TIMES);
		ActorSpec<Probe> spec = this.probes.temporary("again");
		ActorRef<Respawner> respawner = this.system
			.spawn(ActorSpec.of("respawner", Respawner.class, (context) -> new Respawner(context, (own) -> {
				if (left.getAndDecrement() == 0) {
					done.complete(null);
					return null;
				}
				try {
					ActorRef<Probe> next = switch (kind) {
						case SPAWNED_BY_AN_ACTOR -> own.spawn(spec);
						case SPAWNED_BY_THE_SYSTEM -> this.system.spawn(spec);
						case CHILD_OF_A_SUPERVISOR -> get(group().start(spec));
						case CHILD_OF_A_DYNAMIC_SUPERVISOR -> get(this.system.supervisor("dynamic").start(spec));
					};
					next.tell((left.get() % 2 == 0) ? Probe.exit() : Probe.crash());
					return next;
				}
				catch (RuntimeException | AssertionError ex) {
					done.completeExceptionally(ex);
					return null;
				}
			})));
		respawner.tell(new Respawner.Go());
		get(done);
	}

	/**
	 * Starts an actor, and another of the same name whenever that has ended.
	 */
	static final class Respawner {

		interface Starter {

			ActorRef<Probe> start(ActorContext<Respawner> context);

		}

		record Go() implements Message<Respawner> {

		}

		private final ActorContext<Respawner> context;

		private final Starter starter;

		Respawner(ActorContext<Respawner> context, Starter starter) {
			this.context = context;
			this.starter = starter;
		}

		@Receive
		void go(Go go) {
			ActorRef<Probe> next = this.starter.start(this.context);
			if (next != null) {
				this.context.watch(next);
			}
		}

		@Receive
		void terminated(Terminated terminated) {
			go(new Go());
		}

	}

	// Once for each watcher and actor.

	@ParameterizedTest
	@EnumSource
	void whoWatchesTwiceIsToldOnce(Kind kind) {
		startAll();
		ActorRef<Probe> target = kind.start(this, this.probes.temporary("target"));
		watch(target);
		watch(target);
		get(target.ask(Probe.exit()));
		assertHeard(new Terminated(target, new ExitReason.Normal()));
		watch(target);
		watch(target);
		// It was told of this end already.
		assertHeard(new Terminated(target, new ExitReason.Normal()));
	}

	@Test
	void whoWatchesAKeyedActorTwiceIsToldOnce() {
		startAll();
		ActorRef<Probe> keyed = this.system.keyed("family", Probe.class).get("key");
		watch(keyed);
		watch(keyed);
		get(keyed.ask(Probe.exit()));
		assertHeard(new Terminated(keyed, new ExitReason.Normal()));
	}

	// With the true reason.

	@ParameterizedTest
	@EnumSource
	void whatCrashedForGoodBeforeItWasWatchedIsToldWithItsError(Kind kind) {
		startAll();
		ActorRef<Probe> target = kind.start(this, this.probes.temporary("target"));
		crash(target);
		await().until(() -> !target.tryTell(Probe.ping()));
		watch(target);
		assertThat(awaitReason()).isInstanceOfSatisfying(ExitReason.Error.class,
				(error) -> assertThat(error.cause()).hasMessage("boom"));
	}

	@ParameterizedTest
	@EnumSource
	void whatEndedByItselfBeforeItWasWatchedIsToldAsNormal(Kind kind) {
		startAll();
		ActorRef<Probe> target = kind.start(this, this.probes.transientOne("target"));
		get(target.ask(Probe.exit()));
		await().until(() -> !target.tryTell(Probe.ping()));
		watch(target);
		assertThat(awaitReason()).isEqualTo(new ExitReason.Normal());
	}

	@ParameterizedTest
	@EnumSource
	void crashIsToldWithItsError(Kind kind) {
		startAll();
		ActorRef<Probe> target = kind.start(this, this.probes.temporary("target"));
		watch(target);
		crash(target);
		assertThat(awaitReason()).isInstanceOfSatisfying(ExitReason.Error.class,
				(error) -> assertThat(error.cause()).hasMessage("boom"));
	}

	@ParameterizedTest
	@EnumSource
	void whatIsStoppedIsToldAsShutDown(Kind kind) {
		startAll();
		ActorRef<Probe> target = kind.start(this, this.probes.permanent("target"));
		watch(target);
		get(this.system.operations(target.path()).orElseThrow().terminate());
		assertThat(awaitReason()).isEqualTo(new ExitReason.Shutdown());
	}

	@Test
	void whatCouldNotBeStartedAgainIsToldWithItsError() {
		start((builder) -> builder.actor(this.probes.permanent("watcher"))
			.supervisor(SupervisorSpec.named("group").intensity(1, Duration.ofSeconds(5)).build()));
		ActorRef<Probe> target = get(group().start(this.probes.permanent("target")));
		watch(target);
		this.probes.failStarts("target", 100);
		crash(target);
		assertThat(awaitReason()).isInstanceOfSatisfying(ExitReason.Error.class,
				(error) -> assertThat(error.cause()).hasMessage("target cannot start"));
	}

	@Test
	void whatEndsByItselfWhileItsSupervisorStopsIsToldAsNormal() throws Exception {
		start((builder) -> builder.actor(this.probes.permanent("watcher"))
			.supervisor(SupervisorSpec.named("group")
				.child(this.probes.transientOne("first"))
				.child(this.probes.permanent("second"))
				.build()));
		Gate gate = this.probes.hangStop("second");
		watch(ref("first"));
		ActorRef<Probe> first = ref("first");
		CompletableFuture<?> terminated = this.system.supervisor("root").terminate("group");
		gate.awaitEntered();
		// The second is on its way out, the first has not been told yet.
		get(first.ask(Probe.exit()));
		gate.open();
		get(terminated);
		assertThat(awaitReason()).isEqualTo(new ExitReason.Normal());
	}

	// Keyed actors.

	@Test
	void passivationIsNotAnEnd() {
		startAll();
		ActorRef<Probe> keyed = this.system.keyed("family", Probe.class).get("key");
		ping(keyed);
		watch(keyed);
		get(this.system.operations("family/key").orElseThrow().passivate());
		await().until(() -> this.system.operations("family/key").isEmpty());
		assertThat(heard()).isEmpty();
		assertThat(ping(keyed)).isOne();
		get(keyed.ask(Probe.exit()));
		assertHeard(new Terminated(keyed, new ExitReason.Normal()));
	}

	@Test
	void keyedActorThatIsTerminatedIsToldAsShutDown() {
		startAll();
		ActorRef<Probe> keyed = this.system.keyed("family", Probe.class).get("key");
		ping(keyed);
		watch(keyed);
		get(this.system.operations("family/key").orElseThrow().terminate());
		assertHeard(new Terminated(keyed, new ExitReason.Shutdown()));
	}

	@Test
	void keyedActorThatStopsItselfWhileMessagesWaitIsToldAndGoesOn() throws Exception {
		startAll();
		ActorRef<Probe> keyed = this.system.keyed("family", Probe.class).get("key");
		Gate gate = this.probes.gate();
		watch(keyed);
		keyed.tell(new Probe.Do((context) -> {
			gate.pass();
			context.stop();
		}));
		gate.awaitEntered();
		CompletableFuture<Integer> waiting = keyed.ask(Probe.ping());
		gate.open();
		assertThat(get(waiting)).isEqualTo(2);
		assertHeard(new Terminated(keyed, new ExitReason.Normal()));
	}

	@Test
	void keyedActorsOfAFamilyThatIsTerminatedAreToldAsShutDown() {
		startAll();
		List<Terminated> expected = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			ActorRef<Probe> keyed = this.system.keyed("family", Probe.class).get("key" + i);
			ping(keyed);
			watch(keyed);
			expected.add(new Terminated(keyed, new ExitReason.Shutdown()));
		}
		Supervisor root = this.system.supervisor("root");
		get(root.terminate("family"));
		await().untilAsserted(() -> assertThat(heard()).containsExactlyInAnyOrderElementsOf(expected));
	}

	// Chains.

	@Test
	void everyoneInAChainOfWatchersIsToldInTurn() {
		startAll();
		List<ActorRef<Link>> chain = new ArrayList<>();
		CompletableFuture<Integer> end = new CompletableFuture<>();
		for (int i = 0; i < 50; i++) {
			ActorRef<Link> before = chain.isEmpty() ? null : chain.getLast();
			chain.add(this.system.spawn(ActorSpec.of("link" + i, Link.class, new LinkFactory(before, i, end))
				.withRestart(RestartType.TEMPORARY)));
		}
		chain.getFirst().tell(new Link.Stop());
		assertThat(get(end)).isEqualTo(49);
	}

	/**
	 * Ends when what it watches has ended, and is started anew under the same name by
	 * then.
	 */
	static final class Link {

		record Stop() implements Message<Link> {

		}

		private final ActorContext<Link> context;

		private final int number;

		private final CompletableFuture<Integer> end;

		Link(ActorContext<Link> context, ActorRef<Link> before, int number, CompletableFuture<Integer> end) {
			this.context = context;
			this.number = number;
			this.end = end;
			if (before != null) {
				context.watch(before);
			}
		}

		@Receive
		void stop(Stop stop) {
			this.context.stop();
		}

		@Receive
		void terminated(Terminated terminated) {
			if (this.number == 49) {
				this.end.complete(this.number);
			}
			this.context.stop();
		}

	}

	record LinkFactory(ActorRef<Link> before, int number,
			CompletableFuture<Integer> end) implements ActorFactory<Link> {

		@Override
		public Link create(ActorContext<Link> context) {
			return new Link(context, this.before, this.number, this.end);
		}

	}

}
