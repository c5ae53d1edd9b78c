package dev.actorspring.conformance;

import java.util.concurrent.CompletableFuture;

import dev.actorspring.ActorRef;
import dev.actorspring.ExitReason;
import dev.actorspring.supervision.Supervisor;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rule: <em>a future for "has ended": any code can wait for the end of an actor for
 * good, as an actor does that watches it</em>.
 */
class WhenTerminatedTests extends ConformanceTest {

	@Test
	void futureCompletesWithTheReason() {
		Supervisor group = startGroup((builder) -> builder.child(this.probes.permanent("a"))
			.child(this.probes.transientOne("exits"))
			.child(this.probes.temporary("crashes")));
		CompletableFuture<ExitReason> terminated = this.system.whenTerminated(ref("a"));
		CompletableFuture<ExitReason> exited = this.system.whenTerminated(ref("exits"));
		CompletableFuture<ExitReason> crashed = this.system.whenTerminated(ref("crashes"));
		get(group.terminate("a"));
		exit("exits");
		crash("crashes");
		assertThat(get(terminated)).isEqualTo(new ExitReason.Shutdown());
		assertThat(get(exited)).isEqualTo(new ExitReason.Normal());
		assertThat(get(crashed)).isInstanceOf(ExitReason.Error.class);
	}

	@Test
	void futureOfOneThatHasEndedIsComplete() {
		Supervisor group = startGroup((builder) -> builder.child(this.probes.permanent("a")));
		get(group.terminate("a"));
		assertThat(get(this.system.whenTerminated(ref("a")))).isEqualTo(new ExitReason.Shutdown());
	}

	@Test
	void restartIsNoEnd() {
		startGroup((group) -> group.child(this.probes.permanent("a")));
		CompletableFuture<ExitReason> end = this.system.whenTerminated(ref("a"));
		crash("a");
		assertThat(ping(ref("a"))).isEqualTo(2);
		assertThat(end).isNotDone();
		this.system.close();
		assertThat(get(end)).isEqualTo(new ExitReason.Shutdown());
	}

	@Test
	void passivationIsNoEndAndTheNextEndOfTheKeyIs() {
		start((builder) -> builder.actor(this.probes.keyed("family")));
		ActorRef<Probe> key = this.system.keyed("family", Probe.class).get("key");
		CompletableFuture<ExitReason> end = this.system.whenTerminated(key);
		ping(key);
		get(this.system.operations("family/key").orElseThrow().passivate());
		ping(key);
		assertThat(end).isNotDone();
		get(key.ask(Probe.exit()));
		assertThat(get(end)).isEqualTo(new ExitReason.Normal());
	}

	@Test
	void nameIsFreeWhenItCompletes() {
		start((builder) -> builder);
		ActorRef<Probe> spawned = this.system.spawn(this.probes.temporary("a"));
		CompletableFuture<ActorRef<Probe>> next = this.system.whenTerminated(spawned)
			.thenApply((reason) -> this.system.spawn(this.probes.temporary("a")));
		spawned.tell(Probe.exit());
		assertThat(ping(get(next))).isOne();
	}

}
