package dev.actorspring.conformance;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.ExitReason;
import dev.actorspring.Handling;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.GiveUp;
import dev.actorspring.supervision.Supervisor;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The rule: <em>{@code exit(Pid, kill)}: whoever has the ref of a running actor can kill
 * it from outside; its supervisor sees a crash with the reason killed</em>.
 */
class KillTests extends ConformanceTest {

	private static final Duration LONG = Duration.ofDays(1);

	private CompletableFuture<Integer> hang(ActorRef<Probe> ref, Gate gate) throws InterruptedException {
		CompletableFuture<Integer> hanging = ref.ask(Probe.pass(gate), LONG);
		gate.awaitEntered();
		return hanging;
	}

	private void advanceUntil(CompletableFuture<?> done) {
		await().until(() -> {
			this.time.advance(Duration.ofSeconds(2));
			return done.isDone();
		});
	}

	@Test
	void actorInTheMiddleOfATurnIsKilledAndRestarted() throws Exception {
		startGroup((group) -> group.child(this.probes.permanent("a")));
		CompletableFuture<Integer> hanging = hang(ref("a"), this.probes.gate());
		CompletableFuture<Integer> waiting = ref("a").ask(Probe.ping(), LONG);
		CompletableFuture<Void> killed = this.system.kill(ref("a"));
		this.time.advance(Duration.ofMillis(20));
		get(killed);
		assertThat(failure(hanging)).isInstanceOfSatisfying(ActorTerminatedException.class,
				(failure) -> assertThat(failure.getHandling()).isEqualTo(Handling.UNKNOWN));
		assertThat(get(waiting)).as("what waits stays in the mailbox").isEqualTo(2);
		assertJournal("-a1", "+a2");
		assertThat(awaitRestart("group/a").reason()).isEqualTo(new ExitReason.Killed());
		assertThat(events(ActorEvent.Abandoned.class)).isEmpty();
	}

	@Test
	void actorThatIgnoresTheInterruptIsAbandonedAndRestarted() throws Exception {
		Supervisor group = startGroup((builder) -> builder.child(this.probes.permanent("a")));
		Gate gate = this.probes.stubbornGate();
		CompletableFuture<Integer> hanging = hang(ref("a"), gate);
		CompletableFuture<Void> killed = this.system.kill(ref("a"));
		advanceUntil(killed);
		assertThat(failure(hanging)).isInstanceOf(ActorTerminatedException.class);
		assertThat(ping(ref("a"))).isEqualTo(2);
		assertThat(events(ActorEvent.Abandoned.class)).singleElement()
			.extracting(ActorEvent::path)
			.isEqualTo("group/a");
		gate.open();
		settle(group);
		assertThat(ping(ref("a"))).isEqualTo(2);
		awaitRestart("group/a");
	}

	@Test
	void actorThatWaitsInTheMiddleOfATurnIsKilled() {
		startGroup((group) -> group.child(this.probes.permanent("a")));
		CompletableFuture<Object> never = new CompletableFuture<>();
		Gate entered = this.probes.gate();
		entered.open();
		CompletableFuture<Integer> hanging = ref("a").ask(new Probe.Do((context) -> {
			entered.pass();
			context.await(never);
		}), LONG);
		await().until(() -> this.probes.handled.get() == 1);
		CompletableFuture<Void> killed = this.system.kill(ref("a"));
		advanceUntil(killed);
		assertThat(failure(hanging)).isInstanceOf(ActorTerminatedException.class);
		assertThat(ping(ref("a"))).isEqualTo(2);
	}

	@Test
	void idleActorIsKilled() {
		startGroup((group) -> group.child(this.probes.permanent("a")).child(this.probes.transientOne("b")));
		get(this.system.kill(ref("a")));
		get(this.system.kill(ref("b")));
		assertThat(ping(ref("a"))).isEqualTo(2);
		assertThat(ping(ref("b"))).isEqualTo(2);
	}

	@Test
	void temporaryActorIsGoneWhenItIsKilled() {
		Supervisor group = startGroup((builder) -> builder.child(this.probes.temporary("a")));
		CompletableFuture<ExitReason> end = this.system.whenTerminated(ref("a"));
		get(this.system.kill(ref("a")));
		assertThat(get(end)).isEqualTo(new ExitReason.Killed());
		assertThat(ids(group)).isEmpty();
	}

