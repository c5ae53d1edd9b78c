package dev.actorspring.conformance;

import java.time.Duration;
import java.util.function.UnaryOperator;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.ExitReason;
import dev.actorspring.RestartType;
import dev.actorspring.supervision.AutoShutdown;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.RestartStrategy;
import dev.actorspring.supervision.Supervisor;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The rule: <em>Significant children and {@code autoShutdown} ({@code NEVER},
 * {@code ANY_SIGNIFICANT}, {@code ALL_SIGNIFICANT}).</em>
 */
class AutoShutdownTests extends ConformanceTest {

	/** The group is transient, so that it stays stopped. */
	private Supervisor startGroup(AutoShutdown autoShutdown, UnaryOperator<SupervisorSpec.Builder> children) {
		return startGroup((group) -> children.apply(group.autoShutdown(autoShutdown).restart(RestartType.TRANSIENT)));
	}

	private ActorSpec<Probe> significant(ActorSpec<Probe> spec) {
		return spec.withSignificant(true);
	}

	private void assertShutDown() {
		awaitState(this.system.supervisor("root"), "group", ChildState.STOPPED);
		await().until(() -> group().counts().active() == 0);
	}

	private void assertNotShutDown() {
		settle(group());
		settle(this.system.supervisor("root"));
		assertThat(states(this.system.supervisor("root"))).containsEntry("group", ChildState.RUNNING);
	}

	@Test
	void neverMeansThatNoEndStopsTheSupervisor() {
		Supervisor group = startGroup(AutoShutdown.NEVER,
				(builder) -> builder.child(this.probes.transientOne("a")).child(this.probes.temporary("b")));
		exit("a");
		awaitState(group, "a", ChildState.STOPPED);
		crash("b");
		await().untilAsserted(() -> assertThat(ids(group)).containsExactly("a"));
		assertNotShutDown();
	}

	@Test
	void anyStopsTheOthersInReverseOrderAfterTheNormalExitOfATransientChild() {
		startGroup(AutoShutdown.ANY_SIGNIFICANT,
				(builder) -> builder.child(this.probes.permanent("a"))
					.child(significant(this.probes.transientOne("b")))
					.child(this.probes.permanent("c")));
		exit("b");
		assertShutDown();
		assertJournal("-b1", "-c1", "-a1");
	}

	@Test
	void anyStopsAfterTheNormalExitOfATemporaryChild() {
		startGroup(AutoShutdown.ANY_SIGNIFICANT,
				(builder) -> builder.child(this.probes.permanent("a")).child(significant(this.probes.temporary("b"))));
		exit("b");
		assertShutDown();
	}

	@Test
	void anyStopsAfterTheCrashOfATemporaryChild() {
		startGroup(AutoShutdown.ANY_SIGNIFICANT,
				(builder) -> builder.child(this.probes.permanent("a")).child(significant(this.probes.temporary("b"))));
		crash("b");
		assertShutDown();
		assertJournal("-b1", "-a1");
	}

	@ParameterizedTest
	@EnumSource(value = AutoShutdown.class, names = { "ANY_SIGNIFICANT", "ALL_SIGNIFICANT" })
	void crashOfATransientChildIsNoEndBecauseItIsRestarted(AutoShutdown autoShutdown) {
		Supervisor group = startGroup(autoShutdown,
				(builder) -> builder.child(significant(this.probes.transientOne("a"))));
		crash("a");
		awaitJournal("+a2");
		awaitAllRunning(group);
		assertNotShutDown();
	}

	@ParameterizedTest
	@EnumSource(value = AutoShutdown.class, names = { "ANY_SIGNIFICANT", "ALL_SIGNIFICANT" })
	void endOfAChildThatIsNotSignificantStopsNothing(AutoShutdown autoShutdown) {
		Supervisor group = startGroup(autoShutdown,
				(builder) -> builder.child(significant(this.probes.transientOne("a")))
					.child(this.probes.transientOne("b"))
					.child(this.probes.temporary("c")));
		exit("b");
		awaitState(group, "b", ChildState.STOPPED);
		crash("c");
		await().untilAsserted(() -> assertThat(ids(group)).containsExactly("a", "b"));
		assertNotShutDown();
	}

	@ParameterizedTest
	@EnumSource(value = AutoShutdown.class, names = { "ANY_SIGNIFICANT", "ALL_SIGNIFICANT" })
	void childTerminatedByHandHasNotEndedByItself(AutoShutdown autoShutdown) {
		Supervisor group = startGroup(autoShutdown,
				(builder) -> builder.child(significant(this.probes.transientOne("a")))
					.child(significant(this.probes.temporary("b"))));
		get(group.terminate("a"));
		get(group.terminate("b"));
		assertNotShutDown();
	}

	@Test
	void allStopsOnlyWhenTheLastOfThemHasEnded() {
		Supervisor group = startGroup(AutoShutdown.ALL_SIGNIFICANT,
				(builder) -> builder.child(significant(this.probes.transientOne("a")))
					.child(significant(this.probes.temporary("b")))
					.child(this.probes.permanent("c")));
		exit("a");
		awaitState(group, "a", ChildState.STOPPED);
		assertNotShutDown();
		crash("b");
		assertShutDown();
		assertJournal("-a1", "-b1", "-c1");
	}

	@Test
	void allDoesNotWaitForOneThatWasTerminatedByHandBefore() {
		Supervisor group = startGroup(AutoShutdown.ALL_SIGNIFICANT,
				(builder) -> builder.child(significant(this.probes.transientOne("a")))
					.child(significant(this.probes.transientOne("b"))));
		get(group.terminate("a"));
		exit("b");
		assertShutDown();
	}

