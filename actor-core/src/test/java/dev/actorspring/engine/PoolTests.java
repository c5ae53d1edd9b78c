package dev.actorspring.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorRef;
import dev.actorspring.AskTimeoutException;
import dev.actorspring.PoolSpec;
import dev.actorspring.engine.Hand.Crash;
import dev.actorspring.engine.Hand.Hold;
import dev.actorspring.engine.Hand.Note;
import dev.actorspring.engine.Hand.WhoAreYou;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorPool;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Several workers that share a queue.
 */
class PoolTests extends SystemTest {

	private final Hand.Log log = new Hand.Log();

	private ActorPool pool;

	private ActorRef<Hand> start(PoolSpec spec) {
		start((builder) -> builder.actor(Hand.spec(this.log, spec)));
		this.pool = this.system.pool("hands");
		return this.system.actor(Hand.class);
	}

	private List<CompletableFuture<Object>> hold(ActorRef<Hand> hands, int count) {
		List<CompletableFuture<Object>> gates = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			CompletableFuture<Object> gate = new CompletableFuture<>();
			hands.ask(new Hold("hold", gate));
			gates.add(gate);
		}
		await().until(() -> this.pool.busy() == count);
		return gates;
	}

	@Test
	void oneRefHasSeveralWorkersOfWhichEachHandlesOneMessageAtATime() {
		ActorRef<Hand> hands = start(PoolSpec.of(3));
		List<CompletableFuture<String>> replies = new ArrayList<>();
		List<CompletableFuture<Object>> gates = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			gates.add(new CompletableFuture<>());
			replies.add(hands.ask(new Hold("h" + i, gates.get(i))));
		}
		await().until(() -> this.pool.busy() == 3);
		assertThat(this.pool.depth()).isEqualTo(2);
		assertThat(this.log.begun()).containsExactlyInAnyOrder("h0", "h1", "h2");
		gates.get(1).complete(null);
		await().until(() -> this.log.begun().size() == 4);
		assertThat(this.log.begun().get(3)).isEqualTo("h3");
		assertThat(this.pool.depth()).isOne();
		gates.forEach((gate) -> gate.complete(null));
		assertThat(replies).allSatisfy((reply) -> assertThat(reply.get()).matches("hands/[123]"));
		Set<String> workers = new HashSet<>();
		replies.forEach((reply) -> workers.add(reply.join()));
		assertThat(workers).hasSize(3);
		await().until(() -> this.pool.busy() == 0);
	}

	@Test
	void crashOfOneRestartsOneAndLosesNothingThatWaits() throws Exception {
		ActorRef<Hand> hands = start(PoolSpec.of(2));
		List<CompletableFuture<Object>> gates = hold(hands, 2);
		List<CompletableFuture<String>> waiting = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			waiting.add(hands.ask(new WhoAreYou()));
		}
		gates.get(0).completeExceptionally(new IllegalStateException("slipped"));
		assertThat(waiting).allSatisfy((reply) -> assertThat(reply.get()).startsWith("hands/"));
		gates.get(1).complete(null);
		await().until(() -> events(ActorEvent.Restarted.class).size() == 1);
		assertThat(events(ActorEvent.Restarted.class)).first().satisfies((restarted) -> {
			assertThat(restarted.path()).matches("hands/[12]");
			assertThat(restarted.name()).isEqualTo("hands");
		});
	}

	@Test
	void askerLearnsWhichWorkerHasCrashed() {
		ActorRef<Hand> hands = start(PoolSpec.of(2));
		CompletableFuture<Object> gate = CompletableFuture.failedFuture(new IllegalStateException("slipped"));
		assertThat(failure(hands.ask(new Hold("h", gate)))).isInstanceOf(ActorCrashedException.class)
			.hasMessageMatching("hands/[12] crashed while handling Hold: IllegalStateException");
	}

	@Test
	void timeoutSaysWhatTheWorkersDo() throws Exception {
		ActorRef<Hand> hands = start(PoolSpec.of(2));
		List<CompletableFuture<Object>> gates = hold(hands, 2);
		hands.tell(new Note("n"));
		assertThat(failure(hands.ask(new WhoAreYou(), Duration.ofMillis(30)))).isInstanceOf(AskTimeoutException.class)
			.hasMessage("hands did not answer WhoAreYou within 30ms: 2 of 2 workers busy, 2 messages waiting");
		await().until(() -> this.pool.depth() == 1);
		gates.forEach((gate) -> gate.complete(null));
		await().until(() -> this.log.begun().contains("n"));
	}

	@Test
	void whatIsCancelledWhileItWaitsIsNotHandled() {
		ActorRef<Hand> hands = start(PoolSpec.of(1));
		List<CompletableFuture<Object>> gates = hold(hands, 1);
		CompletableFuture<String> unwanted = hands.ask(new Hold("unwanted", CompletableFuture.completedFuture(1)));
		CompletableFuture<String> wanted = hands.ask(new Hold("wanted", CompletableFuture.completedFuture(1)));
		unwanted.cancel(true);
		assertThat(this.pool.depth()).isOne();
		gates.get(0).complete(null);
		wanted.join();
		assertThat(this.log.begun()).doesNotContain("unwanted");
		assertThat(this.pool.depth()).isZero();
	}

	@Test
	void growsAndShrinksWhileItRuns() {
		ActorRef<Hand> hands = start(PoolSpec.of(1));
		List<CompletableFuture<Object>> gates = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			gates.add(new CompletableFuture<>());
			hands.ask(new Hold("h" + i, gates.get(i)));
		}
		await().until(() -> this.pool.busy() == 1);
		this.pool.resize(4);
		await().until(() -> this.pool.busy() == 4);
		this.pool.resize(2);
		assertThat(this.pool.busy()).as("nobody is interrupted").isEqualTo(4);
		assertThat(this.pool.size()).isEqualTo(2);
		gates.forEach((gate) -> gate.complete(null));
		await().until(() -> this.system.gauges().iterator().next().active() == 2);
		assertThat(hands.call(new WhoAreYou())).startsWith("hands/");
		this.pool.resize(3);
		await().until(() -> this.system.gauges().iterator().next().active() == 3);
	}

	@Test
	void crashesOfManyDoNotStopThePool() {
		ActorRef<Hand> hands = start(PoolSpec.of(2));
		for (int i = 0; i < 6; i++) {
			hands.tell(new Crash());
		}
		for (int i = 0; i < 6; i++) {
			hands.tell(new Note("n" + i));
		}
		await().atMost(Duration.ofSeconds(30)).until(() -> this.log.begun().size() == 6);
		assertThat(this.log.begun()).containsExactlyInAnyOrder("n0", "n1", "n2", "n3", "n4", "n5");
	}

	@Test
	void whatWaitsIsHandledBeforeTheSystemStops() {
		ActorRef<Hand> hands = start(PoolSpec.of(2));
		for (int i = 0; i < 1_000; i++) {
			hands.tell(new Note("n" + i));
		}
		this.system.stop(Duration.ofSeconds(20));
		assertThat(this.log.begun()).hasSize(1_000).doesNotHaveDuplicates();
	}

}
