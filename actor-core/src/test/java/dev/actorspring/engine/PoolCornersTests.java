package dev.actorspring.engine;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

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

	@Test
	void workerThatHasPutSomethingAsideStaysUntilThatIsHandled() {
		ActorRef<Clerk> clerks = start(PoolSpec.of(2));
		List<CompletableFuture<String>> replies = this.clerks.stream()
			.map((clerk) -> clerk.self().ask(new PutAside()))
			.toList();
		await().until(() -> this.clerks.stream().allMatch((clerk) -> cell(clerk).postponedCount() == 1));
		this.pool.resize(1);
		clerks.tell(new TakeUp());
		clerks.tell(new TakeUp());
		assertThat(replies).allSatisfy((reply) -> assertThat(reply.get()).startsWith("clerks/"));
		await("and goes then").until(() -> this.system.gauges().iterator().next().active() == 1);
		assertThat(clerks.call(new Ping())).startsWith("clerks/");
	}

	@Test
	void anotherThanTheOneThatHasPutSomethingAsideGoes() {
		ActorRef<Clerk> clerks = start(PoolSpec.of(2));
		ActorContext<Clerk> last = this.clerks.stream()
			.filter((clerk) -> clerk.path().endsWith("2"))
			.findFirst()
			.orElseThrow();
		CompletableFuture<String> reply = last.self().ask(new PutAside());
		await().until(() -> cell(last).postponedCount() == 1);
		this.pool.resize(1);
		await().until(() -> this.system.gauges().iterator().next().active() == 1);
		clerks.tell(new TakeUp());
		assertThat(reply.join()).isEqualTo(last.path());
	}

	@Test
	void workerThatCrashesBeforeThePoolIsOpenIsTriedAgain() {
		CompletableFuture<Object> gate = gate();
		AtomicInteger made = new AtomicInteger();
		ActorSpec<Clerk> spec = ActorSpec.of("clerks", Clerk.class, (context) -> {
			if (context.path().endsWith("2")) {
				gate.join();
			}
			else if (made.incrementAndGet() == 1) {
				context.continueWith(new Fail());
			}
			else if (made.get() == 2) {
				throw new IllegalStateException("no paper");
			}
			return clerk(context);
		}).withPool(PoolSpec.of(2));
		CompletableFuture<Void> started = CompletableFuture
			.runAsync(() -> start((builder) -> builder.timeSource(this.time).actor(spec)));
		await().until(() -> made.get() >= 2);
		gate.complete(null);
		started.join();
		await().until(() -> {
			this.time.advance(Duration.ofSeconds(1));
			return this.system.gauges().iterator().next().active() == 2;
		});
	}

	@Test
	void workerIsTimeAndAgainIdleBetweenMessagesOfThePool() {
		ActorSpec<Clerk> spec = ActorSpec.of("clerks", Clerk.class, (context) -> {
			context.whenIdle(Duration.ofSeconds(1), new Write("idle"));
			return clerk(context);
		}).withPool(PoolSpec.of(1));
		start((builder) -> builder.timeSource(this.time).actor(spec));
		for (int i = 1; i <= 3; i++) {
			int times = i;
			await().until(() -> {
				this.time.advance(Duration.ofMillis(600));
				return Collections.frequency(this.log.begun(), "idle") == times;
			});
			this.system.actor(Clerk.class).call(new Ping());
		}
	}

	@Test
	void whatWasContinuedWithCountsAsHandled() {
		ActorSpec<Clerk> spec = ActorSpec.of("clerk", Clerk.class, (context) -> {
			context.whenIdle(Duration.ofSeconds(1), new GoOn(new Write("idle")));
			return clerk(context);
		});
		start((builder) -> builder.timeSource(this.time).actor(spec));
		await().until(() -> {
			this.time.advance(Duration.ofMillis(600));
			return Collections.frequency(this.log.begun(), "idle") >= 2;
		});
	}

	@Test
	void workersOfAStartThatTookTooLongEnd() {
		CompletableFuture<Object> gate = gate();
		ActorSpec<Clerk> spec = ActorSpec.of("clerks", Clerk.class, (context) -> {
			Clerk clerk = clerk(context);
			if (context.path().endsWith("2")) {
				gate.join();
			}
			return clerk;
		}).withPool(PoolSpec.of(2)).withStartTimeout(Duration.ofSeconds(2));
		CompletableFuture<?> failed = CompletableFuture
			.runAsync(() -> start((builder) -> builder.timeSource(this.time).actor(spec)));
		await()
			.until(() -> this.clerks.size() == 2 && this.clerks.stream().anyMatch((clerk) -> cell(clerk).isRunning()));
		await().until(() -> {
			this.time.advance(Duration.ofMillis(500));
			return failed.isDone();
		});
		assertThat(failed).isCompletedExceptionally();
		await().until(() -> this.clerks.stream().noneMatch((clerk) -> cell(clerk).isRunning()));
	}

	private static ActorCell<?> cell(ActorContext<?> context) {
		return ((Incarnation<?>) context).cell();
	}

	record PutAside() implements Request<Clerk, String> {

	}

	record TakeUp() implements Message<Clerk> {

	}

	record Fail() implements Message<Clerk> {

	}

	record GoOn(Write next) implements Message<Clerk> {

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

		private boolean takesUp;

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

		@Receive
		String putAside(PutAside request) {
			if (!this.takesUp) {
				throw this.context.postpone();
			}
			return this.context.path();
		}

		@Receive
		void takeUp(TakeUp message) {
			this.takesUp = true;
			this.context.handlePostponed();
		}

		@Receive
		void fail(Fail message) {
			throw new IllegalStateException("tore it");
		}

		@Receive
		void goOn(GoOn message) {
			this.context.continueWith(message.next());
		}

	}

}
