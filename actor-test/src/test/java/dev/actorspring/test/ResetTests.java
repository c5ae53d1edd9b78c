package dev.actorspring.test;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.RestartType;
import dev.actorspring.spi.Resettable;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.GiveUp;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorStartException;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.NodeSnapshot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A system begins anew, and nothing is left of what has happened in it.
 */
class ResetTests {

	private static boolean broken;

	@AutoClose
	private final TestActors actors = TestActors.start((builder) -> builder
		.actor(ActorSpec.of("counter", Counter.class, Counter::new))
		.actor(ActorSpec.keyed("counters", Keyed.class, Keyed::new))
		.actor(ActorSpec.of("temporary", Helper.class, (context) -> new Helper()).withRestart(RestartType.TEMPORARY))
		.supervisor(SupervisorSpec.named("shelf")
			.intensity(2, Duration.ofHours(1))
			.giveUp(GiveUp.ESCALATE)
			.children("counter", "counters", "temporary")
			.build())
		.supervisor(SupervisorSpec.named("pool").dynamic().build()));

	private final ActorRef<Counter> counter = this.actors.actor(Counter.class);

	@AfterEach
	void mend() {
		broken = false;
	}

	private int count(ActorRef<? extends Counter> ref) {
		return this.actors.ask(ref, new Add(0));
	}

	@Test
	void stateAndTimersAreGone() {
		this.actors.ask(this.counter, new Add(5));
		this.counter.tell(new Later(Duration.ofMinutes(1), 7));
		this.actors.ask(this.actors.keyed(Keyed.class).get("a"), new Add(3));
		this.actors.reset();
		assertThat(this.actors.system().find("shelf/counters/a")).isEmpty();
		assertThat(count(this.counter)).isZero();
		this.actors.advance(Duration.ofHours(1));
		assertThat(count(this.counter)).isZero();
		assertThat(count(this.actors.keyed(Keyed.class).get("a"))).isZero();
	}

	@Test
	void countsAsNoRestart_andForgetsThoseBefore() {
		this.counter.tell(new Add(-1));
		this.actors.keyed(Keyed.class).get("a").tell(new Add(-1));
		assertThat(this.actors.events(ActorEvent.Restarted.class)).hasSize(2);
		this.actors.reset();
		assertThat(this.actors.events(ActorEvent.class)).isEmpty();
		NodeSnapshot.Actor after = this.actors.awaiting().incarnation("shelf/counter");
		assertThat(after.restarts()).isZero();
		assertThat(after.lastFailure()).isNull();
		assertThat(this.actors.system().restarts("shelf/counter")).isEmpty();
		assertThat(this.actors.system().find("shelf/counters")).get()
			.isInstanceOfSatisfying(NodeSnapshot.Family.class, (family) -> assertThat(family.restartCount()).isZero());
	}

	@Test
	void intensityAndBackoff_beginAnew() {
		for (int round = 0; round < 4; round++) {
			this.counter.tell(new Add(-1));
			this.actors.awaitQuiet();
			this.counter.tell(new Add(-1));
			this.actors.awaitQuiet();
			assertThat(this.actors.events(ActorEvent.Escalated.class)).isEmpty();
			this.actors.reset();
		}
	}

	@Test
	void whatHasEnded_runsAgain() {
		for (int i = 0; i < 3; i++) {
			this.counter.tell(new Add(-1));
			this.actors.awaitQuiet();
		}
		assertThat(this.actors.events(ActorEvent.Escalated.class)).hasSize(1);
		this.actors.system().operations("shelf/temporary").ifPresent((temporary) -> temporary.terminate());
		this.actors.reset();
		assertThat(count(this.counter)).isZero();
		assertThat(this.actors.system().find("shelf/temporary")).get()
			.extracting(NodeSnapshot::state)
			.isEqualTo(ChildState.RUNNING);
	}

	@Test
	void whatWasStartedAtRunTime_isGone() {
		this.actors.system().spawn(ActorSpec.of("spawned", Counter.class, Counter::new));
		this.actors.system().supervisor("pool").start(ActorSpec.of("worker", Counter.class, Counter::new));
		this.actors.awaitQuiet();
		assertThat(this.actors.system().find("pool/worker")).isPresent();
		this.actors.reset();
		assertThat(this.actors.system().find("spawned")).isEmpty();
		assertThat(this.actors.system().find("pool/worker")).isEmpty();
		this.actors.system().spawn(ActorSpec.of("spawned", Counter.class, Counter::new));
		this.actors.awaitQuiet();
		assertThat(this.actors.system().find("spawned")).isPresent();
	}

	@Test
	void whatWaits_fails() {
		CountDownLatch latch = new CountDownLatch(1);
		this.counter.tell(new Block(latch));
		this.actors.awaitQuiet();
		CompletableFuture<Integer> waiting = this.counter.ask(new Add(5), Duration.ofHours(1));
		this.actors.reset();
		assertThat(waiting).isCompletedExceptionally();
		assertThatExceptionOfType(CompletionException.class).isThrownBy(waiting::join)
			.withCauseInstanceOf(ActorTerminatedException.class);
		assertThat(count(this.counter)).isZero();
	}

	@Test
	void actorThatDoesNotStart_failsIt() {
		broken = true;
		assertThatExceptionOfType(CompletionException.class).isThrownBy(this.actors::reset)
			.withCauseInstanceOf(ActorStartException.class);
	}

	@Test
	void systemThatDoesNotRun_isNotReset() {
		ActorSystem system = ActorSystem.builder().build();
		assertThat(((Resettable) system).reset().toCompletableFuture()).isCompletedExceptionally();
	}

	record Add(int number) implements Request<Counter, Integer> {

	}

	record Later(Duration in, int number) implements Message<Counter> {

	}

	record Block(CountDownLatch latch) implements Message<Counter> {

	}

	record Help() implements Message<Helper> {

	}

	static class Counter {

		private final ActorContext<? extends Counter> context;

		private int count;

		Counter(ActorContext<? extends Counter> context) {
			if (broken) {
				throw new IllegalStateException("broken");
			}
			this.context = context;
		}

		@Receive
		int add(Add add) {
			if (add.number() < 0) {
				throw new IllegalArgumentException("negative");
			}
			this.count += add.number();
			return this.count;
		}

		@Receive
		void later(Later later) {
			this.context.schedule(later.in(), new Add(later.number()));
		}

		@Receive
		void block(Block block) throws InterruptedException {
			block.latch().await();
		}

	}

	static class Keyed extends Counter {

		Keyed(ActorContext<Keyed> context) {
			super(context);
		}

	}

	static class Helper {

		@Receive
		void help(Help help) {
		}

	}

}
