package dev.actorspring.engine;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Dispatcher;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.AskOutcome;
import dev.actorspring.system.MessageProbe;
import dev.actorspring.system.SamplingProbe;
import dev.actorspring.system.TurnOutcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a message costs, from the sender to the end of its handling, counted in what does
 * not depend on the machine: bytes, readings of the clock, threads. The limits are what
 * it costs today. Whoever makes it cheaper lowers them.
 */
@Tag("hot-path")
class HotPathTests extends SystemTest {

	/** For a message to a busy actor: its link in the queue. */
	private static final long TELL_BYTES = 32;

	/** For a request to a busy actor: its link, itself, and its completion. */
	private static final long ASK_BYTES = 120;

	/** How many turns share one that is timed. */
	private static final int SAMPLED = 64;

	/** What serves an actor that was idle: a runner. */
	private static final long SHIFT_BYTES = 72;

	/** What a pool needs beside that. */
	private static final long TASK_BYTES = 24;

	/**
	 * For each message, of what is needed until it is noticed that two answer each other.
	 */
	private static final long START_OF_A_RALLY_BYTES = 4;

	/** What has a virtual thread serve others, too: a worker and what it is to serve. */
	private static final long WORKER_BYTES = 64;

	/** To begin and to end a turn that is timed. */
	private static final int READS_OF_A_TURN = 2;

	/** Of the supervisor when the actor ends and when it runs again, and of its start. */
	private static final int READS_OF_A_RESTART = 3;

	/** To know the deadline. */
	private static final int READS_OF_AN_ASK = 1;

	/** Enough that what is not done for each of them does not count. */
	private static final int MANY = 10_000;

	/** For what takes longer, as somebody has to be woken. */
	private static final int SOME = 1_000;

	private static final Duration TIMEOUT = Duration.ofHours(1);

	private final SteppedTime clock = new SteppedTime();

	private final AtomicInteger handled = new AtomicInteger();

	private final AtomicInteger asked = new AtomicInteger();

	private ActorRef<Target> target;

	private ActorCell<?> cell;

	static Stream<Setup> setups() {
		return Arrays.stream(Dispatcher.values())
			.flatMap((dispatcher) -> Arrays.stream(Probing.values()).map((probing) -> new Setup(dispatcher, probing)));
	}

	private void start(Setup setup) {
		start((builder) -> builder.timeSource(this.clock).probes((actor, message) -> switch (setup.probing()) {
			case NONE -> null;
			case SAMPLE -> new Sampler();
			case ALL -> new Probe();
		})
			// That others keep something back until it is stored costs those nothing that
			// do not.
			.interceptors((spec, protocol) -> null)
			.supervisor(SupervisorSpec.named("group")
				.intensity(Integer.MAX_VALUE, Duration.ofMillis(1))
				.child(ActorSpec.of("target", Target.class, this::target)
					.withDispatcher(setup.dispatcher())
					.withMailboxCapacity(ActorSpec.UNBOUNDED))
				.build()));
		this.target = this.system.actor(Target.class);
		await().until(this.clock::isTimerWaiting);
	}

	private Target target(ActorContext<Target> context) {
		this.cell = ((Incarnation<?>) context).cell();
		return new Target();
	}

	@AfterEach
	void free() {
		this.clock.free();
	}

	@ParameterizedTest
	@MethodSource("setups")
	void tellToABusyActorAllocatesItsLink(Setup setup) {
		start(setup);
		assertThat(Cost.bytes(MANY, this::tellBusy)).isLessThanOrEqualTo(TELL_BYTES);
	}

	@ParameterizedTest
	@MethodSource("setups")
	void tellToAnIdleActorAllocatesNoMoreThanItsLinkAndADispatch(Setup setup) {
		start(setup);
		assertThat(Cost.bytes(SOME, this::tellIdle)).isLessThanOrEqualTo(TELL_BYTES + dispatchBytes(setup));
	}

	@ParameterizedTest
	@MethodSource("setups")
	void tellBetweenTwoThatAnswerEachOtherAllocatesItsLink(Setup setup) {
		start(setup);
		ActorRef<Target> other = this.system
			.spawn(ActorSpec.of("other", Target.class, (context) -> new Target()).withDispatcher(setup.dispatcher()));
		assertThat(Cost.bytes(MANY, (count) -> rally(other, count)))
			.isLessThanOrEqualTo(TELL_BYTES + START_OF_A_RALLY_BYTES);
	}

