package dev.actorspring.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.Dispatcher;
import dev.actorspring.ExitReason;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.TurnLimits;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.NodeSnapshot;
import dev.actorspring.system.StuckTurn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/**
 * Turns that take longer than they may.
 */
class StuckTurnTests extends SystemTest {

	private static final Duration LONG = Duration.ofDays(1);

	private static final TurnLimits LIMITS = new TurnLimits(Duration.ofSeconds(10), Duration.ZERO);

	private final CountDownLatch release = new CountDownLatch(1);

	private final AtomicInteger made = new AtomicInteger();

	@AfterEach
	void release() {
		// Time stands still, so that nobody would be interrupted when the system stops.
		this.release.countDown();
	}

	private ActorSpec<Sleeper> sleeper(String name) {
		return ActorSpec.of(name, Sleeper.class, (context) -> {
			this.made.incrementAndGet();
			return new Sleeper(context, this.release);
		}).withShutdownTimeout(Duration.ZERO);
	}

	private ActorRef<Sleeper> sleeper() {
		return this.system.actor("sleeper", Sleeper.class);
	}

	private List<ActorEvent.Stuck> stuck() {
		return this.events.stream()
			.filter(ActorEvent.Stuck.class::isInstance)
			.map(ActorEvent.Stuck.class::cast)
			.toList();
	}

	/**
	 * Lets time pass until there is something to see.
	 */
	private void passUntilStuck(int count) {
		await().until(() -> {
			this.time.advance(Duration.ofSeconds(1));
			return stuck().size() >= count;
		});
	}

	/**
	 * Lets time pass until there is another incarnation; slowly from when the first may
	 * have been interrupted, as its thread has to notice that before so much has passed
	 * that it is abandoned.
	 */
	private void passUntilRestarted(Duration interruptedAfter) {
		AtomicLong passed = new AtomicLong();
		AtomicLong last = new AtomicLong(System.nanoTime());
		await().until(() -> {
			boolean hurry = passed.get() < interruptedAfter.toSeconds();
			if (hurry || System.nanoTime() - last.get() > Duration.ofSeconds(3).toNanos()) {
				this.time.advance(Duration.ofSeconds(1));
				passed.incrementAndGet();
				last.set(System.nanoTime());
			}
			return this.made.get() == 2;
		});
	}

	private void beginTo(Message<Sleeper> message) {
		sleeper().tell(message);
		await().until(() -> actor().handling() != null);
	}

	private NodeSnapshot.Actor actor() {
		return (NodeSnapshot.Actor) this.system.find("sleeper").orElseThrow();
	}

	@ParameterizedTest
	@EnumSource
	void isToldOnceWithItsStackAndWhenItIsOver(Dispatcher dispatcher) {
		start((builder) -> builder.timeSource(this.time)
			.turnLimits(LIMITS)
			.actor(sleeper("sleeper").withDispatcher(dispatcher)));
		beginTo(new Sleeper.Sleep());
		assertThat(this.system.stuckTurns()).isEmpty();
		passUntilStuck(1);
		this.time.advance(Duration.ofSeconds(30));
		await().until(() -> actor().isStuck());
		assertThat(this.system.stuckTurns()).singleElement().satisfies((turn) -> {
			assertThat(turn.path()).isEqualTo("sleeper");
			assertThat(turn.message()).isEqualTo("Sleep");
			assertThat(turn.handlingFor()).isGreaterThan(Duration.ofSeconds(30));
			assertThat(this.system.actorOn(turn.threadId())).contains("sleeper");
		});
		assertThat(stuck()).singleElement().satisfies((event) -> {
			assertThat(event.name()).isEqualTo("sleeper");
			assertThat(event.message()).isEqualTo("Sleep");
			assertThat(event.handlingFor()).isGreaterThanOrEqualTo(Duration.ofSeconds(10));
			assertThat(event.stack()).anyMatch((frame) -> frame.getClassName().equals(Sleeper.class.getName()));
		});
		this.release.countDown();
		await().until(() -> {
			this.time.advance(Duration.ofSeconds(5));
			return this.system.stuckTurns().isEmpty();
		});
		assertThat(actor().isStuck()).isFalse();
		assertThat(this.system.actorOn(Thread.currentThread().threadId())).isEmpty();
	}

