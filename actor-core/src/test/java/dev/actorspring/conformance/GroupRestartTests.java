package dev.actorspring.conformance;

import java.time.Duration;
import java.util.function.UnaryOperator;

import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.RestartStrategy;
import dev.actorspring.supervision.Supervisor;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rule: <em>Under one_for_all and rest_for_one a failure during a group restart is
 * retried as in OTP (one_for_all starts all again; rest_for_one only from the failed
 * child on)</em>; <em>a failed attempt counts and is retried</em>; <em>siblings that die
 * at the same instant are one group restart</em>.
 */
class GroupRestartTests extends ConformanceTest {

	private Supervisor startFour(RestartStrategy strategy, int intensity) {
		return startFour((group) -> group.strategy(strategy).intensity(intensity, Duration.ofSeconds(5)));
	}

	private Supervisor startFour(UnaryOperator<SupervisorSpec.Builder> setup) {
		return startGroup((group) -> setup.apply(group)
			.child(this.probes.permanent("a"))
			.child(this.probes.permanent("b"))
			.child(this.probes.permanent("c"))
			.child(this.probes.permanent("d")));
	}

	private void assertNoEscalation(Supervisor group) {
		awaitAllRunning(group);
		settle(group);
		assertThat(events(ActorEvent.Escalated.class)).isEmpty();
	}

	@Test
	void oneForAllStartsAllAgainAfterAFailureInTheMiddle() {
		Supervisor group = startFour(RestartStrategy.ONE_FOR_ALL, 2);
		this.probes.failStarts("c", 1);
		crash("b");
		assertJournal("-b1", "-d1", "-c1", "-a1", "+a2", "+b2", "!c2", "-b2", "-a2", "+a3", "+b3", "+c3", "+d2");
		assertNoEscalation(group);
	}

	@Test
	void restForOneGoesOnFromTheFailedChild() {
		Supervisor group = startFour(RestartStrategy.REST_FOR_ONE, 2);
		this.probes.failStarts("c", 1);
		crash("b");
		assertJournal("-b1", "-d1", "-c1", "+b2", "!c2", "+c3", "+d2");
		assertNoEscalation(group);
	}

	@ParameterizedTest
	@EnumSource(value = RestartStrategy.class, names = { "ONE_FOR_ALL", "REST_FOR_ONE" })
	void childThatCrashedAndFailsToRestartIsTriedAgainWithItsGroup(RestartStrategy strategy) {
		Supervisor group = startFour(strategy, 3);
		this.probes.failStarts("a", 2);
		crash("a");
		assertJournal("-a1", "-d1", "-c1", "-b1", "!a2", "!a3", "+a4", "+b2", "+c2", "+d2");
		assertNoEscalation(group);
	}

	@ParameterizedTest
	@EnumSource(value = RestartStrategy.class, names = { "ONE_FOR_ALL", "REST_FOR_ONE" })
	void everyFailedAttemptCountsAndOneTooManyEscalates(RestartStrategy strategy) {
		startFour(strategy, 2);
		this.probes.failStarts("c", 2);
		crash("c");
		awaitEscalations(1);
		awaitAllRunning(this.system.supervisor("root"));
		awaitAllRunning(group());
		assertThat(this.probes.journal()).containsSubsequence("!c2", "!c3", "+c4");
		assertThat(this.probes.journal().stream().filter((entry) -> entry.startsWith("!"))).hasSize(2);
	}

	@ParameterizedTest
	@EnumSource(value = RestartStrategy.class, names = { "ONE_FOR_ALL", "REST_FOR_ONE" })
	void exactlyAsManyAttemptsAsTheIntensityAreAllowed(RestartStrategy strategy) {
		Supervisor group = startFour(strategy, 3);
		this.probes.failStarts("c", 2);
		crash("c");
		awaitJournal("+c4");
		awaitJournal("+d2");
		assertNoEscalation(group);
	}

	@Test
	void siblingThatIsTransientIsTriedAgainToo() {
		Supervisor group = startGroup((builder) -> builder.strategy(RestartStrategy.REST_FOR_ONE)
			.child(this.probes.permanent("a"))
			.child(this.probes.transientOne("b")));
		this.probes.failStarts("b", 1);
		crash("a");
		assertJournal("-a1", "-b1", "+a2", "!b2", "+b3");
		assertNoEscalation(group);
	}

	@Test
	void supervisorAmongTheSiblingsThatFailsToStartIsTriedAgain() {
		Supervisor group = startGroup((builder) -> builder.strategy(RestartStrategy.ONE_FOR_ALL)
			.intensity(2, Duration.ofSeconds(5))
			.child(this.probes.permanent("a"))
			.child(SupervisorSpec.named("inner")
				.child(this.probes.permanent("x"))
				.child(this.probes.permanent("y"))
				.build()));
		this.probes.failStarts("y", 1);
		crash("a");
		assertJournal("-a1", "-y1", "-x1", "+a2", "+x2", "!y2", "-x2", "-a2", "+a3", "+x3", "+y3");
		assertNoEscalation(group);
	}

