package dev.actorspring.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorException;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.Dispatcher;
import dev.actorspring.supervision.RestartStrategy;
import dev.actorspring.supervision.Supervisor;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorGauge;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whoever has to stop before an actor can go on, and waits for a reply of that actor, is
 * told at once that there will be none, as in OTP a call fails at once when the called
 * process dies. The clock stands still, so nobody's shutdown time is ever over.
 */
class HeldUpTests extends ConformanceTest {

	private static final Duration FOREVER = Duration.ofDays(1_000);

	/** What each that was held up has got instead of a reply. */
	private final List<Throwable> told = new ArrayList<>();

	/**
	 * How a handler waits for a reply.
	 */
	enum Waiting {

		CALL {
			@Override
			void forReply(ActorContext<Probe> context, ActorRef<Probe> target, Probe.Do request) {
				target.call(request, FOREVER);
			}
		},

		AWAIT {
			@Override
			void forReply(ActorContext<Probe> context, ActorRef<Probe> target, Probe.Do request) {
				context.await(target.ask(request, FOREVER));
			}
		},

		AWAIT_WHAT_COMES_OF_IT {
			@Override
			void forReply(ActorContext<Probe> context, ActorRef<Probe> target, Probe.Do request) {
				context.await(target.ask(request, FOREVER).thenApply(Function.identity()));
			}
		},

		BLOCK_THE_THREAD {
			@Override
			void forReply(ActorContext<Probe> context, ActorRef<Probe> target, Probe.Do request) throws Exception {
				target.ask(request, FOREVER).get();
			}
		},

		BLOCK_THE_THREAD_FOR_WHAT_COMES_OF_IT {
			@Override
			void forReply(ActorContext<Probe> context, ActorRef<Probe> target, Probe.Do request) throws Exception {
				target.ask(request, FOREVER).thenApply(Function.identity()).get();
			}
		};

		abstract void forReply(ActorContext<Probe> context, ActorRef<Probe> target, Probe.Do request) throws Exception;

	}

	/** An actor on {@code COMPUTE} may not wait, but does if it gets round the check. */
	static Stream<Arguments> waitings() {
		return Stream.of(Dispatcher.values())
			.flatMap((dispatcher) -> Stream.of(Waiting.values())
				.filter((waiting) -> dispatcher != Dispatcher.COMPUTE || waiting.name().startsWith("BLOCK"))
				.map((waiting) -> Arguments.of(dispatcher, waiting)));
	}

	private static ActorSpec<Probe> on(Dispatcher dispatcher, ActorSpec<Probe> spec) {
		return spec.withDispatcher(dispatcher);
	}

	private Probe.Do waitFor(ActorRef<Probe> target, Waiting waiting) {
		return waitFor(target, waiting, Probe.ping());
	}

	private Probe.Do waitFor(ActorRef<Probe> target, Waiting waiting, Probe.Do request) {
		return new Probe.Do((context) -> {
			try {
				waiting.forReply(context, target, request);
			}
			catch (Exception ex) {
				Throwable failure = ex;
				while (!(failure instanceof ActorException) && failure.getCause() != null) {
					failure = failure.getCause();
				}
				synchronized (this.told) {
					this.told.add(failure);
				}
			}
		});
	}

	/** Waits until so many messages wait in the queue of an actor. */
	private void awaitQueue(String name, int depth) {
		await().untilAsserted(() -> assertThat(this.system.gauges()
			.stream()
			.filter((gauge) -> gauge.actor().equals(name))
			.mapToInt(ActorGauge::depth)
			.sum()).isEqualTo(depth));
	}

