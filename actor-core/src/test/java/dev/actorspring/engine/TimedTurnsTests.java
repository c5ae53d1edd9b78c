package dev.actorspring.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Dispatcher;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.engine.time.Timer;
import dev.actorspring.system.AskOutcome;
import dev.actorspring.system.SamplingProbe;
import dev.actorspring.system.TurnOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Which turns are timed, and that a probe which is content with a sample hears of each
 * message once.
 */
class TimedTurnsTests extends SystemTest {

	private static final int SAMPLED = 64;

	private static final int MANY = 10 * SAMPLED;

	private final Counts first = new Counts();

	private final Counts second = new Counts();

	private ActorRef<Target> target;

	private ActorCell<?> cell;

	private void start(Dispatcher dispatcher) {
		start((builder) -> builder.timeSource(this.time)
			.probes((actor, message) -> message.equals("Second") ? this.second : this.first)
			.actor(ActorSpec.of("target", Target.class, this::target)
				.withDispatcher(dispatcher)
				.withMailboxCapacity(ActorSpec.UNBOUNDED)));
		this.target = this.system.actor(Target.class);
		await().until(() -> this.cell != null);
	}

	private Target target(ActorContext<Target> context) {
		this.cell = ((Incarnation<?>) context).cell();
		return new Target(context);
	}

	private CompletableFuture<String> run(Runnable action) {
		return this.target.ask(new Target.First((self) -> action.run()), Duration.ofHours(1));
	}

	private void awaitIdle() {
		await().until(() -> this.cell.isIdle() && this.cell.depth() == 0);
	}

