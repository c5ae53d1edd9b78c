package dev.actorspring.conformance;

import java.util.concurrent.CompletableFuture;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.supervision.ChildInfo;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.RestartStrategy;
import dev.actorspring.supervision.Supervisor;
import dev.actorspring.supervision.SupervisorSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Who is found under a name: what runs, however it was started.
 */
class LookupTests extends ConformanceTest {

	@Test
	void actorStartedAtRunTimeIsFoundByName() {
		Supervisor group = startGroup((builder) -> builder);
		ActorRef<Probe> late = get(group.start(this.probes.permanent("late")));
		assertThat(this.system.actor("late", Probe.class)).isEqualTo(late);
		assertThat(this.system.actor(Probe.class)).isEqualTo(late);
		assertThat(ping(this.system.actor("late", Probe.class))).isOne();
		get(group.terminate("late"));
		get(group.delete("late"));
		assertThatIllegalArgumentException().isThrownBy(() -> this.system.actor("late", Probe.class));
	}

	@Test
	void supervisorStartedAtRunTimeIsFoundByName() {
		Supervisor group = startGroup((builder) -> builder);
		Supervisor inner = get(group.start(SupervisorSpec.named("inner").child(this.probes.permanent("leaf")).build()));
		assertThat(this.system.supervisor("inner").path()).isEqualTo(inner.path());
		assertThat(ping(this.system.actor("leaf", Probe.class))).isOne();
	}

	@Test
	void spawnedByTheSystemIsFoundByName() {
		startGroup((builder) -> builder);
		ActorRef<Probe> spawned = this.system.spawn(this.probes.temporary("spawned"));
		assertThat(this.system.actor("spawned", Probe.class)).isEqualTo(spawned);
	}

	@Test
	void whoTakesTheNameOfADeletedActorAnswersUnderIt() {
		Supervisor group = startGroup((builder) -> builder.child(this.probes.permanent("a")));
		ActorRef<Probe> first = ref("a");
		crash(first);
		await().until(() -> ping(ref("a")) == 2);
		get(group.terminate("a"));
		get(group.delete("a"));
		get(group.start(this.probes.permanent("a")));
		assertThat(ping(ref("a"))).as("the incarnation of the new one").isOne();
		assertThat(this.system.find("group/a")).isPresent();
	}

	@Test
	void whoTakesTheNameUnderAnotherSupervisorAnswersUnderItToo() {
		start((builder) -> builder.supervisor(SupervisorSpec.named("group").child(this.probes.permanent("a")).build())
			.supervisor(SupervisorSpec.named("other").build()));
		get(group().terminate("a"));
		get(group().delete("a"));
		get(this.system.supervisor("other").start(this.probes.permanent("a")));
		assertThat(ref("a").path()).isEqualTo("other/a");
		assertThat(ping(ref("a"))).isOne();
	}

	@ParameterizedTest
	@EnumSource(names = { "ONE_FOR_ALL", "REST_FOR_ONE" })
	void startByHandThatAGroupRestartInterruptsEndsWithTheChildRunning(RestartStrategy strategy) throws Exception {
		Supervisor group = startGroup((builder) -> builder.strategy(strategy)
			.child(this.probes.permanent("a"))
			.child(this.probes.permanent("b")));
		get(group.terminate("b"));
		Gate start = this.probes.hangStart("b");
		CompletableFuture<ChildInfo> restarted = group.restart("b");
		start.awaitEntered();
		crash("a");
		start.open();
		assertThat(get(restarted).state()).isEqualTo(ChildState.RUNNING);
		awaitAllRunning(group);
	}

	@ParameterizedTest
	@EnumSource(names = { "ONE_FOR_ALL", "REST_FOR_ONE" })
	void newChildWhoseStartAGroupRestartInterruptsIsRunningWhenItsStartIsAnswered(RestartStrategy strategy)
			throws Exception {
		Supervisor group = startGroup((builder) -> builder.strategy(strategy).child(this.probes.permanent("a")));
		Gate start = this.probes.hangStart("late");
		CompletableFuture<ActorRef<Probe>> started = group.start(this.probes.permanent("late"));
		start.awaitEntered();
		crash("a");
		start.open();
		assertThat(ping(get(started))).isPositive();
		awaitAllRunning(group);
	}

	@Test
	void spawnedActorsAreNeverSignificant() {
		start((builder) -> builder.actor(this.probes.permanent("parent")));
		ActorSpec<Probe> significant = this.probes.temporary("a").withSignificant(true);
		assertThatIllegalArgumentException().isThrownBy(() -> this.system.spawn(significant))
			.withMessageContaining("'a' is significant");
		get(ref("parent").ask(new Probe.Do(
				(context) -> assertThatIllegalArgumentException().isThrownBy(() -> context.spawn(significant))
					.withMessageContaining("'a' is significant"))));
	}

}
