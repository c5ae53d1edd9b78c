package dev.actorspring.conformance;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import dev.actorspring.ActorTerminatedException;
import dev.actorspring.supervision.ChildException.Reason;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.GiveUp;
import dev.actorspring.supervision.RestartStrategy;
import dev.actorspring.supervision.Supervisor;
import dev.actorspring.supervision.SupervisorSpec;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rule: <em>a supervisor answers while a start hangs, while it retries, while it
 * backs off; stopping a supervisor during any of this ends promptly.</em> Where nothing
 * hangs the clock does not move; where something does, by no more than its shutdown time.
 */
class StopAtAnyTimeTests extends ConformanceTest {

	private static final Duration PERIOD = Duration.ofSeconds(5);

	private Supervisor root() {
		return this.system.supervisor("root");
	}

	private Supervisor startTwo(RestartStrategy strategy, GiveUp giveUp, int intensity) {
		return startGroup((group) -> group.strategy(strategy)
			.giveUp(giveUp)
			.intensity(intensity, PERIOD)
			.child(this.probes.permanent("a"))
			.child(this.probes.permanent("b")));
	}

	/** Terminates the group while one of its children hangs. */
	private void terminateInOneShutdownTime() {
		var terminated = root().terminate("group");
		settle(root());
		failure(group().terminate("nobody"));
		this.time.advance(Duration.ofSeconds(5).plusMillis(20));
		get(terminated);
		assertThat(states(group()).values()).doesNotContain(ChildState.RUNNING, ChildState.RESTARTING);
	}

	private CompletableFuture<Void> closeAndAwaitThatItHasBegun() {
		CompletableFuture<Void> closed = closeLater();
		await().until(() -> refusal(root().terminate("nobody")) == Reason.NOT_RUNNING);
		return closed;
	}

	@Test
	void stopDuringTheStart() throws Exception {
		Gate gate = this.probes.hangStart("b");
		CompletableFuture<Void> starting = startGroupLater((group) -> group.child(this.probes.permanent("a"))
			.child(this.probes.permanent("b"))
			.child(this.probes.permanent("c")));
		gate.awaitEntered();
		CompletableFuture<Integer> waiting = ref("c").ask(Probe.ping());
		CompletableFuture<Void> closed = closeLater();
		awaitBeingStopped(group(), "b");
		this.time.advance(Duration.ofSeconds(5).plusMillis(20));
		get(closed);
		assertThat(failure(waiting)).isInstanceOf(ActorTerminatedException.class);
		assertJournal("+a1", "-a1");
		await().until(starting::isDone);
	}

	@Test
	void stopDuringAStartAtRunTimeFailsIt() throws Exception {
		Supervisor group = startTwo(RestartStrategy.ONE_FOR_ONE, GiveUp.ESCALATE, 3);
		Gate gate = this.probes.hangStart("c");
		var starting = group.start(this.probes.permanent("c"));
		gate.awaitEntered();
		terminateInOneShutdownTime();
		assertThat(failure(starting)).isNotNull();
		assertJournal("-b1", "-a1");
	}

	@Test
	void stopDuringARestartThatHangs() throws Exception {
		startTwo(RestartStrategy.ONE_FOR_ONE, GiveUp.ESCALATE, 3);
		Gate gate = this.probes.hangStart("b");
		crash("b");
		gate.awaitEntered();
		terminateInOneShutdownTime();
		assertJournal("-b1", "-a1");
	}

	@Test
	void stopDuringAGroupRestartThatHangsInAStart() throws Exception {
		startTwo(RestartStrategy.ONE_FOR_ALL, GiveUp.ESCALATE, 3);
		Gate gate = this.probes.hangStart("b");
		crash("a");
		gate.awaitEntered();
		terminateInOneShutdownTime();
		assertJournal("-a1", "-b1", "+a2", "-a2");
	}

	@Test
	void stopDuringAGroupRestartThatHangsInAStop() throws Exception {
		startTwo(RestartStrategy.ONE_FOR_ALL, GiveUp.ESCALATE, 3);
		Gate gate = this.probes.hangStop("b");
		crash("a");
		gate.awaitEntered();
		var terminated = root().terminate("group");
		settle(root());
		gate.open();
		get(terminated);
		assertJournal("-a1", "-b1");
	}

