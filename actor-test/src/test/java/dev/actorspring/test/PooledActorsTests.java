package dev.actorspring.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Message;
import dev.actorspring.PoolRouting;
import dev.actorspring.PoolSpec;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.Routed;
import dev.actorspring.system.ActorPool;
import dev.actorspring.test.simulation.FindingKind;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Pools in tests, where the time stands still, and in simulations, where each step is one
 * of many that could be next.
 */
class PooledActorsTests {

	private final List<String> done = new ArrayList<>();

	@AutoClose
	private TestActors actors;

	private ActorRef<Smith> start(PoolSpec spec) {
		this.actors = TestActors.start((builder) -> builder
			.actor(ActorSpec.of("smiths", Smith.class, (context) -> new Smith(context, this.done)).withPool(spec)));
		return this.actors.actor(Smith.class);
	}

	@Test
	void rateFollowsTheTimeOfTheTest() {
		ActorRef<Smith> smiths = start(PoolSpec.of(1).withRate(2, Duration.ofMinutes(1)));
		for (int i = 0; i < 5; i++) {
			smiths.tell(new Nail("n" + i));
		}
		this.actors.awaitQuiet();
		assertThat(this.done).containsExactly("n0", "n1");
		this.actors.advance(Duration.ofMinutes(1));
		assertThat(this.done).containsExactly("n0", "n1", "n2", "n3");
		this.actors.advance(Duration.ofMinutes(1));
		assertThat(this.done).hasSize(5);
	}

	@Test
	void growsWithTheTimeOfTheTest_andBeginsAnewAfterAReset() {
		ActorRef<Smith> smiths = start(PoolSpec.of(1).withMaxSize(2).withGrowAfter(Duration.ofSeconds(10)));
		ActorPool pool = this.actors.system().pool("smiths");
		CompletableFuture<Object> gate = new CompletableFuture<>();
		smiths.tell(new Wait(gate));
		smiths.tell(new Wait(gate));
		this.actors.awaitQuiet();
		assertThat(pool.busy()).isOne();
		this.actors.advance(Duration.ofSeconds(11));
		assertThat(pool.busy()).isEqualTo(2);
		gate.complete(1);
		this.actors.awaitQuiet();
		assertThat(this.done).containsExactly("waited", "waited");
		this.actors.reset();
		assertThat(pool.size()).isOne();
		assertThat(this.actors.ask(smiths, new Who())).isEqualTo("smiths/1");
	}

	@Simulated(seeds = 200, tolerate = FindingKind.CRASH)
	void orderOfAKeyIsKeptInWhateverOrderThingsHappen() {
		TestActors simulated = TestActors.start((builder) -> builder
			.actor(ActorSpec.of("smiths", Smith.class, (context) -> new Smith(context, this.done))
				.withPool(PoolSpec.of(3)))
			.actor(ActorSpec.of("keyed", Keyed.class, (context) -> new Keyed(() -> this.actors.actor(Smith.class)))
				.withPool(PoolSpec.of(3).withRouting(PoolRouting.BY_KEY))));
		this.actors = simulated;
		ActorRef<Keyed> keyed = simulated.actor(Keyed.class);
		for (int i = 0; i < 4; i++) {
			keyed.tell(new Forge("a", i));
			keyed.tell(new Forge("b", i));
			keyed.tell(new Forge("crash", i));
		}
		simulated.awaitQuiet();
		simulated.advance(Duration.ofMinutes(1));
		assertThat(this.done).hasSize(8);
		for (String key : List.of("a", "b")) {
			assertThat(this.done.stream().filter((name) -> name.startsWith(key))).containsExactly(key + 0, key + 1,
					key + 2, key + 3);
		}
	}

	record Nail(String name) implements Message<Smith> {

	}

	record Wait(CompletableFuture<?> until) implements Message<Smith> {

	}

	record Who() implements Request<Smith, String> {

	}

	record Hit(String name) implements Request<Smith, Boolean> {

	}

	record Forge(String key, int number) implements Message<Keyed>, Routed {

		@Override
		public Object routingKey() {
			return this.key;
		}

	}

	static class Smith {

		private final ActorContext<Smith> context;

		private final List<String> done;

		Smith(ActorContext<Smith> context, List<String> done) {
			this.context = context;
			this.done = done;
		}

		@Receive
		void nail(Nail nail) {
			this.done.add(nail.name());
		}

		@Receive
		void await(Wait wait) {
			this.context.await(wait.until());
			this.done.add("waited");
		}

		@Receive
		String who(Who who) {
			return this.context.path();
		}

		@Receive
		boolean hit(Hit hit) {
			synchronized (this.done) {
				return this.done.add(hit.name());
			}
		}

	}

	static class Keyed {

		private final Supplier<ActorRef<Smith>> smiths;

		Keyed(Supplier<ActorRef<Smith>> smiths) {
			this.smiths = smiths;
		}

		@Receive
		void forge(Forge forge) {
			if (forge.key().equals("crash")) {
				throw new IllegalStateException("too hot");
			}
			// Others run meanwhile.
			this.smiths.get().call(new Hit(forge.key() + forge.number()));
		}

	}

}
