package dev.actorspring.conformance;

import java.util.List;

import dev.actorspring.ActorRef;
import dev.actorspring.ExitReason;
import dev.actorspring.Terminated;
import dev.actorspring.supervision.Supervisor;
import dev.actorspring.system.NodeSnapshot;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rule: <em>{@code demonitor(Ref, [flush])}: who unwatches an actor is not told of
 * its end any more, also if the message waits already</em>.
 */
class UnwatchTests extends ConformanceTest {

	private void watch(ActorRef<Probe> target) {
		get(ref("watcher").ask(new Probe.Do((context) -> context.watch(target))));
	}

	private void unwatch(ActorRef<Probe> target) {
		get(ref("watcher").ask(new Probe.Do((context) -> context.unwatch(target))));
	}

	private List<Terminated> heard() {
		ping(ref("watcher"));
		return List.copyOf(this.probes.heard);
	}

	private Supervisor startTwo() {
		return startGroup((group) -> group.child(this.probes.permanent("watcher")).child(this.probes.permanent("a")));
	}

	@Test
	void whoUnwatchesIsNotTold() {
		Supervisor group = startTwo();
		watch(ref("a"));
		unwatch(ref("a"));
		get(group.terminate("a"));
		assertThat(heard()).isEmpty();
	}

	@Test
	void messageThatWaitsInTheMailboxIsNotHandled() throws Exception {
		Supervisor group = startTwo();
		ActorRef<Probe> target = ref("a");
		watch(target);
		Gate gate = this.probes.gate();
		ref("watcher").tell(new Probe.Do((context) -> {
			gate.pass();
			context.unwatch(target);
		}));
		gate.awaitEntered();
		get(group.terminate("a"));
		await().until(() -> ((NodeSnapshot.Actor) this.system.find("group/watcher").orElseThrow()).depth() == 1);
		gate.open();
		assertThat(heard()).isEmpty();
	}

	@Test
	void whoWatchesAgainIsToldAgain() {
		Supervisor group = startTwo();
		watch(ref("a"));
		unwatch(ref("a"));
		watch(ref("a"));
		get(group.terminate("a"));
		await().untilAsserted(
				() -> assertThat(heard()).containsExactly(new Terminated(ref("a"), new ExitReason.Shutdown())));
	}

	@Test
	void keyIsUnwatched() {
		start((builder) -> builder.actor(this.probes.permanent("watcher")).actor(this.probes.keyed("family")));
		ActorRef<Probe> key = this.system.keyed("family", Probe.class).get("key");
		ping(key);
		watch(key);
		unwatch(this.system.keyed("family", Probe.class).get("key"));
		get(key.ask(Probe.exit()));
		await().until(() -> this.system.find("family/key").isEmpty());
		assertThat(heard()).isEmpty();
	}

	@Test
	void othersAreToldAllTheSame() {
		startTwo();
		unwatch(ref("a"));
		watch(ref("a"));
		unwatch(ref("watcher"));
		get(group().terminate("a"));
		await().untilAsserted(() -> assertThat(heard()).hasSize(1));
	}

}
