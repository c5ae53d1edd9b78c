package dev.actorspring.conformance;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.actorspring.ActorRef;
import dev.actorspring.ExitReason;
import dev.actorspring.Terminated;
import dev.actorspring.supervision.Supervisor;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rule: <em>{@code context.watch}, {@code Terminated} with reason, delivered exactly
 * once also when the target is already gone; the ref of a restarted actor stays valid;
 * exit reasons as a closed set: normal, shutdown, killed, error(cause)</em>.
 */
class WatchTests extends ConformanceTest {

	private Supervisor startWatched() {
		return startGroup((group) -> group.child(this.probes.permanent("watcher"))
			.child(this.probes.permanent("a"))
			.child(this.probes.transientOne("exits"))
			.child(this.probes.temporary("crashes")));
	}

	private void watch(ActorRef<Probe> target) {
		get(ref("watcher").ask(new Probe.Do((context) -> context.watch(target))));
	}

	private Terminated awaitFirst() {
		await().until(() -> !this.probes.heard.isEmpty());
		return this.probes.heard.peek();
	}

	/** Lets the watcher handle all that was sent to it so far. */
	private List<Terminated> heard() {
		ping(ref("watcher"));
		return List.copyOf(this.probes.heard);
	}

	@Test
	void watcherIsToldOnceOfATermination() {
		Supervisor group = startWatched();
		watch(ref("a"));
		get(group.terminate("a"));
		assertThat(awaitFirst()).isEqualTo(new Terminated(ref("a"), new ExitReason.Shutdown()));
		get(group.terminate("a"));
		get(group.delete("a"));
		assertThat(heard()).hasSize(1);
	}

	@Test
	void normalExitIsToldAsNormal() {
		startWatched();
		watch(ref("exits"));
		exit("exits");
		assertThat(awaitFirst()).isEqualTo(new Terminated(ref("exits"), new ExitReason.Normal()));
		assertThat(heard()).hasSize(1);
	}

	@Test
	void crashOfATemporaryActorIsToldWithItsCause() {
		startWatched();
		watch(ref("crashes"));
		crash("crashes");
		assertThat(awaitFirst().reason()).isInstanceOfSatisfying(ExitReason.Error.class,
				(reason) -> assertThat(reason.cause()).hasMessage("boom"));
		assertThat(heard()).hasSize(1);
	}

	@Test
	void killIsToldAsKilled() throws Exception {
		Supervisor group = startWatched();
		watch(ref("a"));
		Gate gate = this.probes.gate();
		ref("a").tell(Probe.pass(gate));
		gate.awaitEntered();
		terminatePastItsShutdownTime(group, Duration.ofSeconds(6));
		assertThat(awaitFirst().reason()).isEqualTo(new ExitReason.Killed());
	}

	@Test
	void abandonmentIsToldAsKilled() throws Exception {
		Supervisor group = startWatched();
		watch(ref("a"));
		Gate gate = this.probes.stubbornGate();
		ref("a").tell(Probe.pass(gate));
		gate.awaitEntered();
		terminatePastItsShutdownTime(group, Duration.ofSeconds(2));
		assertThat(awaitFirst().reason()).isEqualTo(new ExitReason.Killed());
		assertThat(heard()).hasSize(1);
	}

	private void terminatePastItsShutdownTime(Supervisor group, Duration step) {
		CompletableFuture<?> terminated = group.terminate("a");
		settle(group);
		await().until(() -> {
			this.time.advance(step);
			return terminated.isDone();
		});
	}

	@Test
	void watcherOfOneThatIsGoneIsToldAtOnceAndOnce() {
		Supervisor group = startWatched();
		get(group.terminate("a"));
		watch(ref("a"));
		assertThat(awaitFirst().actor()).isEqualTo(ref("a"));
		assertThat(heard()).hasSize(1);
	}

	@Test
	void watcherOfOneThatIsForgottenIsToldAtOnceAndOnce() {
		Supervisor group = startWatched();
		ActorRef<Probe> gone = ref("crashes");
		crash(gone);
		await().untilAsserted(() -> assertThat(ids(group)).doesNotContain("crashes"));
		await().until(() -> !gone.tryTell(Probe.ping()));
		watch(gone);
		assertThat(awaitFirst().actor()).isEqualTo(gone);
		assertThat(heard()).hasSize(1);
	}

