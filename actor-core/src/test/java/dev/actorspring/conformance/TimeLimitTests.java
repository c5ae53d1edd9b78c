package dev.actorspring.conformance;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.AskTimeoutException;
import dev.actorspring.Dispatcher;

import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.GiveUp;
import dev.actorspring.supervision.Supervisor;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorStartException;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.NodeSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Code of the application that the engine runs outside a turn has a time limit, and can
 * be seen while it runs, or holds nothing up.
 */
class TimeLimitTests extends ConformanceTest {

	private static final Duration FOREVER = Duration.ofDays(1_000);

	/**
	 * What an incarnation ends by.
	 */
	enum End {

		CRASH {
			@Override
			Probe.Do message() {
				return Probe.crash();
			}
		},

		STOP {
			@Override
			Probe.Do message() {
				return Probe.exit();
			}
		};

		abstract Probe.Do message();

	}

	static Stream<Arguments> endings() {
		return Stream.of(Dispatcher.values())
			.flatMap((dispatcher) -> Stream.of(End.values())
				.flatMap((end) -> Stream.of(false, true).map((stubborn) -> Arguments.of(dispatcher, end, stubborn))));
	}

	/**
	 * As {@link Probes#hangStop}, but does not even heed an interrupt if it is stubborn.
	 */
	private Gate hangStop(String name, boolean stubborn) {
		return stubborn ? this.probes.hangStop(name, this.probes.stubbornGate()) : this.probes.hangStop(name);
	}

	private NodeSnapshot.Actor snapshot(String path) {
		return (NodeSnapshot.Actor) this.system.find(path).orElseThrow();
	}

	private void advanceUntil(Callable<Boolean> condition) {
		await().until(() -> {
			this.time.advance(Duration.ofMillis(500));
			return condition.call();
		});
	}

	// Destruction.

	@ParameterizedTest
	@MethodSource("endings")
	void singleActorIsRestartedThoughItsOldInstanceDoesNotGo(Dispatcher dispatcher, End end, boolean stubborn)
			throws Exception {
		startGroup((group) -> group.child(this.probes.permanent("a").withDispatcher(dispatcher)));
		Gate gate = hangStop("a", stubborn);
		ref("a").tell(end.message());
		gate.awaitEntered();
		this.time.advance(Duration.ofSeconds(1));
		await().untilAsserted(() -> {
			NodeSnapshot.Actor seen = snapshot("group/a");
			assertThat(seen.state()).isEqualTo(ChildState.RESTARTING);
			assertThat(seen.handling()).isEqualTo("destroy");
			assertThat(seen.handlingFor()).isEqualTo(Duration.ofSeconds(1));
		});
		assertThat(states(group())).containsEntry("a", ChildState.RESTARTING);
		advanceUntil(() -> snapshot("group/a").state() == ChildState.RUNNING);
		assertThat(ping(ref("a"))).isEqualTo(2);
		await().untilAsserted(() -> assertThat(events(ActorEvent.Restarted.class)).hasSize(1));
		assertThat(events(ActorEvent.Abandoned.class)).hasSize(stubborn ? 1 : 0);
	}

	@ParameterizedTest
	@MethodSource("endings")
	void keyedActorIsRestartedThoughItsOldInstanceDoesNotGo(Dispatcher dispatcher, End end, boolean stubborn)
			throws Exception {
		start((builder) -> builder.actor(this.probes.keyed("family").withDispatcher(dispatcher)));
		ActorRef<Probe> keyed = this.system.keyed(Probe.class).get("key");
		ping(keyed);
		Gate gate = hangStop("family", stubborn);
		keyed.tell(end.message());
		gate.awaitEntered();
		CompletableFuture<Integer> asked = keyed.ask(Probe.ping(), FOREVER);
		assertThat(snapshot("family/key").handling()).isEqualTo("destroy");
		advanceUntil(asked::isDone);
		assertThat(get(asked)).isEqualTo(2);
	}

