package dev.actorspring.conformance;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorFactory;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.Handling;
import dev.actorspring.supervision.ChildInfo;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.Supervisor;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorEvent;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rule: <em>Stopping a group: reverse start order, one after another. Per child a
 * shutdown time (5 s; supervisors infinite; or kill at once). Past it the handler's
 * thread is interrupted; if even that does not end it, the incarnation is abandoned: cut
 * off, its replies ignored, and counted.</em> {@link DynamicSupervisorTests} has the stop
 * in parallel.
 */
class ShutdownTests extends ConformanceTest {

	private static final Duration TIME = Duration.ofSeconds(5);

	/** What an interrupted child is given before it is abandoned, and more. */
	private static final Duration GRACE = Duration.ofSeconds(2);

	private Supervisor startOne(ActorSpec<Probe> child) {
		return startGroup((group) -> group.child(child));
	}

	private CompletableFuture<Integer> hang(String child, Gate gate) throws InterruptedException {
		CompletableFuture<Integer> hanging = ref(child).ask(Probe.pass(gate), Duration.ofDays(1));
		gate.awaitEntered();
		return hanging;
	}

	private CompletableFuture<ChildInfo> terminate(Supervisor group, String child) {
		CompletableFuture<ChildInfo> terminated = group.terminate(child);
		settle(group);
		return terminated;
	}

	private void advanceUntil(CompletableFuture<?> done, Duration step) {
		await().until(() -> {
			this.time.advance(step);
			return done.isDone();
		});
	}

	@Test
	void treeStopsInReverseStartOrderDepthFirstOneAfterAnother() {
		start((builder) -> builder.supervisor(SupervisorSpec.named("outer")
			.child(this.probes.permanent("a"))
			.child(SupervisorSpec.named("inner")
				.child(this.probes.permanent("b"))
				.child(this.probes.permanent("c"))
				.build())
			.child(this.probes.permanent("z"))
			.build()));
		this.probes.clearJournal();
		this.system.close();
		assertJournal("-z1", "-c1", "-b1", "-a1");
		assertThat(this.probes.mostEnding).hasValue(1);
	}

	@Test
	void nextChildIsNotStoppedBeforeTheOneAfterItHasEnded() throws Exception {
		startGroup((group) -> group.child(this.probes.permanent("a")).child(this.probes.permanent("b")));
		Gate gate = this.probes.hangStop("b");
		CompletableFuture<Void> closed = closeLater();
		gate.awaitEntered();
		assertThat(ping(ref("a"))).isOne();
		gate.open();
		get(closed);
		assertJournal("-b1", "-a1");
	}

	@Test
	void terminatedChildFinishesItsTurnWithinItsShutdownTime() throws Exception {
		Supervisor group = startOne(this.probes.permanent("a"));
		Gate gate = this.probes.gate();
		CompletableFuture<Integer> hanging = hang("a", gate);
		CompletableFuture<ChildInfo> terminated = terminate(group, "a");
		this.time.advance(TIME.minusMillis(20));
		settle(group);
		assertThat(terminated).isNotDone();
		gate.open();
		get(terminated);
		assertThat(get(hanging)).isOne();
		assertJournal("-a1");
	}

	@Test
	void childThatHangsPastItsShutdownTimeIsInterruptedAndItsCallerToldAtOnce() throws Exception {
		Supervisor group = startOne(this.probes.permanent("a"));
		CompletableFuture<Integer> hanging = hang("a", this.probes.gate());
		CompletableFuture<ChildInfo> terminated = terminate(group, "a");
		this.time.advance(TIME.plusMillis(20));
		get(terminated);
		assertThat(failure(hanging)).isInstanceOfSatisfying(ActorTerminatedException.class,
				(failure) -> assertThat(failure.getHandling()).isEqualTo(Handling.UNKNOWN));
		assertJournal("-a1");
		assertThat(events(ActorEvent.Abandoned.class)).isEmpty();
	}

