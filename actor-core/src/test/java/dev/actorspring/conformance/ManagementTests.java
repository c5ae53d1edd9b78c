package dev.actorspring.conformance;

import java.time.Duration;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.ExitReason;
import dev.actorspring.supervision.ChildCounts;
import dev.actorspring.supervision.ChildException.Reason;
import dev.actorspring.supervision.ChildInfo;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.ChildType;
import dev.actorspring.supervision.RestartStrategy;
import dev.actorspring.supervision.Supervisor;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorStartException;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * The rule: <em>At run time: children with id, state, incarnation; the four counts
 * (specs, active, supervisors, workers); start, terminate, restart, delete a child with
 * OTP's answers as exceptions.</em> Here for children that run or are stopped;
 * {@link ManagementInEveryStateTests} has the other states.
 */
class ManagementTests extends ConformanceTest {

	private Supervisor startThree(RestartStrategy strategy) {
		return startGroup((group) -> group.strategy(strategy)
			.child(this.probes.permanent("a"))
			.child(SupervisorSpec.named("b").child(this.probes.permanent("x")).build())
			.child(this.probes.transientOne("c")));
	}

	private Supervisor startThree() {
		return startThree(RestartStrategy.ONE_FOR_ONE);
	}

	private static Tuple told(ChildInfo child) {
		return tuple(child.id(), child.state(), child.incarnation(), child.type());
	}

	@Test
	void childrenAreToldInStartOrderWithStateIncarnationAndType() {
		Supervisor group = startThree();
		crash("a");
		awaitJournal("+a2");
		awaitAllRunning(group);
		get(group.terminate("c"));
		assertThat(group.children()).map(ManagementTests::told)
			.containsExactly(tuple("a", ChildState.RUNNING, 2, ChildType.WORKER),
					tuple("b", ChildState.RUNNING, 1, ChildType.SUPERVISOR),
					tuple("c", ChildState.STOPPED, 1, ChildType.WORKER));
		assertThat(group.children()).extracting(ChildInfo::ref).containsExactly(ref("a"), null, ref("c"));
		assertThat(group.lastEnd("a")).get().isInstanceOf(ExitReason.Error.class);
		assertThat(group.lastEnd("b")).isEmpty();
		assertThat(group.lastEnd("c")).contains(new ExitReason.Shutdown());
		assertThat(group.lastEnd("nobody")).isEmpty();
		assertThat(group.name()).isEqualTo("group");
		assertThat(group.path()).isEqualTo("group");
		assertThat(this.system.supervisor("b").path()).isEqualTo("group/b");
	}

	@Test
	void countsAreOfSpecsActiveSupervisorsAndWorkersRunningOrNot() {
		Supervisor group = startThree();
		assertThat(group.counts()).isEqualTo(new ChildCounts(3, 3, 1, 2));
		get(group.terminate("a"));
		assertThat(group.counts()).isEqualTo(new ChildCounts(3, 2, 1, 2));
		get(group.terminate("b"));
		assertThat(group.counts()).isEqualTo(new ChildCounts(3, 1, 1, 2));
		get(group.delete("b"));
		assertThat(group.counts()).isEqualTo(new ChildCounts(2, 1, 0, 2));
	}

	@Test
	void startedChildRunsAndIsTheLastInOrder() {
		Supervisor group = startThree(RestartStrategy.ONE_FOR_ALL);
		ActorRef<Probe> started = get(group.start(this.probes.permanent("d")));
		assertThat(started.path()).isEqualTo("group/d");
		assertThat(ping(started)).isOne();
		assertThat(ids(group)).containsExactly("a", "b", "c", "d");
		assertThat(this.system.find("group/d")).isPresent();
		this.probes.clearJournal();
		crash("a");
		assertJournal("-a1", "-d1", "-c1", "-x1", "+a2", "+x2", "+c2", "+d2");
	}

	@Test
	void startOfAChildThatRunsIsRefusedAsAlreadyStarted() {
		Supervisor group = startThree();
		assertThat(refusal(group.start(this.probes.permanent("a")))).isEqualTo(Reason.ALREADY_STARTED);
		assertThat(refusal(group.start(SupervisorSpec.named("b").build()))).isEqualTo(Reason.ALREADY_STARTED);
		assertJournal();
	}

