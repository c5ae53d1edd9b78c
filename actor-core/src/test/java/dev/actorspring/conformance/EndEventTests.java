package dev.actorspring.conformance;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import dev.actorspring.ActorRef;
import dev.actorspring.ExitReason;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorEvent;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The rule: <em>code that sees each end of a child: a listener hears of each actor that
 * has ended for good, and why</em>.
 */
class EndEventTests extends ConformanceTest {

	private final Queue<ActorEvent.Ended> ends = new ConcurrentLinkedQueue<>();

	private void startAll() {
		start((builder) -> builder.listener(new EndListener(this.ends))
			.actor(this.probes.keyed("family"))
			.supervisor(SupervisorSpec.named("group")
				.child(this.probes.permanent("a"))
				.child(this.probes.temporary("b"))
				.child(this.probes.transientOne("c"))
				.build()));
	}

	private void assertEnds(ActorEvent.Ended... expected) {
		await().untilAsserted(() -> assertThat(List.copyOf(this.ends)).containsExactly(expected));
	}

	@Test
	void endsOfChildrenAreToldWithTheirReasons() {
		startAll();
		get(group().terminate("a"));
		get(this.system.kill(ref("b")));
		exit("c");
		assertEnds(new ActorEvent.Ended("a", "group/a", new ExitReason.Shutdown()),
				new ActorEvent.Ended("b", "group/b", new ExitReason.Killed()),
				new ActorEvent.Ended("c", "group/c", new ExitReason.Normal()));
	}

	@Test
	void restartsAreNoEnds() {
		startAll();
		crash("a");
		assertThat(ping(ref("a"))).isEqualTo(2);
		get(this.system.operations("group/a").orElseThrow().restart());
		crash("c");
		assertThat(ping(ref("c"))).isEqualTo(2);
		settle(group());
		assertThat(this.ends).isEmpty();
	}

	@Test
	void keysEndButNotWhenTheyArePassivated() {
		startAll();
		ActorRef<Probe> key = this.system.keyed("family", Probe.class).get("key");
		ping(key);
		get(this.system.operations("family/key").orElseThrow().passivate());
		ping(key);
		assertThat(this.ends).isEmpty();
		get(key.ask(Probe.exit()));
		assertEnds(new ActorEvent.Ended("family", "family/key", new ExitReason.Normal()));
	}

	@Test
	void spawnedActorsEnd() {
		startAll();
		ActorRef<Probe> spawned = this.system.spawn(this.probes.temporary("spawned"));
		get(spawned.ask(Probe.exit()));
		await().untilAsserted(() -> assertThat(this.ends).singleElement()
			.satisfies((end) -> assertThat(end.path()).isEqualTo("spawned")));
	}

	@Test
	void endOfTheSystemIsNoEndOfItsActors() {
		startAll();
		ping(this.system.keyed("family", Probe.class).get("key"));
		this.system.spawn(this.probes.temporary("spawned"));
		this.system.close();
		assertThat(this.ends).isEmpty();
	}

	@Test
	void othersDoNotHearOfEnds() {
		startAll();
		get(group().terminate("a"));
		assertEnds(new ActorEvent.Ended("a", "group/a", new ExitReason.Shutdown()));
		assertThat(events(ActorEvent.Ended.class)).isEmpty();
	}

	/**
	 * Hears of ends.
	 *
	 * @param ends what it has heard
	 */
	private record EndListener(Queue<ActorEvent.Ended> ends) implements ActorEvent.Listener {

		@Override
		public void onEvent(ActorEvent event) {
			if (event instanceof ActorEvent.Ended ended) {
				this.ends.add(ended);
			}
		}

		@Override
		public boolean hearsEnds() {
			return true;
		}

	}

}
