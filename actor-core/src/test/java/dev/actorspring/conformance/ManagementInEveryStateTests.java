package dev.actorspring.conformance;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import dev.actorspring.ActorRef;
import dev.actorspring.supervision.ChildCounts;
import dev.actorspring.supervision.ChildException.Reason;
import dev.actorspring.supervision.ChildInfo;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.GiveUp;
import dev.actorspring.supervision.RestartStrategy;
import dev.actorspring.supervision.Supervisor;
import dev.actorspring.system.ActorStartException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rule: <em>A supervisor answers questions at all times, also while a child's start
 * hangs or waits in backoff</em>, and <em>start, terminate, restart, delete a child with
 * OTP's answers</em>, in the states in between.
 */
class ManagementInEveryStateTests extends ConformanceTest {

	private Supervisor startTwo(RestartStrategy strategy) {
		return startGroup((
				group) -> group.strategy(strategy).child(this.probes.permanent("a")).child(this.probes.permanent("b")));
	}

	private CompletableFuture<ChildInfo> terminatePastTheShutdownTime(Supervisor group, String child) {
		CompletableFuture<ChildInfo> terminated = group.terminate(child);
		settle(group);
		this.time.advance(Duration.ofSeconds(6));
		return terminated;
	}

	private void assertIsRestarting(Supervisor group, String child) {
		assertThat(states(group)).containsEntry(child, ChildState.RESTARTING);
		assertThat(refusal(group.restart(child))).isEqualTo(Reason.RESTARTING);
		assertThat(refusal(group.delete(child))).isEqualTo(Reason.RESTARTING);
	}

	@Test
	void supervisorAnswersWhileAStartAtRunTimeHangs() throws Exception {
		Supervisor group = startTwo(RestartStrategy.ONE_FOR_ONE);
		Gate gate = this.probes.hangStart("c");
		CompletableFuture<ActorRef<Probe>> starting = group.start(this.probes.permanent("c"));
		gate.awaitEntered();
		assertIsRestarting(group, "c");
		assertThat(group.counts()).isEqualTo(new ChildCounts(3, 2, 0, 3));
		assertThat(refusal(group.start(this.probes.permanent("c")))).isEqualTo(Reason.ALREADY_STARTED);
		get(group.terminate("a"));
		get(group.restart("a"));
		crash("b");
		awaitJournal("+b2");
		assertThat(ping(get(group.start(this.probes.permanent("d"))))).isOne();
		gate.open();
		assertThat(ping(get(starting))).isOne();
	}

	@Test
	void terminatingAChildWhoseFirstStartHangsInterruptsItAfterItsShutdownTimeAndFailsTheStart() throws Exception {
		Supervisor group = startTwo(RestartStrategy.ONE_FOR_ONE);
		Gate gate = this.probes.hangStart("c");
		CompletableFuture<ActorRef<Probe>> starting = group.start(this.probes.permanent("c"));
		gate.awaitEntered();
		CompletableFuture<ChildInfo> terminated = group.terminate("c");
		settle(group);
		assertThat(terminated).isNotDone();
		this.time.advance(Duration.ofSeconds(6));
		assertThat(get(terminated).state()).isEqualTo(ChildState.STOPPED);
		assertThat(failure(starting)).isInstanceOf(ActorStartException.class);
		assertJournal();
	}

	@Test
	void supervisorAnswersWhileARestartHangsAndTerminatingTheChildCancelsIt() throws Exception {
		Supervisor group = startTwo(RestartStrategy.ONE_FOR_ONE);
		Gate gate = this.probes.hangStart("a");
		crash("a");
		gate.awaitEntered();
		assertIsRestarting(group, "a");
		assertThat(group.counts()).isEqualTo(new ChildCounts(2, 1, 0, 2));
		CompletableFuture<ChildInfo> terminated = terminatePastTheShutdownTime(group, "a");
		assertThat(get(terminated).state()).isEqualTo(ChildState.STOPPED);
		assertThat(get(group.restart("a")).state()).isEqualTo(ChildState.RUNNING);
		assertJournal("-a1", "+a3");
	}

