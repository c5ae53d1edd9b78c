package dev.actorspring.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorFactory;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.ExitReason;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.test.simulation.FindingKind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Kills, stops and links, in whatever order they come.
 */
class SimulatedLifecycleTests {

	private final Set<String> running = new HashSet<>();

	private final List<String> log = new ArrayList<>();

	private int handled;

	private TestActors start() {
		return TestActors.start((builder) -> builder.supervisor(SupervisorSpec.named("group")
			.intensity(50, Duration.ofHours(1))
			.child(ActorSpec.of("a", Worker.class, new Factory("a")))
			.child(ActorSpec.of("b", Worker.class, new Factory("b")))
			.build()));
	}

	private static ActorRef<Worker> worker(TestActors actors, String name) {
		return actors.system().actor(name, Worker.class);
	}

	@Simulated(seeds = 200, tolerate = FindingKind.CRASH)
	void killLosesNoMessageAndCountsOnce() {
		TestActors actors = start();
		List<CompletableFuture<?>> orders = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			actors.executor().execute(() -> worker(actors, "a").tell(new Work()));
		}
		actors.executor().execute(() -> orders.add(actors.system().kill(worker(actors, "a"))));
		actors.executor()
			.execute(() -> orders.add(actors.system()
				.stop(worker(actors, "a"), new ExitReason.Error(new IllegalStateException("wrong")))));
		actors.awaitQuiet();
		assertThat(orders).hasSize(2).allMatch(CompletableFuture::isDone);
		assertThat(this.handled).as(this.log::toString).isEqualTo(4);
		assertThat(this.running).containsExactlyInAnyOrder("a", "b");
		assertThat(this.log.stream().filter("+a"::equals).count()).isBetween(2L, 3L);
		assertThat(this.log.stream().filter("+b"::equals)).hasSize(1);
	}

	@Simulated(seeds = 200, tolerate = FindingKind.CRASH)
	void linkedActorsEndTogetherWhoeverIsFirst() {
		TestActors actors = start();
		actors.executor().execute(() -> worker(actors, "a").tell(new Link(worker(actors, "b"))));
		actors.awaitQuiet();
		actors.executor().execute(() -> actors.system().kill(worker(actors, "a")));
		actors.executor().execute(() -> worker(actors, "b").tell(new Work()));
		actors.awaitQuiet();
		assertThat(this.running).containsExactlyInAnyOrder("a", "b");
		assertThat(this.log).as(this.log::toString).containsOnlyOnce("-a", "-b");
		assertThat(this.handled).isOne();
	}

	record Work() implements Message<Worker> {

	}

	record Link(ActorRef<Worker> other) implements Message<Worker> {

	}

	final class Worker {

		private final ActorContext<Worker> context;

		Worker(ActorContext<Worker> context) {
			this.context = context;
		}

		@Receive
		void work(Work message) {
			SimulatedLifecycleTests.this.handled++;
		}

		@Receive
		void link(Link message) {
			this.context.link(message.other());
		}

	}

	private final class Factory implements ActorFactory<Worker> {

		private final String name;

		Factory(String name) {
			this.name = name;
		}

		@Override
		public Worker create(ActorContext<Worker> context) {
			assertThat(SimulatedLifecycleTests.this.running.add(this.name)).as("one at a time").isTrue();
			SimulatedLifecycleTests.this.log.add("+" + this.name);
			return new Worker(context);
		}

		@Override
		public void destroy(Worker worker) {
			SimulatedLifecycleTests.this.running.remove(this.name);
			SimulatedLifecycleTests.this.log.add("-" + this.name);
		}

	}

}
