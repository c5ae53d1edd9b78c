package dev.actorspring.conformance;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.ExitReason;
import dev.actorspring.RestartType;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.RestartStrategy;
import dev.actorspring.supervision.Supervisor;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorEvent;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rule: <em>Exceeding: {@code ESCALATE} (default in a declared supervisor: stop the
 * children in reverse start order, exit with {@code shutdown}, the parent treats that as
 * its child's exit)</em>; <em>the root uses {@code BACKOFF}, so no caller can take the
 * application down by sending what crashes an actor</em>.
 */
class EscalationTests extends ConformanceTest {

	private static final Duration PERIOD = Duration.ofSeconds(5);

	private SupervisorSpec.Builder strict(String name) {
		return SupervisorSpec.named(name).intensity(0, PERIOD);
	}

	private SupervisorSpec inner(RestartType restart) {
		return strict("inner").restart(restart)
			.child(this.probes.permanent("a"))
			.child(this.probes.permanent("b"))
			.child(this.probes.permanent("c"))
			.build();
	}

	@Test
	void escalatingSupervisorStopsItsChildrenInReverseOrderOneAfterAnother() {
		startGroup((group) -> group.child(inner(RestartType.TEMPORARY)));
		crash("b");
		assertJournal("-b1", "-c1", "-a1");
		assertThat(this.probes.mostEnding).hasValue(1);
	}

	@Test
	void escalationIsToldWithTheSupervisorAndTheCause() {
		startGroup((group) -> group.child(inner(RestartType.PERMANENT)));
		crash("b");
		awaitEscalations(1);
		assertThat(events(ActorEvent.Escalated.class)).singleElement().satisfies((event) -> {
			assertThat(event.name()).isEqualTo("inner");
			assertThat(event.path()).isEqualTo("group/inner");
			assertThat(event.cause()).hasMessage("boom");
		});
	}

	@Test
	void permanentSupervisorIsRestartedWithAllItsChildrenAndItsExitWasShutdown() {
		Supervisor group = startGroup((builder) -> builder.child(inner(RestartType.PERMANENT)));
		crash("b");
		assertJournal("-b1", "-c1", "-a1", "+a2", "+b2", "+c2");
		awaitAllRunning(group);
		awaitAllRunning(this.system.supervisor("inner"));
		await().untilAsserted(() -> assertThat(events(ActorEvent.Restarted.class)).anySatisfy((event) -> {
			assertThat(event.supervisor()).isEqualTo("group");
			assertThat(event.path()).isEqualTo("group/inner");
			assertThat(event.restart().reason()).isEqualTo(new ExitReason.Shutdown());
			assertThat(event.restart().incarnation()).isEqualTo(2);
		}));
	}

	@Test
	void transientSupervisorIsNotRestartedBecauseShutdownIsNoCrash() {
		Supervisor group = startGroup((builder) -> builder.child(inner(RestartType.TRANSIENT)));
		crash("b");
		awaitState(group, "inner", ChildState.STOPPED);
		assertJournal("-b1", "-c1", "-a1");
		assertThat(failure(ref("a").ask(Probe.ping()))).isInstanceOf(ActorTerminatedException.class);
		get(group.restart("inner"));
		assertThat(ping(ref("a"))).isEqualTo(2);
	}

	@Test
	void temporarySupervisorIsForgotten() {
		Supervisor group = startGroup((builder) -> builder.child(inner(RestartType.TEMPORARY)));
		crash("b");
		await().until(() -> group.children().isEmpty());
		assertThat(failure(ref("a").ask(Probe.ping()))).isInstanceOf(ActorTerminatedException.class);
	}

	@Test
	void parentTreatsTheExitByItsOwnStrategy() {
		startGroup((group) -> group.strategy(RestartStrategy.ONE_FOR_ALL)
			.child(this.probes.permanent("x"))
			.child(strict("inner").child(this.probes.permanent("a")).build())
			.child(this.probes.permanent("y")));
		crash("a");
		assertJournal("-a1", "-y1", "-x1", "+x2", "+a2", "+y2");
	}

	@Test
	void messagesThatWaitSurviveTheRestartOfTheSupervisor() throws Exception {
		startGroup((group) -> group.child(inner(RestartType.PERMANENT)));
		Gate gate = this.probes.gate();
		ref("a").tell(Probe.pass(gate));
		gate.awaitEntered();
		var waiting = ref("a").ask(Probe.ping());
		crash("b");
		awaitBeingStopped(this.system.supervisor("inner"), "a");
		gate.open();
		assertThat(get(waiting)).isEqualTo(2);
	}

	@Test
	void restartOfASupervisorCountsAsOneInItsParent() {
		startGroup((group) -> group.intensity(1, PERIOD).child(inner(RestartType.PERMANENT)));
		crash("a");
		awaitJournal("+c2");
		awaitAllRunning(this.system.supervisor("inner"));
		awaitAllRunning(group());
		crash("a");
		awaitEscalations(3);
		assertThat(events(ActorEvent.Escalated.class)).extracting(ActorEvent.Escalated::name)
			.containsExactly("inner", "inner", "group");
	}

	@Test
	void supervisorThatFailsToStartAgainIsTriedAgainAndCountedInItsParent() {
		startGroup((group) -> group.intensity(2, PERIOD).child(inner(RestartType.PERMANENT)));
		this.probes.failStarts("b", 1);
		crash("c");
		assertJournal("-c1", "-b1", "-a1", "+a2", "!b2", "-a2", "+a3", "+b3", "+c2");
		awaitAllRunning(group());
		assertThat(events(ActorEvent.Escalated.class)).hasSize(1);
		crash("c");
		awaitEscalations(3);
	}

	@Test
	void escalationGoesUpToTheRootWhichBacksOffAndNeverEndsTheSystem() {
		start((builder) -> builder
			.supervisor(strict("outer")
				.child(strict("middle").child(strict("inner").child(this.probes.permanent("a")).build()).build())
				.child(this.probes.permanent("z"))
				.build())
			.actor(this.probes.permanent("neighbour")));
		Supervisor root = this.system.supervisor("root");
		for (int i = 1; i <= 3; i++) {
			crash("a");
			awaitJournal("+z" + (i + 1));
			awaitAllRunning(root);
		}
		crash("a");
		awaitState(root, "outer", ChildState.BACKOFF);
		assertThat(events(ActorEvent.Escalated.class)).extracting(ActorEvent.Escalated::path)
			.startsWith("outer/middle/inner", "outer/middle", "outer")
			.hasSize(12);
		assertThat(events(ActorEvent.BackedOff.class)).singleElement().satisfies((event) -> {
			assertThat(event.supervisor()).isEqualTo("root");
			assertThat(event.path()).isEqualTo("outer");
		});
		assertThat(this.system.isRunning()).isTrue();
		assertThat(ping(ref("neighbour"))).isOne();
		this.time.advance(Duration.ofMillis(210));
		awaitJournal("+z5");
		assertThat(ping(ref("a"))).isEqualTo(5);
	}

	@Test
	void rootOutlivesAnyNumberOfCrashes() {
		start((builder) -> builder.actor(this.probes.permanent("a")).actor(this.probes.permanent("b")));
		for (int i = 0; i < 30; i++) {
			CompletableFuture<Integer> crashing = ref("a").ask(Probe.crash(), Duration.ofDays(1));
			await().until(() -> {
				this.time.advance(Duration.ofSeconds(1));
				return crashing.isDone();
			});
			assertThat(failure(crashing)).isInstanceOf(ActorCrashedException.class);
		}
		assertThat(this.system.isRunning()).isTrue();
		assertThat(events(ActorEvent.Escalated.class)).isEmpty();
		assertThat(ping(ref("b"))).isOne();
	}

}