	/**
	 * Has the actor run what a test sends meanwhile without a break.
	 */
	private void inARow(Runnable sending) throws InterruptedException {
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		this.target.tell(new Target.Second((self) -> {
			entered.countDown();
			awaitUninterruptibly(release);
		}));
		entered.await();
		sending.run();
		release.countDown();
		awaitIdle();
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Two actors that tell each other something, of which the thread that serves both
	 * counts what they handle. The time stands still, so that no tick has it tell.
	 */
	private final class Pair {

		private static final int LENGTH = 5 * SAMPLED + 7;

		private final AtomicInteger left = new AtomicInteger(LENGTH);

		private final ActorRef<Target> other;

		private final Consumer<Target> atEnd;

		Pair(Dispatcher dispatcher, Consumer<Target> atEnd) throws Exception {
			this.other = TimedTurnsTests.this.system
				.spawn(ActorSpec.of("other", Target.class, Target::new).withDispatcher(dispatcher));
			this.atEnd = atEnd;
			for (ActorRef<Target> each : List.of(TimedTurnsTests.this.target, this.other)) {
				each.ask(new Target.First((self) -> TimedTurnsTests.this.time.advance(Duration.ofNanos(5_000))),
						Duration.ofHours(1))
					.get();
			}
			pass(TimedTurnsTests.this.target, this.other);
		}

		private void pass(ActorRef<Target> to, ActorRef<Target> back) {
			to.tell(new Target.Second((self) -> {
				if (this.left.decrementAndGet() > 0) {
					pass(back, to);
				}
				else {
					back.ask(new Target.First(this.atEnd), Duration.ofHours(1));
				}
			}));
		}

	}

	@ParameterizedTest
	@EnumSource
	void actorsThatShareAThreadAreCountedWhole(Dispatcher dispatcher) throws Exception {
		start(dispatcher);
		new Pair(dispatcher, (self) -> {
		});
		await().untilAsserted(() -> assertThat(this.second.all()).isEqualTo(Pair.LENGTH));
	}

	@Test
	void threadThatWaitsHasToldWhatItHasHandled() throws Exception {
		start(Dispatcher.VIRTUAL);
		CompletableFuture<String> never = new CompletableFuture<>();
		new Pair(Dispatcher.VIRTUAL, (self) -> self.context.await(never));
		await().untilAsserted(() -> assertThat(this.second.all()).isEqualTo(Pair.LENGTH));
		assertThat(never).isNotDone();
		never.complete("now");
	}

	@Test
	void firstTurnIsTimedForItself() throws Exception {
		start(Dispatcher.VIRTUAL);
		run(() -> this.time.advance(Duration.ofNanos(5_000))).get();
		assertThat(this.first.exact).hasValue(1);
		assertThat(this.first.all()).isOne();
		run(() -> {
		}).get();
		assertThat(this.first.exact).hasValue(1);
		assertThat(this.first.all()).isEqualTo(2);
	}

	@Test
	void turnsOfASlowActorAreAllTimedForThemselves() throws Exception {
		start(Dispatcher.VIRTUAL);
		for (int i = 0; i < MANY; i++) {
			// Less than a tick each, so that it is not for that.
			run(() -> this.time.advance(Duration.ofNanos(200_000))).get();
		}
		assertThat(this.first.exact).hasValue(MANY);
	}

	@Test
	void oneOfManyFastTurnsIsTimedForAll() throws Exception {
		start(Dispatcher.VIRTUAL);
		run(() -> this.time.advance(Duration.ofNanos(1_000))).get();
		inARow(() -> {
			for (int i = 0; i < MANY; i++) {
				this.target.tell(new Target.First((self) -> {
				}));
			}
		});
		assertThat(this.first.all()).isEqualTo(MANY + 1);
		assertThat(this.first.exact).hasValue(1);
		assertThat(this.first.samples).hasValue(MANY / SAMPLED);
	}

	@Test
	void firstTurnOfATickIsTimed() throws Exception {
		start(Dispatcher.VIRTUAL);
		run(() -> this.time.advance(Duration.ofNanos(1_000))).get();
		Timer timer = this.cell.type().engine().timer();
		for (int i = 1; i <= 10; i++) {
			// Which is when it last looked at the time.
			awaitIdle();
			long before = timer.coarse();
			this.time.advance(Duration.ofMillis(60));
			await().until(() -> timer.coarse() > before);
			run(() -> {
			}).get();
			assertThat(this.first.exact.get()).isGreaterThan(i);
		}
		// It is not like the others, and stands for itself.
		assertThat(this.first.samples).hasValue(0);
	}

	@Test
	void turnThatWasSlowThoughNotTimedIsMeasuredByTheCoarseTime() throws Exception {
		start(Dispatcher.VIRTUAL);
		run(() -> this.time.advance(Duration.ofNanos(1_000))).get();
		Timer timer = this.cell.type().engine().timer();
		run(() -> {
			long before = timer.coarse();
			this.time.advance(Duration.ofSeconds(2));
			await().until(() -> timer.coarse() > before + 1_000);
		}).get();
		assertThat(this.first.all()).isEqualTo(2);
		assertThat(this.first.longest.get()).isGreaterThan(1_000_000_000);
	}

	@ParameterizedTest
	@EnumSource
	void messagesOfSeveralClassesAreEachCountedOnce(Dispatcher dispatcher) throws Exception {
		start(dispatcher);
		AtomicInteger firsts = new AtomicInteger();
		AtomicInteger asked = new AtomicInteger();
		AtomicInteger seconds = new AtomicInteger();
		List<CompletableFuture<String>> replies = new ArrayList<>();
		// More than a thread handles before it hands the actor on.
		inARow(() -> {
			for (int i = 0; i < 5 * 256 + 3; i++) {
				switch (ThreadLocalRandom.current().nextInt(3)) {
					case 0 -> {
						firsts.incrementAndGet();
						this.target.tell(new Target.First((self) -> {
						}));
					}
					case 1 -> {
						firsts.incrementAndGet();
						asked.incrementAndGet();
						replies.add(run(() -> {
						}));
					}
					default -> {
						seconds.incrementAndGet();
						this.target.tell(new Target.Second((self) -> {
						}));
					}
				}
			}
		});
		assertThat(replies).allMatch(CompletableFuture::isDone);
		assertThat(this.first.all()).isEqualTo(firsts.get());
		assertThat(this.first.asked).hasValue(asked.get());
		assertThat(this.second.all()).isEqualTo(seconds.get() + 1);
		assertThat(this.second.asked).hasValue(0);
	}

	@ParameterizedTest
	@EnumSource
	void messagesBeforeAndAfterACrashAreEachCountedOnce(Dispatcher dispatcher) throws Exception {
		start(dispatcher);
		run(() -> {
		}).get();
		inARow(() -> {
			for (int i = 0; i < 100; i++) {
				int number = i;
				this.target.tell(new Target.First((self) -> {
					if (number == 50) {
						throw new IllegalStateException("boom");
					}
				}));
			}
		});
		await().untilAsserted(() -> assertThat(this.first.all()).isEqualTo(101));
		assertThat(this.first.crashes).hasValue(1);
	}

	@ParameterizedTest
	@EnumSource
	void messagesBeforeAStopAreEachCountedOnce(Dispatcher dispatcher) throws Exception {
		start(dispatcher);
		run(() -> {
		}).get();
		AtomicInteger handled = new AtomicInteger(1);
		inARow(() -> {
			for (int i = 0; i < 100; i++) {
				int number = i;
				this.target.tell(new Target.First((self) -> {
					handled.incrementAndGet();
					if (number == 50) {
						self.context.stop();
					}
				}));
			}
		});
		this.system.close();
		await().untilAsserted(() -> assertThat(this.first.all()).isEqualTo(handled.get()));
	}

	@Test
	void interleavedMessagesAreEachCountedOnce() throws Exception {
		start(Dispatcher.VIRTUAL);
		run(() -> {
		}).get();
		CompletableFuture<String> awaited = new CompletableFuture<>();
		CountDownLatch entered = new CountDownLatch(1);
		for (int i = 0; i < 10; i++) {
			this.target.tell(new Target.First((self) -> {
			}));
		}
		CompletableFuture<String> waiting = this.target.ask(new Target.First((self) -> {
			entered.countDown();
			self.context.await(awaited);
		}), Duration.ofHours(1));
		entered.await();
		for (int i = 0; i < 2 * SAMPLED; i++) {
			this.target.ask(new Target.Interleaved(), Duration.ofHours(1)).get();
		}
		assertThat(waiting).isNotDone();
		// Those before the turn that waits, too; their owner may be slow to come back.
		await().untilAsserted(() -> assertThat(this.first.all()).isEqualTo(11 + 2 * SAMPLED));
		awaited.complete("");
		waiting.get();
		assertThat(this.first.all()).isEqualTo(12 + 2 * SAMPLED);
		assertThat(this.first.asked).hasValue(2 + 2 * SAMPLED);
	}

	@ParameterizedTest
	@EnumSource
	void requestIsCountedWhenItsAskerSeesTheReply(Dispatcher dispatcher) throws Exception {
		start(dispatcher);
		for (int i = 1; i <= MANY; i++) {
			run(() -> {
			}).get();
			assertThat(this.first.asked).hasValue(i);
			assertThat(this.first.all()).isEqualTo(i);
		}
	}

	@Test
	void messageIsKnownToItsProbeNoLaterThanTheFirstOneOfTheNextTick() throws Exception {
		start(Dispatcher.VIRTUAL);
		run(() -> this.time.advance(Duration.ofNanos(1_000))).get();
		Timer timer = this.cell.type().engine().timer();
		AtomicInteger known = new AtomicInteger();
		inARow(() -> {
			for (int i = 0; i < 5; i++) {
				this.target.tell(new Target.First((self) -> {
				}));
			}
			this.target.tell(new Target.First((self) -> {
				long before = timer.coarse();
				this.time.advance(Duration.ofMillis(60));
				await().until(() -> timer.coarse() > before);
			}));
			this.target.tell(new Target.First((self) -> known.set(this.first.all())));
		});
		assertThat(known.get()).isGreaterThanOrEqualTo(7);
	}

	private static final class Counts implements SamplingProbe {

		final AtomicInteger untimed = new AtomicInteger();

		final AtomicInteger samples = new AtomicInteger();

		final AtomicInteger exact = new AtomicInteger();

		final AtomicInteger crashes = new AtomicInteger();

		final AtomicInteger asked = new AtomicInteger();

		final AtomicInteger longest = new AtomicInteger();

		/** Of all messages, however they were told of. */
		int all() {
			return this.untimed.get() + this.samples.get() + this.exact.get() + this.crashes.get();
		}

		@Override
		public void handled(TurnOutcome outcome, long nanos) {
			((outcome == TurnOutcome.CRASHED) ? this.crashes : this.exact).incrementAndGet();
			this.longest.accumulateAndGet((int) nanos, Math::max);
		}

		@Override
		public void asked(AskOutcome outcome, long nanos) {
			this.asked.incrementAndGet();
		}

		@Override
		public void handled(int count) {
			this.untimed.addAndGet(count);
		}

		@Override
		public void replied() {
			this.untimed.incrementAndGet();
			this.asked.incrementAndGet();
		}

		@Override
		public void handledSample(long nanos) {
			this.samples.incrementAndGet();
			this.longest.accumulateAndGet((int) nanos, Math::max);
		}

		@Override
		public void repliedSample(long nanos, long sinceAsk) {
			handledSample(nanos);
			this.asked.incrementAndGet();
		}

	}

	static final class Target {

		final ActorContext<Target> context;

		Target(ActorContext<Target> context) {
			this.context = context;
		}

		@Receive
		String first(First message) {
			message.action().accept(this);
			return "";
		}

		@Receive
		void second(Second message) {
			message.action().accept(this);
		}

		@Receive(interleave = true)
		String interleaved(Interleaved message) {
			return "";
		}

		record First(Consumer<Target> action) implements Request<Target, String> {

		}

		record Second(Consumer<Target> action) implements Message<Target> {

		}

		record Interleaved() implements Request<Target, String> {

		}

	}

}