	@Test
	void stopDuringBackoffNeedsNoTime() {
		Supervisor group = startTwo(RestartStrategy.ONE_FOR_ONE, GiveUp.BACKOFF, 0);
		crash("a");
		awaitState(group, "a", ChildState.BACKOFF);
		CompletableFuture<Integer> waiting = ref("a").ask(Probe.ping());
		get(root().terminate("group"));
		assertThat(failure(waiting)).isInstanceOf(ActorTerminatedException.class);
		this.time.advance(Duration.ofMinutes(1));
		assertJournal("-a1", "-b1");
	}

	@Test
	void closeDuringBackoffNeedsNoTime() {
		Supervisor group = startTwo(RestartStrategy.ONE_FOR_ONE, GiveUp.BACKOFF, 0);
		crash("a");
		awaitState(group, "a", ChildState.BACKOFF);
		get(closeLater());
		assertJournal("-a1", "-b1");
	}

	@Test
	void stopDuringAnEscalationThatHangs() throws Exception {
		startTwo(RestartStrategy.ONE_FOR_ONE, GiveUp.ESCALATE, 0);
		Gate gate = this.probes.hangStop("b");
		crash("a");
		gate.awaitEntered();
		var terminated = root().terminate("group");
		settle(root());
		gate.open();
		assertThat(get(terminated).state()).isEqualTo(ChildState.STOPPED);
		settle(root());
		assertThat(states(root())).containsEntry("group", ChildState.STOPPED);
		assertJournal("-a1", "-b1");
	}

	@Test
	void closeDuringAnEscalationThatHangs() throws Exception {
		startTwo(RestartStrategy.ONE_FOR_ONE, GiveUp.ESCALATE, 0);
		Gate gate = this.probes.hangStop("b");
		crash("a");
		gate.awaitEntered();
		CompletableFuture<Void> closed = closeAndAwaitThatItHasBegun();
		gate.open();
		get(closed);
		assertJournal("-a1", "-b1");
	}

	@Test
	void stopWhileARestartFailsAgainAndAgain() {
		// OTP's hanging_restart_loop: the supervisor must not be deaf while it retries.
		Supervisor group = startTwo(RestartStrategy.ONE_FOR_ONE, GiveUp.ESCALATE, Integer.MAX_VALUE);
		this.probes.failStarts("a", Integer.MAX_VALUE);
		crash("a");
		awaitJournal("!a2");
		assertThat(group.counts().active()).isOne();
		assertThat(ping(ref("b"))).isOne();
		get(root().terminate("group"));
		this.probes.failStarts("a", 0);
		settle(root());
		assertThat(this.probes.journal()).contains("-b1").noneMatch((entry) -> entry.startsWith("+"));
	}

	@Test
	void terminatingTheChildEndsARestartThatFailsAgainAndAgain() {
		Supervisor group = startTwo(RestartStrategy.ONE_FOR_ALL, GiveUp.ESCALATE, Integer.MAX_VALUE);
		this.probes.failStarts("a", Integer.MAX_VALUE);
		crash("a");
		awaitJournal("!a2");
		get(group.terminate("a"));
		this.probes.failStarts("a", 0);
		assertThat(get(group.restart("a")).state()).isEqualTo(ChildState.RUNNING);
	}

	@Test
	void closeEndsAllThisInNestedSupervisorsToo() throws Exception {
		start((builder) -> builder.supervisor(SupervisorSpec.named("outer")
			.child(this.probes.permanent("x"))
			.child(SupervisorSpec.named("group").child(this.probes.permanent("a")).build())
			.build()));
		this.probes.clearJournal();
		Gate gate = this.probes.hangStart("a");
		crash("a");
		gate.awaitEntered();
		CompletableFuture<Void> closed = closeLater();
		awaitBeingStopped(group(), "a");
		this.time.advance(Duration.ofSeconds(5).plusMillis(20));
		get(closed);
		assertJournal("-a1", "-x1");
	}

	@Test
	void systemClosedWhileItsStartFailsEndsTheStart() throws Exception {
		Gate gate = this.probes.hangStop("a");
		this.probes.failStarts("b", 1);
		CompletableFuture<Void> starting = startGroupLater(
				(group) -> group.child(this.probes.permanent("a")).child(this.probes.permanent("b")));
		gate.awaitEntered();
		CompletableFuture<Void> closed = closeAndAwaitThatItHasBegun();
		gate.open();
		get(closed);
		assertJournal("+a1", "!b1", "-a1");
		await().until(starting::isDone);
	}

}