	@Test
	void supervisorAnswersWhileTheStartOfTheSystemHangs() throws Exception {
		Gate gate = this.probes.hangStart("b");
		CompletableFuture<Void> starting = startGroupLater(
				(group) -> group.child(this.probes.permanent("a")).child(this.probes.permanent("b")));
		gate.awaitEntered();
		assertIsRestarting(group(), "b");
		assertThat(refusal(group().restart("a"))).isEqualTo(Reason.RUNNING);
		assertThat(group().counts()).isEqualTo(new ChildCounts(2, 1, 0, 2));
		CompletableFuture<ActorRef<Probe>> later = group().start(this.probes.permanent("c"));
		gate.open();
		get(starting);
		assertThat(ping(get(later))).isOne();
		assertJournal("+a1", "+b1", "+c1");
	}

	@Test
	void terminatingADeclaredChildThatHangsInTheStartLetsTheStartGoOn() throws Exception {
		Gate gate = this.probes.hangStart("a");
		CompletableFuture<Void> starting = startGroupLater(
				(group) -> group.child(this.probes.permanent("a")).child(this.probes.permanent("b")));
		gate.awaitEntered();
		CompletableFuture<ChildInfo> terminated = terminatePastTheShutdownTime(group(), "a");
		get(terminated);
		get(starting);
		assertThat(states(group())).containsEntry("a", ChildState.STOPPED).containsEntry("b", ChildState.RUNNING);
		assertJournal("+b1");
	}

	@Test
	void childTerminatedBeforeItsTurnInTheStartDoesNotRunAfterwards() throws Exception {
		Gate gate = this.probes.hangStart("a");
		CompletableFuture<Void> starting = startGroupLater(
				(group) -> group.child(this.probes.permanent("a")).child(this.probes.permanent("b")));
		gate.awaitEntered();
		CompletableFuture<ChildInfo> terminated = group().terminate("b");
		settle(group());
		gate.open();
		get(starting);
		assertThat(get(terminated).state()).isEqualTo(ChildState.STOPPED);
		settle(group());
		assertThat(states(group())).containsEntry("b", ChildState.STOPPED);
	}

	@Test
	void childTerminatedBeforeItsTurnInAGroupRestartDoesNotRunAfterwards() throws Exception {
		Supervisor group = startTwo(RestartStrategy.ONE_FOR_ALL);
		Gate gate = this.probes.hangStart("a");
		crash("a");
		gate.awaitEntered();
		CompletableFuture<ChildInfo> terminated = group.terminate("b");
		settle(group);
		gate.open();
		assertThat(get(terminated).state()).isEqualTo(ChildState.STOPPED);
		awaitState(group, "a", ChildState.RUNNING);
		assertThat(states(group)).containsEntry("b", ChildState.STOPPED);
	}

	@Test
	void childTerminatedWhileAGroupRestartStopsItDoesNotRunAfterwards() throws Exception {
		Supervisor group = startTwo(RestartStrategy.ONE_FOR_ALL);
		Gate gate = this.probes.hangStop("b");
		crash("a");
		gate.awaitEntered();
		CompletableFuture<ChildInfo> terminated = group.terminate("b");
		settle(group);
		gate.open();
		assertThat(get(terminated).state()).isEqualTo(ChildState.STOPPED);
		awaitState(group, "a", ChildState.RUNNING);
		assertThat(states(group)).containsEntry("b", ChildState.STOPPED);
	}

	@Test
	void terminatingTheChildThatHangsInAGroupRestartLetsTheOthersStart() throws Exception {
		Supervisor group = startTwo(RestartStrategy.ONE_FOR_ALL);
		Gate gate = this.probes.hangStart("a");
		crash("a");
		gate.awaitEntered();
		CompletableFuture<ChildInfo> terminated = terminatePastTheShutdownTime(group, "a");
		get(terminated);
		awaitState(group, "b", ChildState.RUNNING);
		assertThat(states(group)).containsEntry("a", ChildState.STOPPED);
		assertJournal("-a1", "-b1", "+b2");
	}

