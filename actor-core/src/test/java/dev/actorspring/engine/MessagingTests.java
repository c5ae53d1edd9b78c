package dev.actorspring.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.AskTimeoutException;
import dev.actorspring.DeclinedException;
import dev.actorspring.Dispatcher;
import dev.actorspring.MailboxFullException;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Tell, ask and call, and how they end.
 */
class MessagingTests extends SystemTest {

	@Test
	void callReturnsTheReply() {
		ActorRef<Counter> counter = startCounter();
		counter.tell(new Counter.Add(2));
		counter.tell(new Counter.Add(3));
		assertThat(counter.call(new Counter.Get())).isEqualTo(5);
	}

	@Test
	void askCompletesWithTheReply() throws Exception {
		ActorRef<Counter> counter = startCounter();
		assertThat(counter.ask(new Counter.Get()).get()).isZero();
	}

	@Test
	void askCompletesWhenTheStageThatTheHandlerReturnedCompletes() {
		ActorRef<Counter> counter = startCounter();
		CompletableFuture<Integer> later = new CompletableFuture<>();
		CompletableFuture<Integer> reply = counter.ask(new Counter.GetLater(later));
		assertThat(counter.call(new Counter.GetIncarnation())).isOne();
		assertThat(reply).isNotDone();
		later.complete(42);
		assertThat(reply.join()).isEqualTo(42);
	}

	@Test
	void stageThatFailsUndeclaredCrashesTheActor() {
		ActorRef<Counter> counter = startCounter();
		CompletableFuture<Integer> reply = counter
			.ask(new Counter.GetLater(CompletableFuture.failedFuture(new IllegalStateException("late"))));
		assertThat(failure(reply)).isInstanceOf(ActorCrashedException.class).hasRootCauseMessage("late");
		await().until(() -> counter.call(new Counter.GetIncarnation()) == 2);
	}

	@Test
	void declaredExceptionIsAnAnswerAndKeepsTheState() {
		ActorRef<Counter> counter = startCounter();
		counter.tell(new Counter.Add(2));
		assertThat(failure(counter.ask(new Counter.Take(3)))).isInstanceOf(Counter.TooLittle.class)
			.hasMessage("only 2");
		assertThatExceptionOfType(DeclinedException.class).isThrownBy(() -> counter.call(new Counter.Take(3)))
			.withCauseInstanceOf(Counter.TooLittle.class);
		assertThat(counter.call(new Counter.Get())).isEqualTo(2);
		assertThat(counter.call(new Counter.GetIncarnation())).isOne();
	}

	@Test
	void undeclaredExceptionIsACrashThatTheAskerHearsOfAtOnce() {
		ActorRef<Counter> counter = startCounter();
		counter.tell(new Counter.Add(2));
		assertThatExceptionOfType(ActorCrashedException.class).isThrownBy(() -> counter.call(new Counter.Crash("boom")))
			.withMessageContaining("counter crashed while handling Crash")
			.withRootCauseInstanceOf(IllegalStateException.class);
		assertThat(counter.call(new Counter.Get())).isZero();
		assertThat(counter.call(new Counter.GetIncarnation())).isEqualTo(2);
	}

	@Test
	void mailboxSurvivesACrash() throws Exception {
		ActorRef<Counter> counter = startCounter();
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		counter.ask(new Counter.Block(entered, release));
		entered.await();
		CompletableFuture<Integer> crash = counter.ask(new Counter.Crash("boom"));
		counter.tell(new Counter.Add(7));
		CompletableFuture<Integer> value = counter.ask(new Counter.Get());
		release.countDown();
		assertThat(failure(crash)).isInstanceOf(ActorCrashedException.class);
		assertThat(value.get()).isEqualTo(7);
	}

	@Test
	void fullMailboxRefusesAskAtOnceAndCountsTellAsDeadLetter() throws Exception {
		ActorRef<Counter> counter = start((builder) -> builder.actor(counter("counter").withMailboxCapacity(2)))
			.actor(Counter.class);
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		counter.ask(new Counter.Block(entered, release));
		entered.await();
		counter.tell(new Counter.Add(1));
		assertThat(counter.tryTell(new Counter.Add(1))).isTrue();
		assertThat(counter.tryTell(new Counter.Add(1))).isFalse();
		assertThat(this.events).isEmpty();
		counter.tell(new Counter.Add(1));
		assertThat(events(ActorEvent.DeadLetter.class)).extracting(ActorEvent.DeadLetter::reason)
			.containsExactly(ActorEvent.DeadLetter.Reason.MAILBOX_FULL);
		assertThat(failure(counter.ask(new Counter.Get()))).isInstanceOf(MailboxFullException.class)
			.hasMessageMatching(
					"counter refused Get: its mailbox is full: handling Block for \\d+ms, 2 messages waiting");
		release.countDown();
		await().until(() -> this.system.gauges().iterator().next().depth() == 0);
		assertThat(counter.call(new Counter.Get())).isEqualTo(2);
	}