	@ParameterizedTest
	@MethodSource("setups")
	void askOfABusyActorAllocatesItselfAndItsLink(Setup setup) {
		start(setup);
		assertThat(Cost.bytes(MANY, this::askBusy)).isLessThanOrEqualTo(ASK_BYTES);
	}

	@ParameterizedTest
	@MethodSource("setups")
	void askOfAnIdleActorAllocatesNoMoreThanThatAndADispatch(Setup setup) {
		start(setup);
		assertThat(Cost.bytes(SOME, this::askIdle)).isLessThanOrEqualTo(ASK_BYTES + dispatchBytes(setup));
	}

	@ParameterizedTest
	@MethodSource("setups")
	void clockIsReadForFewTurnsAndOnceForAnAsk(Setup setup) {
		start(setup);
		// The one that has held the actor is timed as well.
		int turns = (MANY + 1) / setup.turnsForOneTimed() + 1;
		assertThat(Cost.least(this.clock::reads, MANY, this::tellBusy)).isLessThanOrEqualTo(turns * READS_OF_A_TURN);
		assertThat(Cost.least(this.clock::reads, MANY, this::askBusy))
			.isLessThanOrEqualTo(turns * READS_OF_A_TURN + MANY * READS_OF_AN_ASK);
	}

	@ParameterizedTest
	@MethodSource("setups")
	void clockIsReadNoMoreOftenForAnIdleActor(Setup setup) {
		start(setup);
		int turns = SOME / setup.turnsForOneTimed() + 1;
		assertThat(Cost.least(this.clock::reads, SOME, this::tellIdle)).isLessThanOrEqualTo(turns * READS_OF_A_TURN);
		assertThat(Cost.least(this.clock::reads, SOME, this::askIdle))
			.isLessThanOrEqualTo(turns * READS_OF_A_TURN + SOME * READS_OF_AN_ASK);
	}

	@ParameterizedTest
	@MethodSource("setups")
	void clockIsReadThreeTimesForARestart(Setup setup) {
		start(setup);
		int turns = SOME / setup.turnsForOneTimed() + 1;
		assertThat(Cost.least(this.clock::reads, SOME, this::crash))
			.isLessThanOrEqualTo(turns * READS_OF_A_TURN + SOME * READS_OF_A_RESTART);
	}

	@ParameterizedTest
	@MethodSource("setups")
	void probesAreCalledOnceForATurnAndOnceForAnAsk(Setup setup) {
		start(setup);
		int each = (setup.probing() != Probing.NONE) ? 1 : 0;
		tellIdle(SOME);
		assertThat(this.handled).hasValue(SOME * each);
		assertThat(this.asked).hasValue(0);
		askIdle(SOME);
		assertThat(this.handled).hasValue(2 * SOME * each);
		assertThat(this.asked).hasValue(SOME * each);
	}

	@ParameterizedTest
	@MethodSource("setups")
	void threadIsMadeOnlyToWakeAnActorThatMayBlock(Setup setup) {
		start(setup);
		int each = (setup.dispatcher() == Dispatcher.VIRTUAL) ? 1 : 0;
		assertThat(Cost.threads(MANY, this::tellBusy)).isLessThanOrEqualTo(each);
		assertThat(Cost.threads(MANY, this::askBusy)).isLessThanOrEqualTo(each);
		assertThat(Cost.threads(SOME, this::tellIdle)).isLessThanOrEqualTo(SOME * each);
		assertThat(Cost.threads(SOME, this::askIdle)).isLessThanOrEqualTo(SOME * each);
	}

	/**
	 * What it takes to run a runner: itself, and what the JDK allocates to run something
	 * on such a thread, with a thread-local. A pool runs a runner as it is.
	 */
	private static long dispatchBytes(Setup setup) {
		if (setup.dispatcher() == Dispatcher.COMPUTE) {
			return SHIFT_BYTES + TASK_BYTES;
		}
		AtomicInteger done = new AtomicInteger();
		ThreadFactory factory = Thread.ofVirtual().name("bare").inheritInheritableThreadLocals(false).factory();
		ThreadLocal<Object> local = new ThreadLocal<>();
		return SHIFT_BYTES + WORKER_BYTES + dispatchBytes((task) -> factory.newThread(task).start(), () -> {
			local.set(done);
			local.remove();
			done.incrementAndGet();
		}, done);
	}