	@Test
	void startOfAChildThatIsStoppedIsRefusedAsAlreadyPresent() {
		Supervisor group = startThree();
		get(group.terminate("a"));
		assertThat(refusal(group.start(this.probes.permanent("a")))).isEqualTo(Reason.ALREADY_PRESENT);
		exit("c");
		awaitState(group, "c", ChildState.STOPPED);
		assertThat(refusal(group.start(this.probes.permanent("c")))).isEqualTo(Reason.ALREADY_PRESENT);
	}

	@Test
	void childWhoseStartFailsIsNotAddedAndNothingIsCounted() {
		Supervisor group = startGroup(
				(builder) -> builder.intensity(0, Duration.ofSeconds(5)).child(this.probes.permanent("a")));
		this.probes.failStarts("b", 1);
		assertThat(failure(group.start(this.probes.permanent("b")))).isInstanceOf(ActorStartException.class)
			.hasMessageContaining("'group/b'")
			.hasRootCauseMessage("b cannot start");
		assertThat(ids(group)).containsExactly("a");
		assertThat(group.counts()).isEqualTo(new ChildCounts(1, 1, 0, 1));
		assertThat(events(ActorEvent.Escalated.class)).isEmpty();
		assertThat(ping(get(group.start(this.probes.permanent("b"))))).isOne();
	}

	@Test
	void terminatedChildStaysKnownAndItsMessagesAreRefused() {
		Supervisor group = startThree();
		ChildInfo terminated = get(group.terminate("a"));
		assertThat(told(terminated)).isEqualTo(tuple("a", ChildState.STOPPED, 1, ChildType.WORKER));
		assertJournal("-a1");
		assertThat(failure(ref("a").ask(Probe.ping()))).isInstanceOf(ActorTerminatedException.class);
		assertThat(ref("a").tryTell(Probe.ping())).isFalse();
	}

	@Test
	void terminatingAChildTwiceIsNoError() {
		Supervisor group = startThree();
		get(group.terminate("a"));
		get(group.terminate("a"));
		assertJournal("-a1");
	}

	@Test
	void terminatedSupervisorStopsItsChildren() {
		Supervisor group = startThree();
		get(group.terminate("b"));
		assertJournal("-x1");
		assertThat(failure(ref("x").ask(Probe.ping()))).isInstanceOf(ActorTerminatedException.class);
	}

	@Test
	void temporaryChildIsForgottenWhenItIsTerminated() {
		Supervisor group = startGroup((builder) -> builder.child(this.probes.temporary("a")));
		get(group.terminate("a"));
		assertThat(group.children()).isEmpty();
		assertThat(refusal(group.restart("a"))).isEqualTo(Reason.NOT_FOUND);
		assertThat(refusal(group.delete("a"))).isEqualTo(Reason.NOT_FOUND);
	}

	@Test
	void whatIsNotThereIsNotFound() {
		Supervisor group = startThree();
		assertThat(refusal(group.terminate("nobody"))).isEqualTo(Reason.NOT_FOUND);
		assertThat(refusal(group.restart("nobody"))).isEqualTo(Reason.NOT_FOUND);
		assertThat(refusal(group.delete("nobody"))).isEqualTo(Reason.NOT_FOUND);
	}

	@Test
	void restartOfARunningChildIsRefused() {
		Supervisor group = startThree();
		assertThat(refusal(group.restart("a"))).isEqualTo(Reason.RUNNING);
		assertThat(refusal(group.restart("b"))).isEqualTo(Reason.RUNNING);
		assertJournal();
	}

	@Test
	void restartedChildIsANewIncarnationInItsOldPlaceBehindTheSameRef() {
		Supervisor group = startThree();
		ActorRef<Probe> ref = ref("a");
		get(group.terminate("a"));
		assertThat(told(get(group.restart("a")))).isEqualTo(tuple("a", ChildState.RUNNING, 2, ChildType.WORKER));
		assertThat(ping(ref)).isEqualTo(2);
		assertThat(ids(group)).containsExactly("a", "b", "c");
	}