	@Test
	void killsCountForTheIntensity() {
		startGroup((group) -> group.intensity(1, LONG).giveUp(GiveUp.ESCALATE).child(this.probes.permanent("a")));
		get(this.system.kill(ref("a")));
		assertThat(ping(ref("a"))).isEqualTo(2);
		get(this.system.kill(ref("a")));
		awaitEscalations(1);
		assertThat(ping(ref("a"))).isEqualTo(3);
	}

	@Test
	void actorOfAKeyIsKilledAndThoseOfOthersAreNot() throws Exception {
		start((builder) -> builder.actor(this.probes.keyed("family")));
		ActorRef<Probe> one = this.system.keyed("family", Probe.class).get("one");
		ActorRef<Probe> other = this.system.keyed("family", Probe.class).get("other");
		ping(other);
		CompletableFuture<Integer> hanging = hang(one, this.probes.gate());
		CompletableFuture<Void> killed = this.system.kill(one);
		this.time.advance(Duration.ofMillis(20));
		get(killed);
		assertThat(failure(hanging)).isInstanceOf(ActorTerminatedException.class);
		assertThat(ping(one)).isEqualTo(2);
		assertThat(ping(other)).isOne();
	}

	@Test
	void actorIsKilledWithWhatItHasSpawned() {
		start((builder) -> builder.actor(this.probes.permanent("a")));
		get(ref("a").ask(new Probe.Do((context) -> context.spawn(this.probes.permanent("child")))));
		awaitJournal("+child1");
		get(this.system.kill(ref("a")));
		assertJournal("+a1", "+child1", "-child1", "-a1", "+a2");
	}

	@Test
	void actorThatWasSpawnedJustNowIsKilledOnceItHasStarted() throws Exception {
		start((builder) -> builder);
		Gate gate = this.probes.hangStart("a");
		ActorRef<Probe> spawned = this.system.spawn(this.probes.temporary("a"));
		CompletableFuture<ExitReason> end = this.system.whenTerminated(spawned);
		gate.awaitEntered();
		CompletableFuture<Void> killed = this.system.kill(spawned);
		this.time.advance(Duration.ofMillis(20));
		assertThat(killed).as("the start has its own time limit").isNotDone();
		gate.open();
		get(killed);
		assertThat(get(end)).isEqualTo(new ExitReason.Killed());
		assertJournal("+a1", "-a1");
	}

	@Test
	void thereIsNothingToKillOfAnActorThatDoesNotRun() {
		this.probes.failStarts("away", 100);
		start((builder) -> builder.actor(this.probes.keyed("family"))
			.supervisor(SupervisorSpec.named("group")
				.giveUp(GiveUp.BACKOFF)
				.child(this.probes.permanent("stopped"))
				.build()));
		ActorRef<Probe> inactive = this.system.keyed("family", Probe.class).get("key");
		get(this.system.kill(inactive));
		assertThat(this.system.find("family/key")).as("it is not activated").isEmpty();
		ActorRef<Probe> stopped = ref("stopped");
		get(group().terminate("stopped"));
		get(this.system.kill(stopped));
		awaitState(group(), "stopped", ChildState.STOPPED);
		get(group().restart("stopped"));
		assertThat(ping(stopped)).isEqualTo(2);
	}

	@Test
	void killMeetsTheIncarnationThatRunsAndNotTheNext() throws Exception {
		startGroup((group) -> group.child(this.probes.permanent("a")));
		Gate gate = this.probes.gate();
		ref("a").ask(Probe.crashAfter(gate), LONG);
		gate.awaitEntered();
		CompletableFuture<Void> killed = this.system.kill(ref("a"));
		gate.open();
		get(killed);
		assertThat(ping(ref("a"))).isEqualTo(2);
		get(this.system.kill(ref("a")));
		assertThat(ping(ref("a"))).isEqualTo(3);
	}

	@Test
	void refsOfOtherSystemsAreRefused() {
		start((builder) -> builder);
		try (ActorSystem other = ActorSystem.builder()
			.actor(ActorSpec.of("a", Probe.class, (context) -> new Probe(context, this.probes)))
			.build()) {
			assertThatIllegalArgumentException().isThrownBy(() -> this.system.kill(other.actor("a", Probe.class)))
				.withMessage("a is not a ref of this actor system");
		}
	}

}
