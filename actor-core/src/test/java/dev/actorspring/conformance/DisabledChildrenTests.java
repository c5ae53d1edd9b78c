package dev.actorspring.conformance;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import dev.actorspring.supervision.ChildException.Reason;
import dev.actorspring.supervision.ChildInfo;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.GiveUp;
import dev.actorspring.supervision.RestartStrategy;
import dev.actorspring.supervision.Supervisor;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorStartException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rule: <em>disabled children: one that is disabled is stopped, and nothing starts it
 * until it is enabled</em>.
 */
class DisabledChildrenTests extends ConformanceTest {

	private Supervisor startThree(RestartStrategy strategy) {
		return startGroup((group) -> group.strategy(strategy)
			.child(this.probes.permanent("a"))
			.child(this.probes.permanent("b"))
			.child(this.probes.permanent("c")));
	}

	@ParameterizedTest
	@EnumSource(RestartStrategy.class)
	void groupRestartLeavesItOut(RestartStrategy strategy) {
		Supervisor group = startThree(strategy);
		ChildInfo disabled = get(group.disable("b"));
		assertThat(disabled.state()).isEqualTo(ChildState.DISABLED);
		crash("a");
		assertThat(ping(ref("a"))).isEqualTo(2);
		awaitState(group, "a", ChildState.RUNNING);
		awaitState(group, "c", ChildState.RUNNING);
		assertThat(states(group)).containsEntry("b", ChildState.DISABLED);
		assertThat(this.probes.journal()).doesNotContain("+b2");
	}

	@Test
	void terminatedChildIsStartedWithItsSiblingsWhereADisabledOneIsNot() {
		Supervisor group = startThree(RestartStrategy.ONE_FOR_ALL);
		get(group.terminate("b"));
		get(group.disable("c"));
		crash("a");
		awaitState(group, "b", ChildState.RUNNING);
		assertThat(ping(ref("b"))).isEqualTo(2);
		assertThat(states(group)).containsEntry("c", ChildState.DISABLED);
	}

	@Test
	void restartOfItsSupervisorLeavesItOut() {
		start((builder) -> builder.supervisor(SupervisorSpec.named("outer")
			.child(SupervisorSpec.named("group")
				.intensity(0, Duration.ofSeconds(5))
				.child(this.probes.permanent("a"))
				.child(this.probes.permanent("b"))
				.build())
			.build()));
		get(group().disable("b"));
		crash("a");
		awaitEscalations(1);
		assertThat(ping(ref("a"))).isEqualTo(2);
		awaitState(group(), "a", ChildState.RUNNING);
		assertThat(states(group())).containsEntry("b", ChildState.DISABLED);
		assertThat(get(group().enable("b")).incarnation()).isEqualTo(2);
	}

	@Test
	void disabledChildIsNotRestartedByHand() {
		Supervisor group = startThree(RestartStrategy.ONE_FOR_ONE);
		get(group.disable("a"));
		assertThat(refusal(group.restart("a"))).isEqualTo(Reason.DISABLED);
		assertThat(refusal(group.start(this.probes.permanent("a")))).isEqualTo(Reason.ALREADY_PRESENT);
		assertThat(get(group.terminate("a")).state()).isEqualTo(ChildState.DISABLED);
		assertThat(get(group.enable("a")).state()).isEqualTo(ChildState.RUNNING);
		assertThat(ping(ref("a"))).isEqualTo(2);
		assertThat(get(group.enable("a")).state()).as("nothing to do").isEqualTo(ChildState.RUNNING);
		get(group.disable("a"));
		get(group.delete("a"));
		assertThat(ids(group)).containsExactly("b", "c");
	}

