package dev.actorspring.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Message;
import dev.actorspring.PoolSpec;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.engine.Hand.Hold;
import dev.actorspring.system.ActorPool;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the workers of a pool do beside taking messages from their queue, and what that
 * must not do to the queue.
 */
class PoolCornersTests extends SystemTest {

	private final Hand.Log log = new Hand.Log();

	private final List<ActorContext<Clerk>> clerks = new CopyOnWriteArrayList<>();

	private ActorPool pool;

	private final List<CompletableFuture<Object>> gates = new CopyOnWriteArrayList<>();

	@AfterEach
	void openAll() {
		this.gates.forEach((gate) -> gate.complete(null));
	}

	private CompletableFuture<Object> gate() {
		CompletableFuture<Object> gate = new CompletableFuture<>();
		this.gates.add(gate);
		return gate;
	}

	private ActorRef<Clerk> start(PoolSpec spec) {
		start((builder) -> builder.timeSource(this.time)
			.actor(ActorSpec.of("clerks", Clerk.class, this::clerk).withPool(spec)));
		this.pool = this.system.pool("clerks");
		return this.system.actor(Clerk.class);
	}

	private Clerk clerk(ActorContext<Clerk> context) {
		this.clerks.add(context);
		return new Clerk(context, this.log);
	}

	private void noted(String... names) {
		await().until(() -> this.log.begun().containsAll(List.of(names)));
	}

	@Test
	void messageDoesNotWaitForAWorkerThatWaitsInATurnOfItsOwn() {
		ActorRef<Clerk> clerks = start(PoolSpec.of(2));
		// Whichever has been idle longest.
		for (ActorContext<Clerk> clerk : this.clerks) {
			CompletableFuture<Object> gate = gate();
			clerk.self().tell(new WaitFor(clerk.path(), gate));
			noted(clerk.path());
			await().until(() -> isReleased(clerk));
			clerks.tell(new Write("for the other than " + clerk.path()));
			noted("for the other than " + clerk.path());
			gate.complete(null);
			noted(clerk.path() + " goes on");
		}
	}

	private static boolean isReleased(ActorContext<Clerk> clerk) {
		Incarnation<?> incarnation = (Incarnation<?>) clerk;
		return incarnation.suspension() != null && incarnation.cell().isIdle();
	}

	@Test
	void growsIfAllThatIdleAreHeldUpByTheirOwn() {
		ActorRef<Clerk> clerks = start(PoolSpec.of(1).withMaxSize(2).withGrowAfter(Duration.ofSeconds(1)));
		ActorContext<Clerk> only = this.clerks.getFirst();
		only.self().tell(new WaitFor("own", gate()));
		await().until(() -> isReleased(only));
		clerks.tell(new Write("waits"));
		await().until(() -> {
			this.time.advance(Duration.ofMillis(300));
			return this.log.begun().contains("waits");
		});
		assertThat(this.pool.size()).isEqualTo(2);
	}

	@Test
	void growsForWhatHasWaitedSinceBeforeTheStart() {
		this.system = ActorSystem.builder()
			.timeSource(this.time)
			.actor(Hand.spec(this.log, PoolSpec.of(1).withMaxSize(2).withGrowAfter(Duration.ofSeconds(1))))
			.build();
		for (int i = 0; i < 2; i++) {
			this.system.actor(Hand.class).tell(new Hold("h" + i, gate()));
		}
		this.system.start();
		await().until(() -> {
			this.time.advance(Duration.ofMillis(300));
			return this.system.pool("hands").busy() == 2;
		});
	}

	record WaitFor(String name, CompletableFuture<?> gate) implements Message<Clerk> {

	}

	record Write(String what) implements Message<Clerk> {

	}

	record Ping() implements Request<Clerk, String> {

	}

	/**
	 * A worker that has something of its own to do, and interleaves.
	 */
	static class Clerk {

		private final ActorContext<Clerk> context;

		private final Hand.Log log;

		Clerk(ActorContext<Clerk> context, Hand.Log log) {
			this.context = context;
			this.log = log;
		}

		@Receive
		void waitFor(WaitFor message) {
			this.log.begun().add(message.name());
			this.context.await(message.gate());
			this.log.begun().add(message.name() + " goes on");
		}

		@Receive
		void write(Write message) {
			this.log.begun().add(message.what());
		}

		@Receive(interleave = true)
		String ping(Ping request) {
			return this.context.path();
		}

	}

}
