package dev.actorspring.conformance;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorRef;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.RestartStrategy;
import dev.actorspring.supervision.Supervisor;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rule: <em>Strategies {@code ONE_FOR_ONE}, {@code ONE_FOR_ALL},
 * {@code REST_FOR_ONE}</em>; <em>Stopping a group: reverse start order, one after
 * another</em>. Here with restarts that succeed; {@link GroupRestartTests} has those that
 * do not go smoothly.
 */
class StrategyTests extends ConformanceTest {

	private Supervisor startThree(RestartStrategy strategy) {
		return startGroup((group) -> group.strategy(strategy)
			.child(this.probes.permanent("a"))
			.child(this.probes.permanent("b"))
			.child(this.probes.permanent("c")));
	}

	@ParameterizedTest
	@CsvSource({ "ONE_FOR_ONE, a, -a1 +a2", "ONE_FOR_ONE, b, -b1 +b2", "ONE_FOR_ONE, c, -c1 +c2",
			"ONE_FOR_ALL, a, -a1 -c1 -b1 +a2 +b2 +c2", "ONE_FOR_ALL, b, -b1 -c1 -a1 +a2 +b2 +c2",
			"ONE_FOR_ALL, c, -c1 -b1 -a1 +a2 +b2 +c2", "REST_FOR_ONE, a, -a1 -c1 -b1 +a2 +b2 +c2",
			"REST_FOR_ONE, b, -b1 -c1 +b2 +c2", "REST_FOR_ONE, c, -c1 +c2" })
	void crashRestartsWhomTheStrategySaysInOrder(RestartStrategy strategy, String crashed, String journal) {
		Supervisor group = startThree(strategy);
		crash(crashed);
		assertJournal(journal.split(" "));
		awaitAllRunning(group);
		settle(group);
		assertJournal(journal.split(" "));
	}

	@Test
	void siblingsStopOneAfterAnother() {
		startThree(RestartStrategy.ONE_FOR_ALL);
		crash("a");
		awaitJournal("+c2");
		assertThat(this.probes.mostEnding).hasValue(1);
	}

	@Test
	void nobodyIsStartedBeforeTheLastHasStopped() throws Exception {
		Supervisor group = startThree(RestartStrategy.ONE_FOR_ALL);
		Gate gate = this.probes.hangStop("c");
		crash("b");
		gate.awaitEntered();
		settle(group);
		assertJournal("-b1");
		gate.open();
		assertJournal("-b1", "-c1", "-a1", "+a2", "+b2", "+c2");
	}

	@ParameterizedTest
	@EnumSource(RestartStrategy.class)
	void restartOfAGroupCountsOnce(RestartStrategy strategy) {
		Supervisor group = startGroup((builder) -> builder.strategy(strategy)
			.intensity(2, Duration.ofSeconds(5))
			.child(this.probes.permanent("a"))
			.child(this.probes.permanent("b"))
			.child(this.probes.permanent("c")));
		crash("a");
		awaitJournal("+a2");
		awaitAllRunning(group);
		crash("a");
		awaitJournal("+a3");
		awaitAllRunning(group);
		settle(group);
		assertThat(events(ActorEvent.Escalated.class)).isEmpty();
		crash("a");
		awaitEscalations(1);
	}

	@Test
	void everyNewIncarnationIsReportedAndRemembered() {
		Supervisor group = startThree(RestartStrategy.REST_FOR_ONE);
		crash("b");
		awaitJournal("+c2");
		awaitAllRunning(group);
		await()
			.untilAsserted(() -> assertThat(events(ActorEvent.Restarted.class)).extracting(ActorEvent.Restarted::path)
				.containsExactly("group/b", "group/c"));
	}

	@Test
	void messagesThatWaitSurviveARestartOfTheGroup() throws Exception {
		Supervisor group = startThree(RestartStrategy.ONE_FOR_ALL);
		Gate gate = this.probes.gate();
		ref("a").tell(Probe.pass(gate));
		gate.awaitEntered();
		CompletableFuture<Integer> waiting = ref("a").ask(Probe.ping());
		crash("b");
		awaitBeingStopped(group, "a");
		gate.open();
		assertThat(get(waiting)).isEqualTo(2);
	}

	@ParameterizedTest
	@EnumSource(value = RestartStrategy.class, names = { "ONE_FOR_ALL", "REST_FOR_ONE" })
	void temporarySiblingIsStoppedAndForgottenNotRestarted(RestartStrategy strategy) {
		Supervisor group = startGroup((builder) -> builder.strategy(strategy)
			.child(this.probes.permanent("a"))
			.child(this.probes.temporary("b"))
			.child(this.probes.permanent("c")));
		crash("a");
		assertJournal("-a1", "-c1", "-b1", "+a2", "+c2");
		awaitAllRunning(group);
		assertThat(ids(group)).containsExactly("a", "c");
	}