	@ParameterizedTest
	@EnumSource
	void keyedActorThatIsPassivatedComesBackThoughItsOldInstanceDoesNotGo(Dispatcher dispatcher) throws Exception {
		start((builder) -> builder.actor(this.probes.keyed("family").withDispatcher(dispatcher)));
		ActorRef<Probe> keyed = this.system.keyed(Probe.class).get("key");
		ping(keyed);
		Gate gate = hangStop("family", true);
		this.system.operations("family/key").orElseThrow().passivate();
		gate.awaitEntered();
		CompletableFuture<Integer> asked = keyed.ask(Probe.ping(), FOREVER);
		advanceUntil(asked::isDone);
		assertThat(get(asked)).isGreaterThan(0);
		assertThat(events(ActorEvent.Abandoned.class)).hasSize(1);
	}

	@ParameterizedTest
	@MethodSource("endings")
	void spawnedActorIsRestartedThoughItsOldInstanceDoesNotGo(Dispatcher dispatcher, End end, boolean stubborn)
			throws Exception {
		start((builder) -> builder);
		ActorRef<Probe> spawned = this.system.spawn(this.probes.permanent("spawned").withDispatcher(dispatcher));
		Gate gate = hangStop("spawned", stubborn);
		spawned.tell(end.message());
		gate.awaitEntered();
		CompletableFuture<Integer> asked = spawned.ask(Probe.ping(), FOREVER);
		advanceUntil(asked::isDone);
		assertThat(get(asked)).isEqualTo(2);
	}

	@Test
	void limitIsTheShutdownTimeOfTheActor() throws Exception {
		startGroup((group) -> group.child(this.probes.permanent("a").withShutdownTimeout(Duration.ofMinutes(2))));
		Gate gate = hangStop("a", true);
		ref("a").tell(Probe.crash());
		gate.awaitEntered();
		this.time.advance(Duration.ofMinutes(1));
		await().until(() -> Duration.ofMinutes(1).equals(snapshot("group/a").handlingFor()));
		assertThat(events(ActorEvent.Abandoned.class)).isEmpty();
		this.time.advance(Duration.ofMinutes(1));
		advanceUntil(() -> snapshot("group/a").state() == ChildState.RUNNING);
	}

	@Test
	void groupThatIsToStopWaitsNoLongerThanTheShutdownTimeForWhatCrashedBefore() throws Exception {
		Supervisor group = startGroup((spec) -> spec.child(this.probes.permanent("a")));
		Gate gate = hangStop("a", true);
		ref("a").tell(Probe.crash());
		gate.awaitEntered();
		CompletableFuture<?> terminated = group.terminate("a");
		settle(group);
		advanceUntil(terminated::isDone);
		assertThat(states(group)).containsEntry("a", ChildState.STOPPED);
		gate.open();
		get(group.restart("a"));
		assertThat(ping(ref("a"))).isEqualTo(2);
	}

	// Construction.

	@Test
	void firstStartThatHangsIsAFailureOfTheSystemsStart() throws Exception {
		Gate gate = this.probes.hangStart("a");
		CompletableFuture<Void> started = startGroupLater((group) -> group.child(this.probes.permanent("a")));
		gate.awaitEntered();
		NodeSnapshot.Actor seen = snapshot("group/a");
		assertThat(seen.state()).isEqualTo(ChildState.RESTARTING);
		assertThat(seen.handling()).isEqualTo("start");
		this.time.advance(Duration.ofSeconds(30).minusMillis(1));
		assertThat(started).isNotDone();
		advanceUntil(started::isDone);
		assertThat(failure(started)).isInstanceOf(ActorStartException.class)
			.hasMessageContaining("group/a")
			.hasRootCauseInstanceOf(InterruptedException.class)
			.cause()
			.isInstanceOf(TimeoutException.class)
			.hasMessageContaining("group/a did not start within 30s");
	}

	@ParameterizedTest
	@EnumSource
	void soIsOneThatDoesNotHeedTheInterrupt(Dispatcher dispatcher) throws Exception {
		Gate gate = this.probes.stubbornGate();
		ActorSpec<Probe> spec = ActorSpec.of("a", Probe.class, (context) -> {
			gate.pass();
			return new Probe(context, this.probes);
		}).withStartTimeout(Duration.ofSeconds(3)).withDispatcher(dispatcher);
		CompletableFuture<Void> started = startGroupLater((group) -> group.child(spec));
		gate.awaitEntered();
		this.time.advance(Duration.ofMillis(2_900));
		assertThat(started).isNotDone();
		advanceUntil(started::isDone);
		assertThat(failure(started)).isInstanceOf(ActorStartException.class)
			.hasRootCauseInstanceOf(TimeoutException.class)
			.hasRootCauseMessage("group/a did not start within 3s");
	}

