package dev.actorspring.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorInBackoffException;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Delivery;
import dev.actorspring.Dispatcher;
import dev.actorspring.ExitReason;
import dev.actorspring.MailboxFullException;
import dev.actorspring.MailboxSpec;
import dev.actorspring.Message;
import dev.actorspring.Overflow;
import dev.actorspring.Request;
import dev.actorspring.spi.ActorHandle;
import dev.actorspring.spi.ActorInterceptor;
import dev.actorspring.spi.TurnEnd;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.MessageProbe;
import dev.actorspring.system.AskOutcome;
import dev.actorspring.system.TurnOutcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An interceptor that crashes turns, fails starts and takes mailboxes for full.
 */
class InterceptorFaultTests extends SystemTest {

	private static final Duration LONG = Duration.ofDays(1);

	private final Faulty faulty = new Faulty();

	private final Map<String, String> measured = new ConcurrentHashMap<>();

	private ActorRef<Counter> startWith(ActorSpec<Counter> spec) {
		start((builder) -> builder.timeSource(this.time)
			.probes((actor, message) -> new Measuring(message))
			.interceptors((each, protocol) -> this.faulty)
			.actor(spec));
		return spec.keyed() ? this.system.keyed(Counter.class).get("key") : this.system.actor(Counter.class);
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void turnCrashesBeforeItsHandler(Dispatcher dispatcher) {
		ActorRef<Counter> counter = startWith(counter("counter").withDispatcher(dispatcher));
		this.faulty.before.add(new Counter.TooLittle("though it is declared"));
		assertThat(failure(counter.ask(new Counter.Take(1), LONG))).isInstanceOf(ActorCrashedException.class)
			.hasMessage("counter crashed while handling Take: TooLittle")
			.hasCauseInstanceOf(Counter.TooLittle.class);
		assertThat(counter.call(new Counter.GetIncarnation(), LONG)).isEqualTo(2);
		await().until(() -> events(ActorEvent.Restarted.class).size() == 1);
		assertThat(this.measured).containsEntry("Take", "CRASHED CRASHED");
		assertThat(this.faulty.ends).filteredOn(TurnEnd.Crashed.class::isInstance).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void turnCrashesAfterItsHandler(Dispatcher dispatcher) {
		ActorRef<Counter> counter = startWith(counter("counter").withDispatcher(dispatcher));
		this.faulty.after.add(new IllegalStateException("afterwards"));
		CompletableFuture<Integer> promised = new CompletableFuture<>();
		assertThat(failure(counter.ask(new Counter.GetLater(promised), LONG))).isInstanceOf(ActorCrashedException.class)
			.hasRootCauseMessage("afterwards");
		assertThat(counter.call(new Counter.GetIncarnation(), LONG)).isEqualTo(2);
		assertThat(this.measured).containsEntry("GetLater", "CRASHED CRASHED");
	}

	@Test
	void afterItsHandlerIsOnlyWhatHasReturned() {
		ActorRef<Counter> counter = startWith(counter("counter"));
		this.faulty.after.add(new IllegalStateException("afterwards"));
		assertThat(failure(counter.ask(new Counter.Take(1), LONG))).isInstanceOf(Counter.TooLittle.class);
		assertThat(failure(counter.ask(new Counter.Get(), LONG))).hasRootCauseMessage("afterwards");
	}

	@Test
	void turnOfATellCrashes() {
		ActorRef<Counter> counter = startWith(counter("counter"));
		this.faulty.before.add(new IllegalStateException("told"));
		counter.tell(new Counter.Add(1));
		assertThat(counter.call(new Counter.Get(), LONG)).isZero();
		await().until(() -> events(ActorEvent.Restarted.class).size() == 1);
	}

	@Test
	void interleavedTurnCrashesTheOneThatWaitsToo() {
		start((builder) -> builder.interceptors((each, protocol) -> this.faulty).actor(Doer.spec()));
		ActorRef<Doer> doer = this.system.actor(Doer.class);
		CompletableFuture<String> awaited = new CompletableFuture<>();
		CountDownLatch waits = new CountDownLatch(1);
		CompletableFuture<Object> waiting = doer.ask(new Doer.Do((context) -> {
			waits.countDown();
			return context.await(awaited);
		}), LONG);
		await().until(() -> waits.getCount() == 0);
		this.faulty.before.add(new IllegalStateException("interleaved"));
		assertThat(failure(doer.ask(new Doer.Interleave((context) -> "handled"), LONG)))
			.isInstanceOf(ActorCrashedException.class)
			.hasRootCauseMessage("interleaved");
		assertThat(failure(waiting)).isInstanceOf(ActorCrashedException.class);
		assertThat(doer.call(new Doer.Interleave((context) -> "again"), LONG)).isEqualTo("again");
		await().until(() -> events(ActorEvent.Restarted.class).size() == 1);
	}

	@Test
	void whatTheActorSendsItselfCrashesToo() {
		start((builder) -> builder.timeSource(this.time)
			.interceptors((each, protocol) -> this.faulty)
			.actor(Doer.spec()));
		ActorRef<Doer> doer = this.system.actor(Doer.class);
		doer.call(new Doer.Do((context) -> {
			context.schedule(Duration.ofSeconds(1), new Doer.Do((again) -> "by itself"));
			return "";
		}), LONG);
		this.faulty.before.add(new IllegalStateException("by the timer"));
		this.time.advance(Duration.ofSeconds(2));
		await().until(() -> events(ActorEvent.Restarted.class).size() == 1);
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void startFailsAsIfItsFactoryHad(Dispatcher dispatcher) {
		ActorRef<Counter> counter = startWith(
				ActorSpec.keyed("counters", Counter.class, Counter::new).withDispatcher(dispatcher));
		this.faulty.start = new IllegalStateException("no start");
		assertThat(failure(counter.ask(new Counter.Get(), LONG))).isInstanceOf(ActorInBackoffException.class)
			.hasMessageContaining("after IllegalStateException: no start");
		assertThat(this.faulty.ended).as("it was prepared").isPositive();
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void mailboxThatIsTakenForFullRefuses(Dispatcher dispatcher) {
		ActorRef<Counter> counter = startWith(counter("counter").withDispatcher(dispatcher));
		this.faulty.full = true;
		assertThat(failure(counter.ask(new Counter.Get(), LONG))).isInstanceOf(MailboxFullException.class)
			.hasMessageStartingWith("counter refused Get: its mailbox is full: ")
			.satisfies((refusal) -> assertThat(((MailboxFullException) refusal).getReason())
				.isEqualTo(MailboxFullException.Reason.FULL));
		assertThat(counter.send(new Counter.Add(1))).isEqualTo(Delivery.MAILBOX_FULL);
		assertThat(events(ActorEvent.DeadLetter.class)).isEmpty();
		counter.tell(new Counter.Add(1));
		assertThat(reasons()).containsExactly(ActorEvent.DeadLetter.Reason.MAILBOX_FULL);
		assertThat(this.measured).containsEntry("Get", " REJECTED");
		this.faulty.full = false;
		assertThat(counter.call(new Counter.Get(), LONG)).isZero();
	}

	@Test
	void mailboxThatDropsTheOldestDropsWhatWaitsForWhatComes() throws Exception {
		ActorRef<Counter> counter = startWith(counter("counter").withMailbox(droppingOldest()));
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		CompletableFuture<Integer> blocked = counter.ask(new Counter.Block(entered, release), LONG);
		entered.await();
		counter.tell(new Counter.Add(1));
		this.faulty.full = true;
		assertThat(counter.send(new Counter.Add(10))).isEqualTo(Delivery.ACCEPTED);
		assertThat(reasons()).containsExactly(ActorEvent.DeadLetter.Reason.DROPPED);
		assertThat(events(ActorEvent.DeadLetter.class)).first()
			.satisfies((letter) -> assertThat(letter.message()).isEqualTo(new Counter.Add(1)));
		this.faulty.full = false;
		release.countDown();
		blocked.join();
		assertThat(counter.call(new Counter.Get(), LONG)).isEqualTo(10);
	}

	@Test
	void mailboxThatDropsTheOldestDropsWhatComesIfNothingWaits() {
		ActorRef<Counter> counter = startWith(counter("counter").withMailbox(droppingOldest()));
		this.faulty.full = true;
		assertThat(failure(counter.ask(new Counter.Get(), LONG))).isInstanceOf(MailboxFullException.class)
			.satisfies((refusal) -> assertThat(((MailboxFullException) refusal).getReason())
				.isEqualTo(MailboxFullException.Reason.DROPPED));
		assertThat(counter.send(new Counter.Add(1))).isEqualTo(Delivery.ACCEPTED);
		assertThat(reasons()).containsExactly(ActorEvent.DeadLetter.Reason.DROPPED);
		this.faulty.full = false;
		assertThat(counter.call(new Counter.Get(), LONG)).isZero();
	}

	@Test
	void mailboxIsAsFullAsItsCapacityOtherwise() throws Exception {
		ActorRef<Counter> counter = startWith(counter("counter").withMailbox(MailboxSpec.DEFAULT.withCapacity(2)));
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		CompletableFuture<Integer> blocked = counter.ask(new Counter.Block(entered, release), LONG);
		entered.await();
		assertThat(List.of(counter.send(new Counter.Add(1)), counter.send(new Counter.Add(1)),
				counter.send(new Counter.Add(1))))
			.containsExactly(Delivery.ACCEPTED, Delivery.ACCEPTED, Delivery.MAILBOX_FULL);
		release.countDown();
		blocked.join();
		await().until(() -> this.faulty.ends.size() == 3);
		assertThat(counter.call(new Counter.Get(), LONG)).isEqualTo(2);
	}

	@Test
	void keptBackForATime() {
		ActorRef<Counter> counter = startWith(counter("counter"));
		this.faulty.delay = Duration.ofSeconds(3);
		CompletableFuture<Integer> asked = counter.ask(new Counter.Get(), LONG);
		await().until(() -> this.faulty.ends.size() == 1);
		this.time.advance(Duration.ofSeconds(2));
		assertThat(asked).isNotDone();
		await().until(() -> {
			this.time.advance(Duration.ofMillis(500));
			return asked.isDone();
		});
	}

	private List<ActorEvent.DeadLetter.Reason> reasons() {
		return events(ActorEvent.DeadLetter.class).stream().map(ActorEvent.DeadLetter::reason).toList();
	}

	private static MailboxSpec droppingOldest() {
		return MailboxSpec.DEFAULT.withOverflow(Overflow.DROP_OLDEST);
	}

	private final class Measuring implements MessageProbe {

		private final String message;

		Measuring(String message) {
			this.message = message;
		}

		@Override
		public void handled(TurnOutcome outcome, long nanos) {
			InterceptorFaultTests.this.measured.put(this.message, outcome.name());
		}

		@Override
		public void asked(AskOutcome outcome, long nanos) {
			InterceptorFaultTests.this.measured.merge(this.message, " " + outcome, String::concat);
		}

	}

	/**
	 * Does what its queues say, once each.
	 */
	private static final class Faulty implements ActorInterceptor {

		private final Queue<Throwable> before = new ConcurrentLinkedQueue<>();

		private final Queue<Throwable> after = new ConcurrentLinkedQueue<>();

		private final Queue<TurnEnd> ends = new ConcurrentLinkedQueue<>();

		private volatile @Nullable Throwable start;

		private volatile int ended;

		private volatile boolean full;

		private volatile @Nullable Duration delay;

		@Override
		public @Nullable Throwable beforeFactory(ActorHandle actor) {
			return this.start;
		}

		@Override
		public @Nullable Throwable beforeHandler(ActorHandle actor, Message<?> message) {
			return this.before.poll();
		}

		@Override
		public @Nullable Throwable afterHandler(ActorHandle actor, Message<?> message) {
			return this.after.poll();
		}

		@Override
		public void turnEnded(ActorHandle actor, Message<?> message, TurnEnd end) {
			this.ends.add(end);
		}

		@Override
		public @Nullable CompletionStage<?> beforeReply(ActorHandle actor, Request<?, ?> request) {
			Duration delay = this.delay;
			return (delay != null) ? actor.after(delay) : null;
		}

		@Override
		public boolean limitsMailbox() {
			return true;
		}

		@Override
		public boolean isFull(ActorHandle actor) {
			return this.full;
		}

		@Override
		public void ended(ActorHandle actor, ExitReason reason) {
			this.ended++;
		}

	}

}
