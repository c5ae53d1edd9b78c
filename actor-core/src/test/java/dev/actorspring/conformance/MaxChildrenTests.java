package dev.actorspring.conformance;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.supervision.ChildException.Reason;
import dev.actorspring.supervision.Supervisor;
import dev.actorspring.supervision.SupervisorSpec;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The rule: <em>a limit on children: a supervisor refuses to start one more than it may
 * have</em>.
 */
class MaxChildrenTests extends ConformanceTest {

	@Test
	void dynamicSupervisorIsFullUntilOneHasEnded() {
		Supervisor group = startGroup((builder) -> builder.dynamic().maxChildren(2));
		get(group.start(this.probes.temporary("a")));
		get(group.start(this.probes.temporary("b")));
		assertThat(refusal(group.start(this.probes.temporary("c")))).isEqualTo(Reason.TOO_MANY_CHILDREN);
		assertThat(refusal(group.start(this.probes.temporary("b")))).isEqualTo(Reason.ALREADY_STARTED);
		assertJournal("+a1", "+b1");
		exit("a");
		await().untilAsserted(() -> assertThat(ids(group)).containsExactly("b"));
		get(group.start(this.probes.temporary("c")));
		assertThat(refusal(group.start(SupervisorSpec.named("d").build()))).isEqualTo(Reason.TOO_MANY_CHILDREN);
	}

	@Test
	void childrenThatAreStoppedButKnownCount() {
		Supervisor group = startGroup((builder) -> builder.maxChildren(1).child(this.probes.permanent("a")));
		get(group.terminate("a"));
		assertThat(refusal(group.start(this.probes.permanent("b")))).isEqualTo(Reason.TOO_MANY_CHILDREN);
		get(group.delete("a"));
		get(group.start(this.probes.permanent("b")));
	}

	@Test
	void restartsAreNoStarts() {
		Supervisor group = startGroup((builder) -> builder.dynamic().maxChildren(1));
		get(group.start(this.probes.permanent("a")));
		crash("a");
		assertThat(ping(ref("a"))).isEqualTo(2);
	}

	@Test
	void specNeedsRoomForItsOwnChildren() {
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> SupervisorSpec.named("group")
				.maxChildren(1)
				.child(this.probes.permanent("a"))
				.child(this.probes.permanent("b"))
				.build())
			.withMessageContaining("has room for 1 children, and 2 in its spec");
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> SupervisorSpec.named("group").maxChildren(0).build());
	}

}
