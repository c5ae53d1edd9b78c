package dev.actorspring.conformance;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.Handling;
import dev.actorspring.supervision.ChildInfo;
import dev.actorspring.supervision.Supervisor;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorEvent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The rule: <em>what a caller sees when the target dies before, during and after its
 * request: an immediate typed failure, never a silent re-send and never a wait for the
 * timeout</em>, and <em>the asker gets {@code ActorCrashedException} at once, the message
 * is not retried; the mailbox survives a restart; the ref stays valid</em>.
 * <p>
 * The clock stands still, so no answer here can be a timeout.
 */
class CallAndDeathTests extends ConformanceTest {

	private static final Duration FOREVER = Duration.ofDays(1_000);

	/**
	 * Whom is asked. Each ends for good with the child {@code target} of the root.
	 */
	enum Kind {

		SINGLE, SPAWNED_BY_AN_ACTOR, KEYED, STARTED_AT_RUN_TIME

	}

	private ActorRef<Probe> startTarget(Kind kind) {
		ActorRef<Probe> target = switch (kind) {
			case SINGLE -> start((builder) -> builder.actor(this.probes.permanent("target"))).actor(Probe.class);
			case SPAWNED_BY_AN_ACTOR -> {
				CompletableFuture<ActorRef<Probe>> child = new CompletableFuture<>();
				ActorRef<Probe> host = start((builder) -> builder.actor(this.probes.permanent("target")))
					.actor(Probe.class);
				get(host.ask(new Probe.Do((context) -> child.complete(context.spawn(this.probes.permanent("child"))))));
				yield get(child);
			}
			case KEYED -> start((builder) -> builder.actor(this.probes.keyed("target"))).keyed(Probe.class).get("key");
			case STARTED_AT_RUN_TIME -> {
				start((builder) -> builder.supervisor(SupervisorSpec.named("target").dynamic().build()));
				yield get(this.system.supervisor("target").start(this.probes.permanent("child")));
			}
		};
		ping(target);
		this.probes.handled.set(0);
		return target;
	}

	private Supervisor root() {
		return this.system.supervisor("root");
	}

	private CompletableFuture<ChildInfo> endForGood() {
		CompletableFuture<ChildInfo> terminated = root().terminate("target");
		settle(root());
		return terminated;
	}

	/** The same while a turn hangs, which is interrupted after its shutdown time. */
	private void killForGood() {
		CompletableFuture<ChildInfo> terminated = endForGood();
		await().until(() -> {
			this.time.advance(Duration.ofSeconds(1));
			return terminated.isDone();
		});
	}

	private CompletableFuture<Integer> ask(ActorRef<Probe> target, Probe.Do what) {
		return target.ask(what, FOREVER);
	}

	@ParameterizedTest
	@EnumSource(Kind.class)
	void requestToATargetThatIsGoneFailsAtOnce(Kind kind) {
		ActorRef<Probe> target = startTarget(kind);
		get(endForGood());
		CompletableFuture<Integer> asked = ask(target, Probe.ping());
		assertThat(asked).isCompletedExceptionally();
		assertThat(failure(asked)).isInstanceOfSatisfying(ActorTerminatedException.class, (failure) -> {
			assertThat(failure.getPath()).isEqualTo(target.path());
			assertThat(failure.getHandling()).isEqualTo(Handling.NOT_HANDLED);
		});
		assertThatExceptionOfType(ActorTerminatedException.class).isThrownBy(() -> target.call(Probe.ping(), FOREVER));
		assertThat(target.tryTell(Probe.ping())).isFalse();
		target.tell(Probe.ping());
		assertThat(events(ActorEvent.DeadLetter.class)).singleElement()
			.satisfies((letter) -> assertThat(letter.reason()).isEqualTo(ActorEvent.DeadLetter.Reason.TERMINATED));
		assertThat(this.probes.handled).hasValue(0);
	}

	@ParameterizedTest
	@EnumSource(Kind.class)
	void requestThatCrashesItsTargetFailsAtOnceWithTheCauseAndIsHandledOnce(Kind kind) {
		ActorRef<Probe> target = startTarget(kind);
		CompletableFuture<Integer> asked = ask(target, Probe.crash());
		assertThat(failure(asked)).isInstanceOfSatisfying(ActorCrashedException.class, (failure) -> {
			assertThat(failure.getPath()).isEqualTo(target.path());
			assertThat(failure.getCause()).hasMessage("boom");
		});
		assertThat(ping(target)).isEqualTo(2);
		assertThat(this.probes.handled).hasValue(2);
	}

	@ParameterizedTest
	@EnumSource(Kind.class)
	void requestInHandWhenItsTargetIsKilledFailsAtOnceAndIsNotSentAgain(Kind kind) throws Exception {
		ActorRef<Probe> target = startTarget(kind);
		Gate gate = this.probes.gate();
		CompletableFuture<Integer> asked = ask(target, Probe.pass(gate));
		gate.awaitEntered();
		killForGood();
		assertThat(failure(asked)).isInstanceOfSatisfying(ActorTerminatedException.class,
				(failure) -> assertThat(failure.getHandling()).isEqualTo(Handling.UNKNOWN));
		get(root().restart("target"));
		settle(root());
		assertThat(this.probes.handled).hasValue(1);
	}