	@ParameterizedTest
	@EnumSource(value = RestartStrategy.class, names = { "ONE_FOR_ALL", "REST_FOR_ONE" })
	void siblingThatDiesWhileItIsBeingStoppedIsPartOfTheSameGroupRestart(RestartStrategy strategy) throws Exception {
		Supervisor group = startFour(strategy, 1);
		Gate gate = this.probes.gate();
		ref("d").tell(Probe.crashAfter(gate));
		gate.awaitEntered();
		crash("a");
		awaitBeingStopped(group, "d");
		gate.open();
		assertJournal("-a1", "-d1", "-c1", "-b1", "+a2", "+b2", "+c2", "+d2");
		assertNoEscalation(group);
	}

	@ParameterizedTest
	@EnumSource(value = RestartStrategy.class, names = { "ONE_FOR_ALL", "REST_FOR_ONE" })
	void siblingThatDiesBeforeItsTurnToBeStoppedIsPartOfTheSameGroupRestart(RestartStrategy strategy) throws Exception {
		Supervisor group = startFour(strategy, 1);
		Gate gate = this.probes.hangStop("d");
		crash("a");
		gate.awaitEntered();
		crash("b");
		awaitJournal("-b1");
		exit("c");
		awaitJournal("-c1");
		awaitState(group, "b", ChildState.RESTARTING);
		gate.open();
		assertJournal("-a1", "-b1", "-c1", "-d1", "+a2", "+b2", "+c2", "+d2");
		assertNoEscalation(group);
	}

	@ParameterizedTest
	@EnumSource(value = RestartStrategy.class, names = { "ONE_FOR_ALL", "REST_FOR_ONE" })
	void siblingsWhoseEndsAreBothUnderWayAreOneGroupRestart(RestartStrategy strategy) throws Exception {
		Supervisor group = startFour(strategy, 1);
		Gate dying = this.probes.hangStop("b");
		crash("b");
		dying.awaitEntered();
		crash("a");
		awaitJournal("-c1");
		dying.open();
		assertJournal("-a1", "-d1", "-c1", "-b1", "+a2", "+b2", "+c2", "+d2");
		assertNoEscalation(group);
	}

	@Test
	void elderSiblingThatDiesDuringARestForOneRestartIsAnotherOne() throws Exception {
		Supervisor group = startFour(RestartStrategy.REST_FOR_ONE, 2);
		Gate gate = this.probes.hangStop("d");
		crash("b");
		gate.awaitEntered();
		crash("a");
		awaitState(group, "a", ChildState.RESTARTING);
		gate.open();
		assertJournal("-b1", "-a1", "-d1", "-c1", "+b2", "+c2", "+d2", "-d2", "-c2", "-b2", "+a2", "+b3", "+c3", "+d3");
		assertNoEscalation(group);
	}

	@Test
	void siblingThatDiesAfterItWasStartedAgainIsAnotherGroupRestart() throws Exception {
		Supervisor group = startFour(RestartStrategy.ONE_FOR_ALL, 2);
		Gate gate = this.probes.hangStart("d");
		crash("a");
		gate.awaitEntered();
		crash("b");
		awaitState(group, "b", ChildState.RESTARTING);
		gate.open();
		assertJournal("-a1", "-d1", "-c1", "-b1", "+a2", "+b2", "+c2", "-b2", "+d2", "-d2", "-c2", "-a2", "+a3", "+b3",
				"+c3", "+d3");
		assertNoEscalation(group);
	}

	@Test
	void temporarySiblingThatDiesDuringAGroupRestartIsForgotten() throws Exception {
		Supervisor group = startGroup((builder) -> builder.strategy(RestartStrategy.ONE_FOR_ALL)
			.intensity(1, Duration.ofSeconds(5))
			.child(this.probes.permanent("a"))
			.child(this.probes.temporary("b"))
			.child(this.probes.permanent("c")));
		Gate gate = this.probes.hangStop("c");
		crash("a");
		gate.awaitEntered();
		crash("b");
		awaitJournal("-b1");
		gate.open();
		assertJournal("-a1", "-b1", "-c1", "+a2", "+c2");
		assertNoEscalation(group);
		assertThat(ids(group)).containsExactly("a", "c");
	}

	@Test
	void childStartedDuringAGroupRestartIsAddedAfterIt() throws Exception {
		Supervisor group = startFour(RestartStrategy.ONE_FOR_ALL, 1);
		Gate gate = this.probes.hangStop("d");
		crash("a");
		gate.awaitEntered();
		var started = group.start(this.probes.permanent("e"));
		settle(group);
		assertThat(started).isNotDone();
		gate.open();
		assertThat(ping(get(started))).isOne();
		assertThat(this.probes.journal()).endsWith("+d2", "+e1");
	}

}
