package dev.actorspring.conformance;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.ExitReason;
import dev.actorspring.RestartType;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.Restart;
import dev.actorspring.supervision.Supervisor;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rule: <em>Restart types {@code PERMANENT} (default), {@code TRANSIENT} (restart
 * only after a crash or kill), {@code TEMPORARY} (never; forgotten).</em>
 */
class RestartTypeTests extends ConformanceTest {

	private Supervisor startGroup(ActorSpec<Probe> child) {
		return startGroup((group) -> group.child(child));
	}

	@Test
	void permanentIsTheDefault() {
		assertThat(ActorSpec.of("a", Probe.class, (context) -> new Probe(context, this.probes)).restart())
			.isEqualTo(RestartType.PERMANENT);
		assertThat(SupervisorSpec.named("group").build().restart()).isEqualTo(RestartType.PERMANENT);
	}

	@Test
	void permanentChildIsRestartedAfterANormalExit() {
		Supervisor group = startGroup(this.probes.permanent("a"));
		exit("a");
		assertJournal("-a1", "+a2");
		awaitAllRunning(group);
		assertThat(lastRestart().reason()).isEqualTo(new ExitReason.Normal());
	}

	@Test
	void permanentChildIsRestartedAfterACrash() {
		Supervisor group = startGroup(this.probes.permanent("a"));
		crash("a");
		assertJournal("-a1", "+a2");
		awaitAllRunning(group);
		assertThat(lastRestart().incarnation()).isEqualTo(2);
		assertThat(lastRestart().reason()).isInstanceOfSatisfying(ExitReason.Error.class,
				(reason) -> assertThat(reason.cause()).hasMessage("boom"));
	}

	@Test
	void transientChildIsRestartedAfterACrash() {
		Supervisor group = startGroup(this.probes.transientOne("a"));
		crash("a");
		assertJournal("-a1", "+a2");
		awaitAllRunning(group);
	}

	@Test
	void transientChildIsNotRestartedAfterANormalExitButStaysKnown() {
		Supervisor group = startGroup(this.probes.transientOne("a"));
		exit("a");
		awaitState(group, "a", ChildState.STOPPED);
		assertThat(failure(ref("a").ask(Probe.ping()))).isInstanceOf(ActorTerminatedException.class);
		assertThat(get(group.restart("a")).incarnation()).isEqualTo(2);
		assertJournal("-a1", "+a2");
	}

	@Test
	void temporaryChildIsForgottenAfterANormalExit() {
		Supervisor group = startGroup(this.probes.temporary("a"));
		exit("a");
		await().until(() -> group.children().isEmpty());
		assertJournal("-a1");
		assertThat(failure(ref("a").ask(Probe.ping()))).isInstanceOf(ActorTerminatedException.class);
	}

	@Test
	void temporaryChildIsForgottenAfterACrash() {
		Supervisor group = startGroup(this.probes.temporary("a"));
		crash("a");
		await().until(() -> group.children().isEmpty());
		assertJournal("-a1");
		assertThat(failure(ref("a").ask(Probe.ping()))).isInstanceOf(ActorTerminatedException.class);
	}

	@Test
	void forgottenChildCanBeStartedAgainByTheSameName() {
		Supervisor group = startGroup(this.probes.temporary("a"));
		crash("a");
		await().until(() -> group.children().isEmpty());
		ActorRef<Probe> again = get(group.start(this.probes.temporary("a")));
		assertThat(ping(again)).isOne();
	}

	@ParameterizedTest
	@EnumSource(value = RestartType.class, names = { "PERMANENT", "TRANSIENT" })
	void restartThatFailsIsTriedAgain(RestartType type) {
		Supervisor group = startGroup(this.probes.permanent("a").withRestart(type));
		this.probes.failStarts("a", 2);
		crash("a");
		assertJournal("-a1", "!a2", "!a3", "+a4");
		awaitAllRunning(group);
	}

	@Test
	void temporaryChildWhoseStartAtRunTimeFailsIsNotTriedAgain() {
		Supervisor group = startGroup(this.probes.permanent("a"));
		this.probes.failStarts("b", 1);
		assertThat(failure(group.start(this.probes.temporary("b")))).isNotNull();
		settle(group);
		assertJournal("!b1");
		assertThat(ids(group)).containsExactly("a");
	}

	@Test
	void killCountsAsAbnormalAndAShutdownDoesNot() {
		assertThat(new ExitReason.Killed().isAbnormal()).isTrue();
		assertThat(new ExitReason.Error(new IllegalStateException()).isAbnormal()).isTrue();
		assertThat(new ExitReason.Shutdown().isAbnormal()).isFalse();
		assertThat(new ExitReason.Normal().isAbnormal()).isFalse();
	}

	@ParameterizedTest
	@EnumSource(RestartType.class)
	void nestedSupervisorThatExitsWithShutdownIsTreatedByItsOwnRestartType(RestartType type) {
		Supervisor group = startGroup((builder) -> builder.child(SupervisorSpec.named("inner")
			.restart(type)
			.intensity(0, SupervisorSpec.DEFAULT_PERIOD)
			.child(this.probes.permanent("a"))
			.build()));
		crash("a");
		switch (type) {
			case PERMANENT -> {
				assertJournal("-a1", "+a2");
				awaitAllRunning(group);
				await().untilAsserted(() -> assertThat(lastRestart().reason()).isEqualTo(new ExitReason.Shutdown()));
			}
			case TRANSIENT -> {
				awaitState(group, "inner", ChildState.STOPPED);
				assertJournal("-a1");
			}
			case TEMPORARY -> {
				await().until(() -> group.children().isEmpty());
				assertJournal("-a1");
			}
		}
	}

	private Restart lastRestart() {
		await().until(() -> !events(ActorEvent.Restarted.class).isEmpty());
		return events(ActorEvent.Restarted.class).getLast().restart();
	}

}