	@Test
	void childInBackoffIsRestartingAsInOtpAndTerminatingItCancelsTheAttempt() {
		Supervisor group = startGroup((builder) -> builder.giveUp(GiveUp.BACKOFF)
			.intensity(0, Duration.ofSeconds(5))
			.child(this.probes.permanent("a")));
		crash("a");
		awaitState(group, "a", ChildState.BACKOFF);
		assertThat(group.counts()).isEqualTo(new ChildCounts(1, 0, 0, 1));
		assertThat(refusal(group.restart("a"))).isEqualTo(Reason.RESTARTING);
		assertThat(refusal(group.delete("a"))).isEqualTo(Reason.RESTARTING);
		get(group.terminate("a"));
		this.time.advance(Duration.ofMinutes(1));
		get(group.start(this.probes.permanent("other")));
		assertThat(states(group)).containsEntry("a", ChildState.STOPPED);
		assertThat(get(group.restart("a")).incarnation()).isEqualTo(2);
		assertJournal("-a1", "+other1", "+a2");
	}

	@Test
	void startOfAChildInBackoffIsRefusedAsAlreadyPresentAsOtpDoesForARestartingChild() {
		Supervisor group = startGroup((builder) -> builder.giveUp(GiveUp.BACKOFF)
			.intensity(0, Duration.ofSeconds(5))
			.child(this.probes.permanent("a")));
		crash("a");
		awaitState(group, "a", ChildState.BACKOFF);
		assertThat(refusal(group.start(this.probes.permanent("a")))).isEqualTo(Reason.ALREADY_PRESENT);
	}

	@Test
	void operationsOnAChildThatIsBeingStoppedAreAnsweredWhenItHas() throws Exception {
		Supervisor group = startTwo(RestartStrategy.ONE_FOR_ONE);
		Gate gate = this.probes.hangStop("a");
		CompletableFuture<ChildInfo> first = group.terminate("a");
		gate.awaitEntered();
		CompletableFuture<ChildInfo> second = group.terminate("a");
		CompletableFuture<?> start = group.start(this.probes.permanent("a"));
		CompletableFuture<ChildInfo> restart = group.restart("a");
		settle(group);
		assertThat(first).isNotDone();
		assertThat(second).isNotDone();
		assertThat(start).isNotDone();
		assertThat(restart).isNotDone();
		assertThat(group.counts()).isEqualTo(new ChildCounts(2, 1, 0, 2));
		gate.open();
		get(first);
		get(second);
		assertThat(refusal(start)).isEqualTo(Reason.ALREADY_PRESENT);
		assertThat(get(restart).incarnation()).isEqualTo(2);
		assertJournal("-a1", "+a2");
	}

	@Test
	void deleteOfAChildThatIsBeingStoppedDeletesItWhenItHas() throws Exception {
		Supervisor group = startTwo(RestartStrategy.ONE_FOR_ONE);
		Gate gate = this.probes.hangStop("a");
		group.terminate("a");
		gate.awaitEntered();
		CompletableFuture<ChildInfo> deleted = group.delete("a");
		gate.open();
		get(deleted);
		assertThat(ids(group)).containsExactly("b");
	}

	@Test
	void stoppedSupervisorRefusesAndHasNobody() {
		Supervisor group = startTwo(RestartStrategy.ONE_FOR_ONE);
		get(this.system.supervisor("root").terminate("group"));
		assertThat(refusal(group.start(this.probes.permanent("c")))).isEqualTo(Reason.NOT_RUNNING);
		assertThat(refusal(group.terminate("a"))).isEqualTo(Reason.NOT_RUNNING);
		assertThat(refusal(group.restart("a"))).isEqualTo(Reason.NOT_RUNNING);
		assertThat(refusal(group.delete("a"))).isEqualTo(Reason.NOT_RUNNING);
		assertThat(group.counts().active()).isZero();
		assertJournal("-b1", "-a1");
	}

	@Test
	void supervisorOfAStoppedSystemRefuses() {
		Supervisor group = startTwo(RestartStrategy.ONE_FOR_ONE);
		this.system.close();
		assertThat(refusal(group.start(this.probes.permanent("c")))).isEqualTo(Reason.NOT_RUNNING);
		assertThat(refusal(this.system.supervisor("root").restart("group"))).isEqualTo(Reason.NOT_RUNNING);
	}

}