	@Test
	void askTimesOutAndSaysWhatTheTargetWasDoing() throws Exception {
		ActorRef<Counter> counter = start((builder) -> builder.timeSource(this.time).actor(counter("counter")))
			.actor(Counter.class);
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		CompletableFuture<Integer> blocked = counter.ask(new Counter.Block(entered, release), Duration.ofSeconds(3));
		entered.await();
		CompletableFuture<Integer> waiting = counter.ask(new Counter.Get(), Duration.ofSeconds(2));
		this.time.advance(Duration.ofMillis(1_900));
		assertThat(waiting).isNotDone();
		this.time.advance(Duration.ofMillis(100));
		assertThat(failure(waiting)).isInstanceOf(AskTimeoutException.class)
			.hasMessage("counter did not answer Get within 2s: handling Block for 2s, 1 message waiting");
		this.time.advance(Duration.ofSeconds(1));
		assertThat(failure(blocked)).isInstanceOf(AskTimeoutException.class)
			.hasMessage("counter did not answer Block within 3s: handling it for 3s, 0 messages waiting");
		release.countDown();
		assertThat(counter.call(new Counter.Get())).isZero();
		assertThat(events(ActorEvent.DeadLetter.class)).extracting(ActorEvent.DeadLetter::reason)
			.containsExactly(ActorEvent.DeadLetter.Reason.LATE_REPLY);
	}

	@Test
	void cancelledRequestIsNotHandled() throws Exception {
		ActorRef<Counter> counter = startCounter();
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		counter.ask(new Counter.Block(entered, release));
		entered.await();
		counter.ask(new Counter.Crash("must not be handled")).cancel(true);
		release.countDown();
		assertThat(counter.call(new Counter.GetIncarnation())).isOne();
	}

	@Test
	void timeoutMustBeMoreThanZero() {
		ActorRef<Counter> counter = startCounter();
		assertThatIllegalArgumentException().isThrownBy(() -> counter.ask(new Counter.Get(), Duration.ZERO))
			.withMessageContaining("more than zero");
	}

	@Test
	void messagesSentBeforeTheStartWait() {
		this.system = ActorSystem.builder().actor(counter("counter")).build();
		ActorRef<Counter> counter = this.system.actor(Counter.class);
		counter.tell(new Counter.Add(4));
		CompletableFuture<Integer> reply = counter.ask(new Counter.Get());
		this.system.start();
		assertThat(reply.join()).isEqualTo(4);
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void everyMessageOfFourThreadsArrivesOnceAndInOrder(Dispatcher dispatcher) throws Exception {
		ActorSpec<Recorder> spec = ActorSpec.of("recorder", Recorder.class, (context) -> new Recorder())
			.withDispatcher(dispatcher)
			.withMailboxCapacity(ActorSpec.UNBOUNDED);
		ActorRef<Recorder> recorder = start((builder) -> builder.actor(spec)).actor(Recorder.class);
		int each = 50_000;
		List<Thread> senders = new ArrayList<>();
		for (int sender = 0; sender < 4; sender++) {
			int id = sender;
			senders.add(Thread.ofPlatform().start(() -> {
				for (int i = 0; i < each; i++) {
					recorder.tell(new Recorder.Note(id, i));
				}
			}));
		}
		for (Thread sender : senders) {
			sender.join();
		}
		// However slow the machine is.
		Recorder.Report report = recorder.call(new Recorder.GetReport(), Duration.ofMinutes(1));
		assertThat(report.next()).containsExactly(each, each, each, each);
		assertThat(report.disorder()).isZero();
	}

	static class Recorder {

		record Note(int sender, int number) implements Message<Recorder> {

		}

		record GetReport() implements Request<Recorder, Report> {

		}

		record Report(List<Integer> next, int disorder) {

		}

		private final int[] next = new int[4];

		private int disorder;

		@Receive
		void note(Note note) {
			if (this.next[note.sender()]++ != note.number()) {
				this.disorder++;
			}
		}

		@Receive
		Report report(GetReport get) {
			return new Report(List.of(this.next[0], this.next[1], this.next[2], this.next[3]), this.disorder);
		}

	}

}