	@ParameterizedTest
	@EnumSource(Kind.class)
	void requestInHandWhenItsTargetIsAbandonedFailsAndItsReplyIsIgnored(Kind kind) throws Exception {
		ActorRef<Probe> target = startTarget(kind);
		Gate gate = this.probes.stubbornGate();
		CompletableFuture<Integer> asked = ask(target, Probe.pass(gate));
		gate.awaitEntered();
		killForGood();
		assertThat(failure(asked)).isInstanceOfSatisfying(ActorTerminatedException.class,
				(failure) -> assertThat(failure.getHandling()).isEqualTo(Handling.UNKNOWN));
		gate.open();
		await().untilAsserted(() -> assertThat(events(ActorEvent.DeadLetter.class)).singleElement()
			.satisfies((letter) -> assertThat(letter.reason()).isEqualTo(ActorEvent.DeadLetter.Reason.LATE_REPLY)));
		assertThat(failure(asked)).isInstanceOfSatisfying(ActorTerminatedException.class,
				(failure) -> assertThat(failure.getHandling()).isEqualTo(Handling.UNKNOWN));
		assertThat(this.probes.handled).hasValue(1);
	}

	@ParameterizedTest
	@EnumSource(Kind.class)
	void requestInHandWhenItsTargetIsToldToStopIsStillAnswered(Kind kind) throws Exception {
		ActorRef<Probe> target = startTarget(kind);
		Gate gate = this.probes.gate();
		CompletableFuture<Integer> asked = ask(target, Probe.pass(gate));
		gate.awaitEntered();
		CompletableFuture<ChildInfo> terminated = endForGood();
		gate.open();
		assertThat(get(asked)).isOne();
		get(terminated);
		assertThat(this.probes.handled).hasValue(1);
	}

	@ParameterizedTest
	@EnumSource(Kind.class)
	void requestThatWaitsBehindACrashIsHandledOnceByTheNextIncarnation(Kind kind) throws Exception {
		ActorRef<Probe> target = startTarget(kind);
		Gate gate = this.probes.gate();
		target.tell(Probe.crashAfter(gate));
		gate.awaitEntered();
		CompletableFuture<Integer> first = ask(target, Probe.ping());
		CompletableFuture<Integer> second = ask(target, Probe.ping());
		gate.open();
		assertThat(get(first)).isEqualTo(2);
		assertThat(get(second)).isEqualTo(2);
		assertThat(this.probes.handled).hasValue(3);
	}

	@ParameterizedTest
	@EnumSource(Kind.class)
	void requestThatWaitsWhenItsTargetIsTerminatedFailsAtOnceAndIsNeverHandled(Kind kind) throws Exception {
		ActorRef<Probe> target = startTarget(kind);
		Gate gate = this.probes.gate();
		target.tell(Probe.pass(gate));
		gate.awaitEntered();
		CompletableFuture<Integer> waiting = ask(target, Probe.ping());
		killForGood();
		assertThat(failure(waiting)).isInstanceOfSatisfying(ActorTerminatedException.class,
				(failure) -> assertThat(failure.getHandling()).isEqualTo(Handling.NOT_HANDLED));
		get(root().restart("target"));
		settle(root());
		assertThat(this.probes.handled).hasValue(1);
	}

	@ParameterizedTest
	@EnumSource(Kind.class)
	void requestThatWasAnsweredStaysAnsweredWhenItsTargetDies(Kind kind) {
		ActorRef<Probe> target = startTarget(kind);
		CompletableFuture<Integer> asked = ask(target, Probe.ping());
		get(asked);
		assertThat(failure(ask(target, Probe.crash()))).isInstanceOf(ActorCrashedException.class);
		get(endForGood());
		assertThat(get(asked)).isOne();
		assertThat(this.probes.handled).hasValue(2);
	}

	@ParameterizedTest
	@EnumSource(Kind.class)
	void requestThatMakesItsTargetStopIsAnswered(Kind kind) {
		ActorRef<Probe> target = startTarget(kind);
		assertThat(get(ask(target, Probe.exit()))).isOne();
	}

	@ParameterizedTest
	@EnumSource(value = Kind.class, names = { "SINGLE", "KEYED" })
	void refIsValidAgainWhenItsTargetIsRestartedByHand(Kind kind) {
		ActorRef<Probe> target = startTarget(kind);
		get(endForGood());
		assertThat(failure(ask(target, Probe.ping()))).isInstanceOf(ActorTerminatedException.class);
		get(root().restart("target"));
		get(ask(target, Probe.ping()));
		assertThat(this.probes.handled).hasValue(1);
	}

	@ParameterizedTest
	@EnumSource(Kind.class)
	void callerThatIsAnActorIsToldAsAnyOther(Kind kind) throws Exception {
		ActorRef<Probe> target = startTarget(kind);
		ActorRef<Probe> caller = this.system.spawn(this.probes.permanent("caller"));
		Gate gate = this.probes.gate();
		CompletableFuture<Throwable> seen = new CompletableFuture<>();
		caller.tell(new Probe.Do((context) -> {
			try {
				target.call(Probe.crashAfter(gate), FOREVER);
			}
			catch (ActorCrashedException ex) {
				seen.complete(ex);
			}
		}));
		gate.awaitEntered();
		gate.open();
		assertThat(get(seen)).hasRootCauseMessage("boom");
		assertThat(ping(caller)).isOne();
	}

}