	@ParameterizedTest
	@EnumSource(value = RestartStrategy.class, names = { "ONE_FOR_ALL", "REST_FOR_ONE" })
	void endOfATemporaryChildRestartsNobody(RestartStrategy strategy) {
		Supervisor group = startGroup((builder) -> builder.strategy(strategy)
			.child(this.probes.temporary("a"))
			.child(this.probes.permanent("b")));
		crash("a");
		await().untilAsserted(() -> assertThat(ids(group)).containsExactly("b"));
		settle(group);
		assertJournal("-a1");
	}

	@ParameterizedTest
	@EnumSource(value = RestartStrategy.class, names = { "ONE_FOR_ALL", "REST_FOR_ONE" })
	void siblingsThatWereTerminatedByHandOrHaveExitedComeBackWithTheGroup(RestartStrategy strategy) {
		Supervisor group = startGroup((builder) -> builder.strategy(strategy)
			.child(this.probes.permanent("a"))
			.child(this.probes.permanent("b"))
			.child(this.probes.transientOne("c")));
		get(group.terminate("b"));
		exit("c");
		awaitState(group, "c", ChildState.STOPPED);
		this.probes.clearJournal();
		crash("a");
		assertJournal("-a1", "+a2", "+b2", "+c2");
		awaitAllRunning(group);
		assertThat(ping(ref("b"))).isEqualTo(2);
		assertThat(ping(ref("c"))).isEqualTo(2);
	}

	@Test
	void siblingTerminatedByHandBeforeTheOneThatCrashedStaysStoppedUnderRestForOne() {
		Supervisor group = startThree(RestartStrategy.REST_FOR_ONE);
		get(group.terminate("a"));
		crash("b");
		awaitJournal("+c2");
		settle(group);
		assertThat(states(group)).containsEntry("a", ChildState.STOPPED);
	}

	@Test
	void childTerminatedByHandStaysStoppedUnderOneForOne() {
		Supervisor group = startThree(RestartStrategy.ONE_FOR_ONE);
		get(group.terminate("a"));
		crash("b");
		awaitJournal("+b2");
		settle(group);
		assertThat(states(group)).containsEntry("a", ChildState.STOPPED);
	}

	@Test
	void deletedSiblingDoesNotComeBackWithTheGroup() {
		Supervisor group = startThree(RestartStrategy.ONE_FOR_ALL);
		get(group.terminate("b"));
		get(group.delete("b"));
		this.probes.clearJournal();
		crash("a");
		assertJournal("-a1", "-c1", "+a2", "+c2");
		assertThat(ids(group)).containsExactly("a", "c");
	}

	@ParameterizedTest
	@EnumSource(value = RestartStrategy.class, names = { "ONE_FOR_ALL", "REST_FOR_ONE" })
	void terminatingOrRestartingByHandLeavesTheSiblingsAlone(RestartStrategy strategy) {
		Supervisor group = startThree(strategy);
		get(group.terminate("a"));
		get(group.restart("a"));
		assertJournal("-a1", "+a2");
	}

	@Test
	void nestedSupervisorIsStoppedAndStartedAsAWhole() {
		startGroup((group) -> group.strategy(RestartStrategy.ONE_FOR_ALL)
			.child(SupervisorSpec.named("inner")
				.child(this.probes.permanent("x"))
				.child(this.probes.permanent("y"))
				.build())
			.child(this.probes.permanent("b")));
		crash("b");
		assertJournal("-b1", "-y1", "-x1", "+x2", "+y2", "+b2");
		assertThat(ping(ref("y"))).isEqualTo(2);
	}

	@Test
	void keyedFamilyIsStoppedAndStartedWithItsGroup() {
		Supervisor group = startGroup((builder) -> builder.strategy(RestartStrategy.ONE_FOR_ALL)
			.child(this.probes.permanent("a"))
			.child(this.probes.keyed("family")));
		ActorRef<Probe> keyed = this.system.keyed("family", Probe.class).get("key");
		ping(keyed);
		crash("a");
		assertJournal("+family1", "-a1", "-family1", "+a2");
		awaitAllRunning(group);
		ping(keyed);
	}

	@Test
	void crashInANestedSupervisorDoesNotTouchTheGroupAbove() {
		startGroup((group) -> group.strategy(RestartStrategy.ONE_FOR_ALL)
			.child(SupervisorSpec.named("inner").child(this.probes.permanent("x")).build())
			.child(this.probes.permanent("b")));
		crash("x");
		assertJournal("-x1", "+x2");
		assertThat(ping(ref("b"))).isOne();
	}

	@Test
	void callerOfTheCrashIsToldAtOnceNotAfterTheRestartOfTheGroup() throws Exception {
		startThree(RestartStrategy.ONE_FOR_ALL);
		Gate gate = this.probes.hangStop("c");
		CompletableFuture<Integer> crashing = ref("a").ask(Probe.crash());
		gate.awaitEntered();
		assertThat(failure(crashing)).isInstanceOf(ActorCrashedException.class);
		assertThat(this.probes.journal()).doesNotContain("-c1");
	}

}