	@Test
	void restartsAreNotTold() {
		startWatched();
		watch(ref("a"));
		crash("a");
		assertThat(ping(ref("a"))).isEqualTo(2);
		exit("a");
		assertThat(ping(ref("a"))).isEqualTo(3);
		assertThat(heard()).isEmpty();
	}

	@Test
	void watchOutlivesTheRestartsOfItsTarget() {
		Supervisor group = startWatched();
		watch(ref("a"));
		crash("a");
		assertThat(ping(ref("a"))).isEqualTo(2);
		get(group.terminate("a"));
		assertThat(awaitFirst().reason()).isEqualTo(new ExitReason.Shutdown());
		assertThat(heard()).hasSize(1);
	}

	@Test
	void watchEndsWithTheIncarnationOfTheWatcher() {
		Supervisor group = startWatched();
		watch(ref("a"));
		crash("watcher");
		assertThat(ping(ref("watcher"))).isEqualTo(2);
		get(group.terminate("a"));
		assertThat(heard()).isEmpty();
	}

	@Test
	void actorRestartedByHandIsAliveAgainForWatchers() {
		Supervisor group = startWatched();
		watch(ref("a"));
		get(group.terminate("a"));
		awaitFirst();
		get(group.restart("a"));
		assertThat(ping(ref("a"))).isEqualTo(2);
		watch(ref("a"));
		assertThat(heard()).hasSize(1);
		get(group.terminate("a"));
		await().untilAsserted(() -> assertThat(heard()).hasSize(2));
	}

	@Test
	void familyRestartedByHandIsAliveAgainForWatchers() {
		start((builder) -> builder.actor(this.probes.permanent("watcher")).actor(this.probes.keyed("family")));
		ActorRef<Probe> keyed = this.system.keyed("family", Probe.class).get("key");
		Supervisor root = this.system.supervisor("root");
		assertThat(ping(keyed)).isOne();
		watch(keyed);
		get(root.terminate("family"));
		assertThat(awaitFirst().actor()).isEqualTo(keyed);
		get(root.restart("family"));
		ping(keyed);
		watch(keyed);
		assertThat(heard()).hasSize(1);
		get(root.terminate("family"));
		await().untilAsserted(() -> assertThat(heard()).hasSize(2));
	}

	@Test
	void keyedActorIsNotGoneWhenItIsRestartedButWhenItStopsItself() {
		start((builder) -> builder.actor(this.probes.permanent("watcher")).actor(this.probes.keyed("family")));
		ActorRef<Probe> keyed = this.system.keyed("family", Probe.class).get("key");
		watch(keyed);
		crash(keyed);
		ping(keyed);
		assertThat(heard()).isEmpty();
		get(keyed.ask(Probe.exit()));
		assertThat(awaitFirst()).isEqualTo(new Terminated(keyed, new ExitReason.Normal()));
		ping(keyed);
		get(keyed.ask(Probe.exit()));
		ping(keyed);
		assertThat(heard()).hasSize(1);
	}

	@Test
	void childOfAnActorEndsWithItsParentsIncarnationAndIsToldOnce() {
		startWatched();
		CompletableFuture<ActorRef<Probe>> spawned = new CompletableFuture<>();
		get(ref("a").ask(new Probe.Do((context) -> spawned.complete(context.spawn(this.probes.permanent("child"))))));
		ActorRef<Probe> child = get(spawned);
		assertThat(ping(child)).isOne();
		watch(child);
		crash("a");
		assertThat(awaitFirst()).isEqualTo(new Terminated(child, new ExitReason.Shutdown()));
		assertThat(heard()).hasSize(1);
	}

	@Test
	void everyWatcherIsTold() {
		Supervisor group = startWatched();
		watch(ref("a"));
		get(ref("crashes").ask(new Probe.Do((context) -> context.watch(ref("a")))));
		get(group.terminate("a"));
		await().untilAsserted(() -> assertThat(this.probes.heard).hasSize(2));
	}

}