	@Test
	void restartThatFailsLeavesTheChildStoppedAndIsNotRetried() {
		Supervisor group = startGroup(
				(builder) -> builder.intensity(0, Duration.ofSeconds(5)).child(this.probes.permanent("a")));
		get(group.terminate("a"));
		this.probes.failStarts("a", 1);
		assertThat(failure(group.restart("a"))).isInstanceOf(ActorStartException.class)
			.hasMessageContaining("'group/a'")
			.hasRootCauseMessage("a cannot start");
		settle(group);
		assertThat(states(group)).containsEntry("a", ChildState.STOPPED);
		assertJournal("-a1", "!a2");
		assertThat(get(group.restart("a")).incarnation()).isEqualTo(3);
	}

	@Test
	void restartedSupervisorHasAllItsDeclaredChildrenAgainAndNoOthers() {
		Supervisor group = startThree();
		Supervisor inner = this.system.supervisor("b");
		get(inner.terminate("x"));
		get(inner.delete("x"));
		get(inner.start(this.probes.permanent("y")));
		get(group.terminate("b"));
		get(group.restart("b"));
		assertThat(ids(inner)).containsExactly("x");
		assertThat(ping(ref("x"))).isEqualTo(2);
	}

	@Test
	void runningChildCannotBeDeleted() {
		Supervisor group = startThree();
		assertThat(refusal(group.delete("a"))).isEqualTo(Reason.RUNNING);
		assertThat(refusal(group.delete("b"))).isEqualTo(Reason.RUNNING);
		assertThat(ids(group)).containsExactly("a", "b", "c");
	}

	@Test
	void deletedChildIsGoneAndItsNameIsFreeForANewLastOne() {
		Supervisor group = startThree();
		get(group.terminate("a"));
		assertThat(get(group.delete("a")).id()).isEqualTo("a");
		assertThat(ids(group)).containsExactly("b", "c");
		assertThat(refusal(group.restart("a"))).isEqualTo(Reason.NOT_FOUND);
		assertThat(ping(get(group.start(this.probes.permanent("a"))))).isOne();
		assertThat(ids(group)).containsExactly("b", "c", "a");
	}

	@Test
	void exitedTransientChildCanBeDeleted() {
		Supervisor group = startThree();
		exit("c");
		awaitState(group, "c", ChildState.STOPPED);
		get(group.delete("c"));
		assertThat(ids(group)).containsExactly("a", "b");
	}

	@Test
	void supervisorStartedAtRunTimeSupervisesAndIsManagedAsAnyOther() {
		Supervisor group = startThree();
		Supervisor late = get(group.start(SupervisorSpec.named("late")
			.strategy(RestartStrategy.ONE_FOR_ALL)
			.intensity(1, Duration.ofSeconds(5))
			.child(this.probes.permanent("l"))
			.build()));
		assertThat(late.path()).isEqualTo("group/late");
		assertThat(group.children()).last()
			.extracting(ManagementTests::told)
			.isEqualTo(tuple("late", ChildState.RUNNING, 1, ChildType.SUPERVISOR));
		ActorRef<Probe> last = get(late.start(this.probes.permanent("m")));
		this.probes.clearJournal();
		crash(last);
		assertJournal("-m1", "-l1", "+l2", "+m2");
		awaitAllRunning(late);
		crash(last);
		awaitEscalations(1);
		assertJournal("-m1", "-l1", "+l2", "+m2", "-m2", "-l2", "+l3");
		awaitAllRunning(group);
		assertThat(ids(late)).containsExactly("l");
		get(group.terminate("late"));
		get(group.delete("late"));
		assertThat(refusal(late.start(this.probes.permanent("n")))).isEqualTo(Reason.NOT_RUNNING);
	}

	@Test
	void supervisorStartedAtRunTimeThatFailsIsNotAdded() {
		Supervisor group = startThree();
		this.probes.failStarts("m", 1);
		assertThat(failure(group.start(SupervisorSpec.named("late")
			.child(this.probes.permanent("l"))
			.child(this.probes.permanent("m"))
			.build()))).isInstanceOf(ActorStartException.class).hasMessageContaining("'group/late/m'");
		assertJournal("+l1", "!m1", "-l1");
		assertThat(ids(group)).containsExactly("a", "b", "c");
	}

}