	@Test
	void shutdownTimeOfZeroKillsAtOnce() throws Exception {
		Supervisor group = startOne(this.probes.permanent("a").withShutdownTimeout(Duration.ZERO));
		CompletableFuture<Integer> hanging = hang("a", this.probes.gate());
		CompletableFuture<ChildInfo> terminated = terminate(group, "a");
		this.time.advance(Duration.ofMillis(20));
		get(terminated);
		assertThat(failure(hanging)).isInstanceOfSatisfying(ActorTerminatedException.class,
				(failure) -> assertThat(failure.getHandling()).isEqualTo(Handling.UNKNOWN));
		assertJournal("-a1");
	}

	@Test
	void childThatIgnoresTheInterruptIsAbandonedAndToldOf() throws Exception {
		Supervisor group = startOne(this.probes.permanent("a"));
		Gate gate = this.probes.stubbornGate();
		CompletableFuture<Integer> hanging = hang("a", gate);
		CompletableFuture<Integer> waiting = ref("a").ask(Probe.ping(), Duration.ofDays(1));
		CompletableFuture<ChildInfo> terminated = terminate(group, "a");
		this.time.advance(TIME.plusMillis(20));
		advanceUntil(terminated, GRACE);
		assertThat(events(ActorEvent.Abandoned.class)).singleElement().satisfies((event) -> {
			assertThat(event.path()).isEqualTo("group/a");
			assertThat(event.name()).isEqualTo("a");
			assertThat(event.incarnation()).isOne();
		});
		assertThat(failure(hanging)).isInstanceOfSatisfying(ActorTerminatedException.class,
				(failure) -> assertThat(failure.getHandling()).isEqualTo(Handling.UNKNOWN));
		assertThat(failure(waiting)).isInstanceOfSatisfying(ActorTerminatedException.class,
				(failure) -> assertThat(failure.getHandling()).isEqualTo(Handling.NOT_HANDLED));
	}

	@Test
	void abandonedIncarnationIsCutOffFromTheOneThatFollowsIt() throws Exception {
		Supervisor group = startOne(this.probes.permanent("a"));
		Gate gate = this.probes.stubbornGate();
		ActorRef<Probe> ref = ref("a");
		ref.tell(new Probe.Do((context) -> {
			gate.pass();
			context.stop();
			context.self().tell(Probe.ping());
		}));
		gate.awaitEntered();
		advanceUntil(terminate(group, "a"), GRACE);
		get(group.restart("a"));
		assertThat(ping(ref)).isEqualTo(2);
		gate.open();
		settle(group);
		assertThat(ping(ref)).isEqualTo(2);
		assertThat(states(group)).containsEntry("a", ChildState.RUNNING);
		assertThat(this.probes.journal()).doesNotContain("-a2");
	}

	@Test
	void abandonedChildDoesNotKeepItsSiblingsFromStopping() throws Exception {
		startGroup((group) -> group.child(this.probes.permanent("a")).child(this.probes.permanent("b")));
		hang("b", this.probes.stubbornGate());
		advanceUntil(closeLater(), GRACE);
		assertThat(this.probes.journal()).contains("-a1");
		assertThat(events(ActorEvent.Abandoned.class)).hasSize(1);
	}

	@Test
	void supervisorMayTakeAsLongAsItsChildren() throws Exception {
		ActorSpec<Probe> slow = this.probes.permanent("a").withShutdownTimeout(Duration.ofMinutes(10));
		Supervisor group = startGroup((builder) -> builder.child(SupervisorSpec.named("inner").child(slow).build()));
		Gate gate = this.probes.gate();
		CompletableFuture<Integer> hanging = hang("a", gate);
		CompletableFuture<ChildInfo> terminated = terminate(group, "inner");
		awaitBeingStopped(this.system.supervisor("inner"), "a");
		this.time.advance(Duration.ofMinutes(9));
		settle(group);
		assertThat(terminated).isNotDone();
		gate.open();
		get(terminated);
		assertThat(get(hanging)).isOne();
		assertThat(events(ActorEvent.Abandoned.class)).isEmpty();
	}