	/**
	 * What it waits for has a timeout of its own.
	 */
	@Test
	void timeInWhichItWaitsForAReplyDoesNotCount() {
		start((builder) -> builder.timeSource(this.time).turnLimits(LIMITS).actor(sleeper("sleeper")));
		CompletableFuture<String> reply = new CompletableFuture<>();
		beginTo(new Sleeper.Wait(reply));
		StuckTurns turns = ((LocalRef<Sleeper>) sleeper()).type().engine().stuckTurns();
		for (int i = 0; i < 20; i++) {
			int looks = turns.looks();
			this.time.advance(Duration.ofSeconds(5));
			await().until(() -> turns.looks() > looks);
		}
		sleeper().tell(new Sleeper.Sleep());
		reply.complete("done");
		await().until(() -> "Sleep".equals(actor().handling()));
		passUntilStuck(1);
		assertThat(stuck()).extracting(ActorEvent.Stuck::message).containsExactly("Sleep");
	}

	@Test
	void actorMayHaveLimitsOfItsOwn() {
		start((builder) -> builder.timeSource(this.time)
			.turnLimits(LIMITS)
			.actor(sleeper("patient").withTurnLimits(TurnLimits.NONE))
			.actor(sleeper("sleeper").withTurnLimits(LIMITS.withStuckAfter(Duration.ofSeconds(100)))));
		this.system.actor("patient", Sleeper.class).tell(new Sleeper.Sleep());
		beginTo(new Sleeper.Sleep());
		passUntilStuck(1);
		assertThat(stuck()).singleElement().satisfies((event) -> {
			assertThat(event.path()).isEqualTo("sleeper");
			assertThat(event.handlingFor()).isGreaterThanOrEqualTo(Duration.ofSeconds(100));
		});
	}

	@Test
	void actorThatIsSpawnedMayBeTheOnlyOneWithLimits() {
		start((builder) -> builder.timeSource(this.time));
		this.system.spawn(sleeper("late").withTurnLimits(LIMITS)).tell(new Sleeper.Sleep());
		passUntilStuck(1);
		assertThat(stuck()).extracting(ActorEvent.Stuck::path).containsExactly("late");
	}

	@Test
	void keyedActorsAreNamedByTheirPaths() {
		start((builder) -> builder.timeSource(this.time)
			.turnLimits(LIMITS)
			.actor(ActorSpec.keyed("family", Sleeper.class, (context) -> new Sleeper(context, this.release))
				.withShutdownTimeout(Duration.ZERO)));
		this.system.keyed(Sleeper.class).get("one").tell(new Sleeper.Sleep());
		passUntilStuck(1);
		assertThat(this.system.stuckTurns()).extracting(StuckTurn::name, StuckTurn::path)
			.containsExactly(tuple("family", "family/one"));
	}

	/**
	 * It is restarted as its supervisor would restart one that was killed.
	 */
	@ParameterizedTest
	@EnumSource
	void isInterruptedAndRestartedIfItTakesFarTooLong(Dispatcher dispatcher) {
		start((builder) -> builder.timeSource(this.time)
			.turnLimits(LIMITS.withAbandonAfter(Duration.ofSeconds(30)))
			.actor(sleeper("sleeper").withDispatcher(dispatcher)));
		CompletableFuture<Integer> answer = sleeper().ask(new Sleeper.SleepAndAnswer(), LONG);
		passUntilRestarted(Duration.ofSeconds(30));
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(answer::get)
			.withCauseInstanceOf(ActorTerminatedException.class);
		await().until(() -> this.events.stream().anyMatch(ActorEvent.Restarted.class::isInstance));
		assertThat(this.system.restarts("sleeper")).singleElement()
			.satisfies((restart) -> assertThat(restart.reason()).isEqualTo(new ExitReason.Killed()));
		assertThat(this.events).noneMatch(ActorEvent.Abandoned.class::isInstance);
		assertThat(sleeper().call(new Sleeper.Incarnation(), LONG)).isEqualTo(2);
	}