	@ParameterizedTest
	@EnumSource
	void restartThatHangsIsAFailedStart(Dispatcher dispatcher) throws Exception {
		startGroup(
				(group) -> group.giveUp(GiveUp.BACKOFF).child(this.probes.permanent("a").withDispatcher(dispatcher)));
		Gate gate = this.probes.hangStart("a");
		crash("a");
		gate.awaitEntered();
		advanceUntil(() -> states(group()).get("a") == ChildState.RUNNING);
		assertThat(ping(ref("a"))).isEqualTo(3);
		assertThat(snapshot("group/a").lastFailure()).isInstanceOf(TimeoutException.class);
	}

	@Test
	void instanceThatComesTooLateIsDestroyed() throws Exception {
		Gate gate = this.probes.stubbornGate();
		startGroup((group) -> group.giveUp(GiveUp.BACKOFF).child(this.probes.permanent("a")));
		this.probes.hangStart("a", gate);
		crash("a");
		gate.awaitEntered();
		advanceUntil(() -> states(group()).get("a") == ChildState.RUNNING);
		gate.open();
		awaitJournal("+a2");
		awaitJournal("-a2");
		assertThat(ping(ref("a"))).isEqualTo(3);
	}

	@Test
	void askOfAnActorThatStartsSaysSo() throws Exception {
		Gate gate = this.probes.hangStart("family");
		start((builder) -> builder.actor(this.probes.keyed("family")));
		CompletableFuture<Integer> asked = this.system.keyed(Probe.class)
			.get("key")
			.ask(Probe.ping(), Duration.ofSeconds(2));
		gate.awaitEntered();
		advanceUntil(asked::isDone);
		assertThat(failure(asked)).isInstanceOf(AskTimeoutException.class)
			.hasMessageContaining("starting for")
			.hasMessageContaining("1 message waiting");
	}

	@Test
	void systemThatStopsWaitsNoLongerForAStartThanForAHandler() throws Exception {
		Gate gate = this.probes.hangStart("a");
		CompletableFuture<Void> started = startGroupLater((group) -> group.child(this.probes.permanent("a")));
		gate.awaitEntered();
		CompletableFuture<Void> closed = closeLater();
		advanceUntil(closed::isDone);
		failure(started);
	}

	// Listeners.

	@ParameterizedTest
	@EnumSource
	void listenerThatHangsHoldsNothingUp(Dispatcher dispatcher) throws Exception {
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		this.system = ActorSystem.builder().timeSource(this.time).listener((event) -> {
			entered.countDown();
			try {
				release.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		})
			.supervisor(
					SupervisorSpec.named("group").child(this.probes.permanent("a").withDispatcher(dispatcher)).build())
			.build();
		this.system.start();
		for (int i = 0; i < 3; i++) {
			crash("a");
			assertThat(ping(ref("a"))).isEqualTo(i + 2);
		}
		entered.await();
		get(group().terminate("a"));
		release.countDown();
	}

	// What is made of a result that is piped.

	@Test
	void whatIsPipedIsMadeAMessageInATurn() throws Exception {
		Supervisor group = startGroup((spec) -> spec.child(this.probes.permanent("a")));
		Gate gate = this.probes.gate();
		CompletableFuture<String> later = new CompletableFuture<>();
		get(ref("a").ask(new Probe.Do((context) -> context.pipe(later, (value, failure) -> {
			gate.pass();
			return Probe.ping();
		}))));
		// On the thread that completes it nothing of the actor's runs.
		later.complete("done");
		gate.awaitEntered();
		this.time.advance(Duration.ofSeconds(1));
		NodeSnapshot.Actor seen = snapshot("group/a");
		assertThat(seen.handling()).isEqualTo("pipe");
		CompletableFuture<?> terminated = group.terminate("a");
		settle(group);
		advanceUntil(terminated::isDone);
	}

}