	@Test
	void allDoesNotStopWhenTheLastIsTerminatedByHand() {
		Supervisor group = startGroup(AutoShutdown.ALL_SIGNIFICANT,
				(builder) -> builder.child(significant(this.probes.transientOne("a")))
					.child(significant(this.probes.transientOne("b"))));
		exit("a");
		awaitState(group, "a", ChildState.STOPPED);
		get(group.terminate("b"));
		assertNotShutDown();
	}

	@Test
	void allWaitsForOneThatIsBeingRestarted() throws Exception {
		Supervisor group = startGroup(AutoShutdown.ALL_SIGNIFICANT,
				(builder) -> builder.child(significant(this.probes.transientOne("a")))
					.child(significant(this.probes.transientOne("b"))));
		Gate gate = this.probes.hangStart("a");
		crash("a");
		gate.awaitEntered();
		exit("b");
		awaitState(group, "b", ChildState.STOPPED);
		assertNotShutDown();
		gate.open();
		awaitState(group, "a", ChildState.RUNNING);
		exit("a");
		assertShutDown();
	}

	@ParameterizedTest
	@EnumSource(value = AutoShutdown.class, names = { "ANY_SIGNIFICANT", "ALL_SIGNIFICANT" })
	void temporarySiblingStoppedByAGroupRestartHasNotEndedByItself(AutoShutdown autoShutdown) {
		Supervisor group = startGroup(autoShutdown,
				(builder) -> builder.strategy(RestartStrategy.ONE_FOR_ALL)
					.child(this.probes.permanent("a"))
					.child(significant(this.probes.temporary("b"))));
		crash("a");
		assertJournal("-a1", "-b1", "+a2");
		awaitAllRunning(group);
		assertNotShutDown();
	}

	@Test
	void exitIsAShutdownWhichAPermanentSupervisorIsRestartedAfter() {
		startGroup((group) -> group.autoShutdown(AutoShutdown.ANY_SIGNIFICANT)
			.child(this.probes.permanent("a"))
			.child(significant(this.probes.temporary("b"))));
		exit("b");
		assertJournal("-b1", "-a1", "+a2", "+b2");
		awaitAllRunning(group());
		await().untilAsserted(() -> assertThat(events(ActorEvent.Restarted.class)).anySatisfy((event) -> {
			assertThat(event.path()).isEqualTo("group");
			assertThat(event.restart().reason()).isEqualTo(new ExitReason.Shutdown());
		}));
		assertThat(events(ActorEvent.Escalated.class)).isEmpty();
	}

	@Test
	void significantSupervisorThatShutsDownStopsTheOneAboveToo() {
		startGroup(AutoShutdown.ANY_SIGNIFICANT,
				(builder) -> builder.child(this.probes.permanent("x"))
					.child(SupervisorSpec.named("inner")
						.restart(RestartType.TRANSIENT)
						.significant(true)
						.autoShutdown(AutoShutdown.ALL_SIGNIFICANT)
						.child(this.probes.permanent("y"))
						.child(significant(this.probes.transientOne("a")))
						.build()));
		exit("a");
		assertShutDown();
		assertJournal("-a1", "-y1", "-x1");
	}

	@Test
	void significantSupervisorThatEscalatesHasEndedByItself() {
		startGroup(AutoShutdown.ANY_SIGNIFICANT,
				(builder) -> builder.child(this.probes.permanent("x"))
					.child(SupervisorSpec.named("inner")
						.restart(RestartType.TRANSIENT)
						.significant(true)
						.intensity(0, Duration.ofSeconds(5))
						.child(this.probes.permanent("a"))
						.build()));
		crash("a");
		assertShutDown();
		assertJournal("-a1", "-x1");
	}

	@Test
	void significantChildStartedAtRunTimeCountsAsAnyOther() {
		Supervisor group = startGroup(AutoShutdown.ALL_SIGNIFICANT,
				(builder) -> builder.child(significant(this.probes.transientOne("a"))));
		ActorRef<Probe> late = get(group.start(significant(this.probes.temporary("late"))));
		exit("a");
		awaitState(group, "a", ChildState.STOPPED);
		assertNotShutDown();
		get(late.ask(Probe.exit()));
		assertShutDown();
	}

	@Test
	void dynamicSupervisorHasNeitherAutoShutdownNorSignificantChildren() {
		SupervisorSpec.Builder dynamic = SupervisorSpec.named("dynamic").dynamic();
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> dynamic.autoShutdown(AutoShutdown.ALL_SIGNIFICANT).build())
			.withMessageContaining("dynamic and has the auto-shutdown ALL_SIGNIFICANT");
		Supervisor group = startGroup((builder) -> builder.dynamic());
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> group.start(significant(this.probes.temporary("a"))))
			.withMessageContaining("'a' is significant, but its supervisor 'group' is dynamic");
	}

	@Test
	void significantChildThatEndsDuringAGroupRestartIsStartedAgainWithItsGroup() throws Exception {
		Supervisor group = startGroup(AutoShutdown.ANY_SIGNIFICANT,
				(builder) -> builder.strategy(RestartStrategy.ONE_FOR_ALL)
					.child(significant(this.probes.transientOne("a")))
					.child(this.probes.permanent("b"))
					.child(this.probes.permanent("c")));
		Gate gate = this.probes.hangStop("c");
		crash("b");
		gate.awaitEntered();
		exit("a");
		awaitJournal("-a1");
		gate.open();
		assertJournal("-b1", "-a1", "-c1", "+a2", "+b2", "+c2");
		awaitAllRunning(group);
		assertNotShutDown();
	}

}