	@Test
	void messagesThatWaitWhenAnActorIsTerminatedFailAtOnceOrBecomeDeadLetters() throws Exception {
		Supervisor group = startOne(this.probes.permanent("a"));
		Gate gate = this.probes.gate();
		hang("a", gate);
		CompletableFuture<Integer> waiting = ref("a").ask(Probe.ping(), Duration.ofDays(1));
		ref("a").tell(Probe.ping());
		CompletableFuture<ChildInfo> terminated = terminate(group, "a");
		gate.open();
		get(terminated);
		assertThat(failure(waiting)).isInstanceOfSatisfying(ActorTerminatedException.class,
				(failure) -> assertThat(failure.getHandling()).isEqualTo(Handling.NOT_HANDLED));
		assertThat(events(ActorEvent.DeadLetter.class)).singleElement()
			.satisfies((letter) -> assertThat(letter.reason()).isEqualTo(ActorEvent.DeadLetter.Reason.TERMINATED));
		assertThat(this.probes.handled).hasValue(1);
	}

	@Test
	void endIsCalledOnceForEachIncarnationThatStartedAndNeverForOneThatDidNot() {
		Supervisor group = startOne(this.probes.permanent("a"));
		this.probes.failStarts("a", 1);
		crash("a");
		awaitJournal("+a3");
		awaitAllRunning(group);
		get(group.terminate("a"));
		get(group.terminate("a"));
		get(group.restart("a"));
		exit("a");
		awaitJournal("+a5");
		this.system.close();
		this.system.close();
		assertJournal("-a1", "!a2", "+a3", "-a3", "+a4", "-a4", "+a5", "-a5");
	}

	@Test
	void startThatSucceedsAfterItWasToldToStopIsEndedOnce() throws Exception {
		Supervisor group = startOne(this.probes.permanent("a"));
		Gate gate = this.probes.hangStart("b");
		CompletableFuture<ActorRef<Probe>> starting = group.start(this.probes.permanent("b"));
		gate.awaitEntered();
		CompletableFuture<ChildInfo> terminated = terminate(group, "b");
		gate.open();
		get(terminated);
		assertThat(failure(starting)).isNotNull();
		assertJournal("+b1", "-b1");
	}

	@Test
	void abandonedStartThatSucceedsInTheEndIsEndedOnce() throws Exception {
		Supervisor group = startOne(this.probes.permanent("a"));
		Gate started = this.probes.stubbornGate();
		ActorSpec<Probe> stubborn = ActorSpec.of("b", Probe.class, new StubbornFactory(this.probes, started));
		group.start(stubborn);
		started.awaitEntered();
		advanceUntil(terminate(group, "b"), GRACE);
		assertThat(events(ActorEvent.Abandoned.class)).hasSize(1);
		started.open();
		assertJournal("-b");
	}

	private record StubbornFactory(Probes probes, Gate gate) implements ActorFactory<Probe> {

		@Override
		public Probe create(ActorContext<Probe> context) {
			this.gate.pass();
			return new Probe(context, this.probes);
		}

		@Override
		public void destroy(Probe probe) {
			this.probes.note("-b");
		}

	}

	@Test
	void endThatFailsIsAnEndAllTheSame() {
		Supervisor group = startOne(this.probes.permanent("a"));
		ActorSpec<Probe> failing = ActorSpec.of("b", Probe.class, new FailingEnd(this.probes));
		get(group.start(failing));
		assertThat(get(group.terminate("b")).state()).isEqualTo(ChildState.STOPPED);
		get(group.restart("b"));
	}

	private record FailingEnd(Probes probes) implements ActorFactory<Probe> {

		@Override
		public Probe create(ActorContext<Probe> context) {
			return new Probe(context, this.probes);
		}

		@Override
		public void destroy(Probe probe) {
			throw new IllegalStateException("cannot end");
		}

	}

}
