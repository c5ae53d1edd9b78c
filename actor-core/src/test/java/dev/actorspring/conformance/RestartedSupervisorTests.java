package dev.actorspring.conformance;

import java.time.Duration;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.supervision.ChildException.Reason;
import dev.actorspring.supervision.Supervisor;
import dev.actorspring.supervision.SupervisorSpec;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rule: <em>Exceeding: … the parent treats that as its child's exit</em>, and what a
 * supervisor has after that: as in OTP the children of its spec, also those that were
 * terminated or deleted, and none that were added at run time.
 */
class RestartedSupervisorTests extends ConformanceTest {

	@Test
	void supervisorRestartedByEscalationHasItsDeclaredChildrenAgainAndNoOthers() {
		Supervisor group = startGroup((builder) -> builder.intensity(0, Duration.ofSeconds(5))
			.child(this.probes.permanent("a"))
			.child(this.probes.permanent("b"))
			.child(this.probes.temporary("c"))
			.child(this.probes.permanent("d")));
		ActorRef<Probe> added = get(group.start(this.probes.permanent("added")));
		get(group.terminate("a"));
		get(group.terminate("b"));
		get(group.delete("b"));
		get(group.terminate("c"));
		assertThat(ids(group)).containsExactly("a", "d", "added");
		this.probes.clearJournal();
		crash("d");
		assertJournal("-d1", "-added1", "+a2", "+b2", "+c2", "+d2");
		awaitAllRunning(group);
		assertThat(ids(group)).containsExactly("a", "b", "c", "d");
		assertThat(failure(added.ask(Probe.ping()))).isInstanceOf(ActorTerminatedException.class);
		assertThat(ping(ref("b"))).isEqualTo(2);
	}

	@Test
	void declaredChildReplacedAtRunTimeIsTheDeclaredOneAgainAfterAnEscalation() {
		Supervisor group = startGroup((builder) -> builder.intensity(0, Duration.ofSeconds(5))
			.child(this.probes.permanent("a"))
			.child(this.probes.permanent("b")));
		get(group.terminate("a"));
		get(group.delete("a"));
		ActorRef<Probe> substitute = get(group.start(this.probes.permanent("a")));
		crash("b");
		awaitJournal("+b2");
		awaitAllRunning(group);
		assertThat(ids(group)).containsExactly("a", "b");
		assertThat(ping(ref("a"))).isEqualTo(2);
		assertThat(failure(substitute.ask(Probe.ping()))).isInstanceOf(ActorTerminatedException.class);
	}

	@Test
	void supervisorStartedAtRunTimeInAnAddedOneIsGoneWithIt() {
		Supervisor group = startGroup(
				(builder) -> builder.child(this.probes.permanent("a")).child(this.probes.permanent("b")));
		Supervisor late = get(group.start(SupervisorSpec.named("late").build()));
		Supervisor later = get(late.start(SupervisorSpec.named("later").child(this.probes.permanent("x")).build()));
		get(this.system.supervisor("root").terminate("group"));
		get(this.system.supervisor("root").restart("group"));
		assertThat(ids(group)).containsExactly("a", "b");
		assertThat(refusal(late.start(this.probes.permanent("y")))).isEqualTo(Reason.NOT_RUNNING);
		assertThat(refusal(later.start(this.probes.permanent("y")))).isEqualTo(Reason.NOT_RUNNING);
	}

}