	@Test
	void childInBackoffOrBeingStartedIsDisabled() throws Exception {
		Supervisor group = startGroup((builder) -> builder.giveUp(GiveUp.BACKOFF)
			.intensity(0, Duration.ofSeconds(5))
			.child(this.probes.permanent("a")));
		crash("a");
		awaitState(group, "a", ChildState.BACKOFF);
		assertThat(get(group.disable("a")).state()).isEqualTo(ChildState.DISABLED);
		this.time.advance(Duration.ofMinutes(1));
		settle(group);
		Gate gate = this.probes.hangStart("a");
		CompletableFuture<ChildInfo> enabled = group.enable("a");
		gate.awaitEntered();
		CompletableFuture<ChildInfo> disabled = group.disable("a");
		settle(group);
		gate.open();
		assertThat(get(disabled).state()).isEqualTo(ChildState.DISABLED);
		assertThat(failure(enabled)).isInstanceOf(ActorStartException.class);
	}

	@Test
	void temporaryChildIsKeptWhileItIsDisabled() {
		Supervisor group = startGroup((builder) -> builder.child(this.probes.temporary("a")));
		get(group.disable("a"));
		assertThat(states(group)).containsEntry("a", ChildState.DISABLED);
		get(group.enable("a"));
		assertThat(ping(ref("a"))).isEqualTo(2);
	}

	@Test
	void enablingThatFailsLeavesItStopped() {
		Supervisor group = startThree(RestartStrategy.ONE_FOR_ONE);
		get(group.disable("a"));
		this.probes.failStarts("a", 1);
		assertThat(failure(group.enable("a"))).isInstanceOf(ActorStartException.class);
		awaitState(group, "a", ChildState.STOPPED);
	}

	@Test
	void supervisorIsDisabledWithAllBelowIt() {
		start((builder) -> builder.supervisor(SupervisorSpec.named("group")
			.child(SupervisorSpec.named("inner").child(this.probes.permanent("a")).build())
			.build()));
		get(group().disable("inner"));
		assertJournal("+a1", "-a1");
		get(group().enable("inner"));
		assertThat(ping(ref("a"))).isEqualTo(2);
	}

	@Test
	void childThatIsDisabledWhileItsSiblingsAreRestartedIsClosed() throws Exception {
		Supervisor group = startThree(RestartStrategy.ONE_FOR_ALL);
		Gate gate = this.probes.hangStop("b");
		crash("a");
		gate.awaitEntered();
		CompletableFuture<ChildInfo> disabled = group.disable("c");
		CompletableFuture<ChildInfo> alsoDisabled = group.disable("b");
		awaitState(group, "c", ChildState.DISABLED);
		gate.open();
		assertThat(get(disabled).state()).isEqualTo(ChildState.DISABLED);
		assertThat(get(alsoDisabled).state()).isEqualTo(ChildState.DISABLED);
		assertThat(ping(ref("a"))).isEqualTo(2);
		assertThat(ref("b").tryTell(Probe.ping())).isFalse();
		assertThat(ref("c").tryTell(Probe.ping())).isFalse();
		assertThat(this.probes.journal()).doesNotContain("+b2", "+c2");
	}

	@Test
	void childThatIsEnabledBeforeItWasStoppedGoesOn() throws Exception {
		Supervisor group = startThree(RestartStrategy.REST_FOR_ONE);
		Gate gate = this.probes.hangStop("c");
		crash("b");
		gate.awaitEntered();
		CompletableFuture<ChildInfo> disabled = group.disable("a");
		CompletableFuture<ChildInfo> enabled = group.enable("a");
		assertThat(get(enabled).state()).isEqualTo(ChildState.RUNNING);
		gate.open();
		assertThat(get(disabled).state()).isEqualTo(ChildState.RUNNING);
		awaitState(group, "c", ChildState.RUNNING);
		assertThat(ping(ref("a"))).isOne();
	}

	@Test
	void dynamicSupervisorHasNone() {
		Supervisor group = startGroup(SupervisorSpec.Builder::dynamic);
		get(group.start(this.probes.permanent("a")));
		assertThat(refusal(group.disable("a"))).isEqualTo(Reason.NOT_FOR_DYNAMIC);
		assertThat(refusal(group.enable("a"))).isEqualTo(Reason.NOT_FOR_DYNAMIC);
		assertThat(refusal(startedWith("x").disable("nobody"))).isEqualTo(Reason.NOT_FOUND);
	}

	private Supervisor startedWith(String name) {
		return get(group().start(SupervisorSpec.named(name).build()));
	}

}