	private void assertTold(int times) {
		await().untilAsserted(() -> {
			synchronized (this.told) {
				assertThat(this.told).hasSize(times)
					.allMatch((failure) -> failure instanceof ActorTerminatedException
							|| failure instanceof ActorCrashedException, "names the death of its target");
			}
		});
		assertThat(events(ActorEvent.Abandoned.class)).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("waitings")
	void dependentOfACrashedActorDoesNotDelayItsRestart(Dispatcher dispatcher, Waiting waiting) throws Exception {
		startGroup((group) -> group.strategy(RestartStrategy.REST_FOR_ONE)
			.child(on(dispatcher, this.probes.permanent("db")))
			.child(on(dispatcher, this.probes.permanent("svc"))));
		Gate gate = this.probes.gate();
		ActorRef<Probe> db = ref("db");
		db.tell(Probe.crashAfter(gate));
		gate.awaitEntered();
		ref("svc").tell(waitFor(db, waiting));
		awaitQueue("db", 1);
		gate.open();
		assertTold(1);
		assertJournal("-db1", "-svc1", "+db2", "+svc2");
		assertThat(ping(db)).isEqualTo(2);
	}

	@ParameterizedTest
	@EnumSource(Waiting.class)
	void allDependentsOfACrashedActorAreReleased(Waiting waiting) throws Exception {
		startGroup((group) -> {
			group.strategy(RestartStrategy.REST_FOR_ONE).child(this.probes.permanent("db"));
			for (int i = 0; i < 3; i++) {
				group.child(this.probes.permanent("svc" + i));
			}
			return group;
		});
		Gate gate = this.probes.gate();
		ActorRef<Probe> db = ref("db");
		db.tell(Probe.crashAfter(gate));
		gate.awaitEntered();
		for (int i = 0; i < 3; i++) {
			ref("svc" + i).tell(waitFor(db, waiting));
		}
		awaitQueue("db", 3);
		gate.open();
		assertTold(3);
		awaitJournal("+svc22");
		assertJournal("-db1", "-svc21", "-svc11", "-svc01", "+db2", "+svc02", "+svc12", "+svc22");
		assertThat(ping(db)).isEqualTo(2);
	}

	@ParameterizedTest
	@MethodSource("waitings")
	void siblingThatStartedBeforeDoesNotDelayTheRestartOfAll(Dispatcher dispatcher, Waiting waiting) throws Exception {
		startGroup((group) -> group.strategy(RestartStrategy.ONE_FOR_ALL)
			.child(on(dispatcher, this.probes.permanent("a")))
			.child(on(dispatcher, this.probes.permanent("b"))));
		Gate gate = this.probes.gate();
		ref("b").tell(Probe.crashAfter(gate));
		gate.awaitEntered();
		ref("a").tell(waitFor(ref("b"), waiting));
		awaitQueue("b", 1);
		gate.open();
		assertTold(1);
		assertThat(ping(ref("b"))).isEqualTo(2);
	}

	@ParameterizedTest
	@EnumSource(Waiting.class)
	void chainOfWaitersIsReleasedFromItsEnd(Waiting waiting) throws Exception {
		startGroup((group) -> group.strategy(RestartStrategy.REST_FOR_ONE)
			.child(this.probes.permanent("db"))
			.child(this.probes.permanent("svc0"))
			.child(this.probes.permanent("svc1"))
			.child(this.probes.permanent("svc2")));
		Gate gate = this.probes.gate();
		ref("db").tell(Probe.crashAfter(gate));
		gate.awaitEntered();
		ref("svc0").tell(waitFor(ref("db"), waiting));
		awaitQueue("db", 1);
		ref("svc1").tell(waitFor(ref("svc0"), waiting));
		awaitQueue("svc0", 1);
		ref("svc2").tell(waitFor(ref("svc1"), waiting));
		awaitQueue("svc1", 1);
		gate.open();
		await().untilAsserted(() -> assertThat(this.told).isNotEmpty());
		assertThat(ping(ref("svc2"))).isEqualTo(2);
		assertThat(events(ActorEvent.Abandoned.class)).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(Waiting.class)
	void keyedActorsDoNotDelayTheRestartOfAnActorBeforeTheirFamily(Waiting waiting) throws Exception {
		startGroup((group) -> group.strategy(RestartStrategy.REST_FOR_ONE)
			.child(this.probes.permanent("db"))
			.child(this.probes.keyed("orders")));
		Gate gate = this.probes.gate();
		ref("db").tell(Probe.crashAfter(gate));
		gate.awaitEntered();
		for (int i = 0; i < 20; i++) {
			this.system.keyed(Probe.class).get("key" + i).tell(waitFor(ref("db"), waiting));
		}
		awaitQueue("db", 20);
		gate.open();
		assertTold(20);
		assertThat(ping(ref("db"))).isEqualTo(2);
	}

	@ParameterizedTest
	@MethodSource("waitings")
	void childThatWaitsForItsCrashedParentDoesNotDelayIt(Dispatcher dispatcher, Waiting waiting) throws Exception {
		startGroup((group) -> group.child(on(dispatcher, this.probes.permanent("parent"))));
		ActorRef<Probe> child = spawnChild(dispatcher);
		Gate gate = this.probes.gate();
		ref("parent").tell(Probe.crashAfter(gate));
		gate.awaitEntered();
		child.tell(waitFor(ref("parent"), waiting));
		awaitQueue("parent", 1);
		gate.open();
		assertTold(1);
		assertThat(ping(ref("parent"))).isEqualTo(2);
	}

	@ParameterizedTest
	@MethodSource("waitings")
	void childThatWaitsForItsStoppingParentDoesNotDelayIt(Dispatcher dispatcher, Waiting waiting) throws Exception {
		Supervisor group = startGroup((spec) -> spec.child(on(dispatcher, this.probes.permanent("parent"))));
		ActorRef<Probe> child = spawnChild(dispatcher);
		Gate gate = this.probes.gate();
		ref("parent").tell(Probe.pass(gate));
		gate.awaitEntered();
		child.tell(waitFor(ref("parent"), waiting));
		awaitQueue("parent", 1);
		CompletableFuture<?> terminated = group.terminate("parent");
		awaitBeingStopped(group, "parent");
		gate.open();
		get(terminated);
		assertTold(1);
	}

	@ParameterizedTest
	@EnumSource(Waiting.class)
	void actorInAGroupThatStopsDoesNotDelayItByWaitingForOneThatHasStopped(Waiting waiting) throws Exception {
		startGroup((group) -> group.child(this.probes.permanent("a")).child(this.probes.permanent("b")));
		Gate gate = this.probes.gate();
		// The later one stops first.
		ref("b").tell(Probe.pass(gate));
		gate.awaitEntered();
		ref("a").tell(waitFor(ref("b"), waiting));
		awaitQueue("b", 1);
		CompletableFuture<Void> closed = closeLater();
		awaitBeingStopped(group(), "b");
		gate.open();
		get(closed);
		assertTold(1);
	}

	@ParameterizedTest
	@EnumSource(Waiting.class)
	void actorThatBeginsToWaitWhenItIsBeingStoppedIsToldAtOnce(Waiting waiting) throws Exception {
		startGroup((group) -> group.strategy(RestartStrategy.REST_FOR_ONE)
			.child(this.probes.permanent("db"))
			.child(this.probes.permanent("svc")));
		Gate gate = this.probes.gate();
		ActorRef<Probe> db = ref("db");
		ref("svc").tell(new Probe.Do((context) -> {
			gate.pass();
			waitFor(db, waiting).what().accept(context);
		}));
		gate.awaitEntered();
		crash(db);
		awaitBeingStoppedNow("svc");
		gate.open();
		if (waiting == Waiting.BLOCK_THE_THREAD_FOR_WHAT_COMES_OF_IT) {
			// It is looked for those whose wait the engine does not see, now and then.
			awaitToldWithin(Duration.ofSeconds(1));
		}
		assertTold(1);
		assertThat(ping(db)).isEqualTo(2);
	}

	private void awaitToldWithin(Duration most) {
		AtomicInteger left = new AtomicInteger((int) most.toMillis() / 20);
		await().until(() -> {
			if (left.getAndDecrement() > 0) {
				this.time.advance(Duration.ofMillis(20));
			}
			synchronized (this.told) {
				return !this.told.isEmpty();
			}
		});
	}

	/** The group is in the middle of a restart, so that it does not answer. */
	private void awaitBeingStoppedNow(String child) {
		await().untilAsserted(() -> assertThat(states(group()).get(child).name()).isNotEqualTo("RUNNING"));
	}

	@ParameterizedTest
	@EnumSource(Waiting.class)
	void actorOfAnotherGroupThatWaitsInBetweenIsPartOfTheChain(Waiting waiting) throws Exception {
		start((builder) -> builder.actor(this.probes.permanent("broker"))
			.supervisor(SupervisorSpec.named("group")
				.strategy(RestartStrategy.REST_FOR_ONE)
				.child(this.probes.permanent("db"))
				.child(this.probes.permanent("svc"))
				.build()));
		Gate gate = this.probes.gate();
		ref("db").tell(Probe.crashAfter(gate));
		gate.awaitEntered();
		ref("broker").tell(waitFor(ref("db"), waiting));
		awaitQueue("db", 1);
		ref("svc").tell(waitFor(ref("broker"), waiting));
		awaitQueue("broker", 1);
		gate.open();
		assertThat(ping(ref("db"))).isEqualTo(2);
		assertThat(ping(ref("svc"))).isEqualTo(2);
		assertThat(events(ActorEvent.Abandoned.class)).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(Waiting.class)
	void whoNeedNotStopStillGetsTheReplyOfTheNextIncarnation(Waiting waiting) throws Exception {
		startGroup((group) -> group.child(this.probes.permanent("db")).child(this.probes.permanent("svc")));
		Gate gate = this.probes.gate();
		ref("db").tell(Probe.crashAfter(gate));
		gate.awaitEntered();
		CompletableFuture<Integer> waited = ref("svc").ask(waitFor(ref("db"), waiting));
		awaitQueue("db", 1);
		gate.open();
		assertThat(get(waited)).isOne();
		assertThat(this.told).isEmpty();
	}

	private ActorRef<Probe> spawnChild(Dispatcher dispatcher) throws InterruptedException, ExecutionException {
		CompletableFuture<ActorRef<Probe>> child = new CompletableFuture<>();
		get(ref("parent").ask(new Probe.Do(
				(context) -> child.complete(context.spawn(on(dispatcher, this.probes.permanent("child")))))));
		ping(child.get());
		this.probes.clearJournal();
		return child.get();
	}

}