	private static long dispatchBytes(Executor executor, Runnable task, AtomicInteger done) {
		return Cost.bytes(SOME, (count) -> {
			for (int i = 0; i < count; i++) {
				int before = done.get();
				executor.execute(task);
				while (done.get() == before) {
					Thread.yield();
				}
			}
		});
	}

	// Each returns when all messages were handled.

	private void tellBusy(int count) {
		whileHeld(count, (i) -> this.target.tell(Target.TELL));
	}

	private void askBusy(int count) {
		whileHeld(count, (i) -> this.target.ask(Target.ASK, TIMEOUT));
	}

	private void whileHeld(int count, IntConsumer send) {
		CountDownLatch release = new CountDownLatch(1);
		this.target.tell(new Target.Hold(release));
		for (int i = 0; i < count; i++) {
			send.accept(i);
		}
		release.countDown();
		awaitIdle();
	}

	private void rally(ActorRef<Target> other, int count) {
		Target.Rally rally = new Target.Rally(this.target, other, new AtomicInteger(count), new CountDownLatch(1));
		this.target.tell(rally);
		try {
			rally.over().await();
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
		awaitIdle();
	}

	private void tellIdle(int count) {
		for (int i = 0; i < count; i++) {
			this.target.tell(Target.TELL);
			awaitIdle();
		}
	}

	private void askIdle(int count) {
		for (int i = 0; i < count; i++) {
			Future<String> reply = this.target.ask(Target.ASK, TIMEOUT);
			awaitIdle();
			if (!reply.isDone()) {
				throw new AssertionError("no reply");
			}
		}
	}

	private void crash(int count) {
		for (int i = 0; i < count; i++) {
			int before = this.cell.incarnations();
			this.target.tell(Target.CRASH);
			while (this.cell.incarnations() == before || !this.cell.isRunning()) {
				Thread.yield();
			}
			awaitIdle();
		}
	}

	private void awaitIdle() {
		while (!this.cell.isIdle()) {
			Thread.yield();
		}
	}

	/**
	 * How the actor is run.
	 *
	 * @param dispatcher where
	 * @param probing what probes there are
	 */
	record Setup(Dispatcher dispatcher, Probing probing) {

		int turnsForOneTimed() {
			return (probing() == Probing.ALL) ? 1 : SAMPLED;
		}

	}

	/**
	 * What probes want to know.
	 */
	enum Probing {

		/** There are none. */
		NONE,

		/** How long some messages took. */
		SAMPLE,

		/** How long each message took. */
		ALL

	}

	private final class Sampler extends Probe implements SamplingProbe {

		@Override
		public void handled(int count) {
			HotPathTests.this.handled.addAndGet(count);
		}

		@Override
		public void replied() {
			HotPathTests.this.handled.incrementAndGet();
			HotPathTests.this.asked.incrementAndGet();
		}

		@Override
		public void handledSample(long nanos) {
			HotPathTests.this.handled.incrementAndGet();
		}

		@Override
		public void repliedSample(long nanos, long sinceAsk) {
			replied();
		}

	}

	private class Probe implements MessageProbe {

		@Override
		public void handled(TurnOutcome outcome, long nanos) {
			HotPathTests.this.handled.incrementAndGet();
		}

		@Override
		public void asked(AskOutcome outcome, long nanos) {
			HotPathTests.this.asked.incrementAndGet();
		}

	}

	static class Target {

		static final Tell TELL = new Tell();

		static final Ask ASK = new Ask();

		static final Crash CRASH = new Crash();

		record Tell() implements Message<Target> {

		}

		record Ask() implements Request<Target, String> {

		}

		record Crash() implements Message<Target> {

		}

		record Rally(ActorRef<Target> one, ActorRef<Target> other, AtomicInteger left,
				CountDownLatch over) implements Message<Target> {

		}

		record Hold(CountDownLatch release) implements Message<Target> {

		}

		@Receive
		void tell(Tell message) {
		}

		@Receive
		String answer(Ask message) {
			return "";
		}

		@Receive
		void crash(Crash message) {
			throw new IllegalStateException("crash");
		}

		@Receive
		void rally(Rally rally) {
			int left = rally.left().decrementAndGet();
			if (left > 0) {
				((left % 2 == 0) ? rally.one() : rally.other()).tell(rally);
			}
			else {
				rally.over().countDown();
			}
		}

		@Receive
		void hold(Hold hold) throws InterruptedException {
			hold.release().await();
		}

	}

}