	@ParameterizedTest
	@EnumSource
	void isAbandonedAndRestartedIfAnInterruptDoesNotHelp(Dispatcher dispatcher) {
		start((builder) -> builder.timeSource(this.time)
			.turnLimits(LIMITS.withAbandonAfter(Duration.ofSeconds(30)))
			.actor(sleeper("sleeper").withDispatcher(dispatcher)));
		CompletableFuture<Integer> answer = sleeper().ask(new Sleeper.Deaf(), LONG);
		await().until(() -> {
			this.time.advance(Duration.ofSeconds(1));
			return this.made.get() == 2;
		});
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(answer::get)
			.withCauseInstanceOf(ActorTerminatedException.class);
		await().until(() -> this.events.stream().anyMatch(ActorEvent.Restarted.class::isInstance));
		assertThat(this.events).anyMatch(ActorEvent.Abandoned.class::isInstance);
		assertThat(this.system.restarts("sleeper")).singleElement()
			.satisfies((restart) -> assertThat(restart.reason()).isEqualTo(new ExitReason.Killed()));
		this.release.countDown();
		assertThat(sleeper().call(new Sleeper.Incarnation(), LONG)).isEqualTo(2);
		await().until(() -> {
			this.time.advance(Duration.ofSeconds(5));
			return this.system.stuckTurns().isEmpty();
		});
	}

	/**
	 * A handler that takes the interrupt for itself, and returns.
	 */
	@Test
	void isRestartedAlsoIfTheInterruptedHandlerReturns() {
		start((builder) -> builder.timeSource(this.time)
			.turnLimits(LIMITS.withAbandonAfter(Duration.ofSeconds(30)))
			.actor(sleeper("sleeper")));
		beginTo(new Sleeper.Swallow());
		passUntilRestarted(Duration.ofSeconds(30));
		await().until(() -> !this.system.restarts("sleeper").isEmpty());
		assertThat(this.system.restarts("sleeper")).singleElement()
			.satisfies((restart) -> assertThat(restart.reason()).isEqualTo(new ExitReason.Killed()));
	}

	@Test
	void limitsThatCannotBeMeantAreRefused() {
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> new TurnLimits(Duration.ofSeconds(10), Duration.ofSeconds(5)))
			.withMessageContaining("abandoned after PT5S");
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> new TurnLimits(Duration.ZERO, Duration.ofSeconds(5)));
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> new TurnLimits(Duration.ofSeconds(-1), Duration.ZERO));
	}

	/**
	 * Takes its time in several ways.
	 */
	static class Sleeper {

		record Sleep() implements Message<Sleeper> {

		}

		record Swallow() implements Message<Sleeper> {

		}

		record SleepAndAnswer() implements Request<Sleeper, Integer> {

		}

		record Deaf() implements Request<Sleeper, Integer> {

		}

		record Wait(CompletableFuture<String> reply) implements Message<Sleeper> {

		}

		record Incarnation() implements Request<Sleeper, Integer> {

		}

		private final ActorContext<Sleeper> context;

		private final CountDownLatch release;

		Sleeper(ActorContext<Sleeper> context, CountDownLatch release) {
			this.context = context;
			this.release = release;
		}

		@Receive
		void sleep(Sleep message) throws InterruptedException {
			this.release.await();
		}

		@Receive
		void swallow(Swallow message) {
			try {
				this.release.await();
			}
			catch (InterruptedException ex) {
				// As if nothing had been.
			}
		}

		@Receive
		int sleepAndAnswer(SleepAndAnswer message) throws InterruptedException {
			this.release.await();
			return 0;
		}

		@Receive
		int deaf(Deaf message) {
			while (this.release.getCount() > 0) {
				LockSupport.parkNanos(1_000_000);
			}
			return 0;
		}

		@Receive
		void waitFor(Wait message) {
			this.context.await(message.reply());
		}

		@Receive
		int incarnation(Incarnation request) {
			return this.context.incarnation();
		}

	}

}
