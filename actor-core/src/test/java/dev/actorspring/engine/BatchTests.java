package dev.actorspring.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.AskTimeoutException;
import dev.actorspring.Dispatcher;
import dev.actorspring.Event;
import dev.actorspring.MailboxFullException;
import dev.actorspring.MailboxSpec;
import dev.actorspring.Message;
import dev.actorspring.Overflow;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.spi.ActorHandle;
import dev.actorspring.spi.ActorInterceptor;
import dev.actorspring.spi.OpenRequest;
import dev.actorspring.spi.TurnDecision;
import dev.actorspring.spi.TurnEnd;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.ActorSystemBuilder;
import dev.actorspring.system.AskOutcome;
import dev.actorspring.system.MessageProbe;
import dev.actorspring.system.NodeSnapshot;
import dev.actorspring.system.TurnOutcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Messages that one turn handles together.
 */
class BatchTests extends SystemTest {

	private static final Duration LONG = Duration.ofDays(1);

	private final Writer.Journal journal = new Writer.Journal();

	private final Queue<String> measured = new ConcurrentLinkedQueue<>();

	private ActorSpec<Writer> spec() {
		return ActorSpec.of("writer", Writer.class, (context) -> new Writer(context, this.journal));
	}

	private ActorRef<Writer> writer(Dispatcher dispatcher) {
		return writer((builder) -> builder.actor(spec().withDispatcher(dispatcher)));
	}

	private ActorRef<Writer> writer(UnaryOperator<ActorSystemBuilder> setup) {
		start((builder) -> setup.apply(builder.timeSource(this.time).probes((actor, message) -> new MessageProbe() {

			@Override
			public void handled(TurnOutcome outcome, long nanos) {
				BatchTests.this.measured.add(message + " " + outcome);
			}

			@Override
			public void asked(AskOutcome outcome, long nanos) {
				BatchTests.this.measured.add(message + " asked " + outcome);
			}

		})));
		return this.system.actor(Writer.class);
	}

	private ActorRef<Writer> writer() {
		return writer(Dispatcher.VIRTUAL);
	}

	/**
	 * Has messages gather while the actor is busy.
	 */
	private void whileBusy(ActorRef<Writer> writer, Runnable sending) {
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		writer.tell(new Writer.Hold(entered, release));
		await().until(() -> entered.getCount() == 0);
		sending.run();
		release.countDown();
	}

	private List<CompletableFuture<Integer>> ask(ActorRef<Writer> writer, int... numbers) {
		List<CompletableFuture<Integer>> asked = new ArrayList<>();
		whileBusy(writer, () -> {
			for (int number : numbers) {
				asked.add(writer.ask(new Writer.Put(number), LONG));
			}
		});
		return asked;
	}

	@ParameterizedTest
	@EnumSource
	void whatWaitsIsHandledInOneTurnAndEachAskerGetsItsOwnReply(Dispatcher dispatcher) {
		ActorRef<Writer> writer = writer(dispatcher);
		List<CompletableFuture<Integer>> asked = ask(writer, 1, 2, 3);
		assertThat(asked).extracting(CompletableFuture::join).containsExactly(10, 20, 30);
		assertThat(this.journal.entries()).containsExactly("put [1, 2, 3]");
	}

	@Test
	void oneThatComesAloneIsHandledAtOnce() {
		ActorRef<Writer> writer = writer();
		assertThat(writer.call(new Writer.Put(1), LONG)).isEqualTo(10);
		assertThat(this.journal.entries()).containsExactly("put [1]");
	}

	@ParameterizedTest
	@EnumSource
	void batchHasNoMoreThanItsLimit(Dispatcher dispatcher) {
		ActorRef<Writer> writer = writer(dispatcher);
		whileBusy(writer, () -> {
			for (int i = 1; i <= 12; i++) {
				writer.tell(new Writer.Put(i));
			}
		});
		writer.call(new Writer.Sync(), LONG);
		assertThat(this.journal.entries()).containsExactly("put [1, 2, 3, 4, 5]", "put [6, 7, 8, 9, 10]",
				"put [11, 12]");
	}

	@ParameterizedTest
	@EnumSource
	void messageOfAnotherTypeEndsTheBatchSoThatTheOrderIsKept(Dispatcher dispatcher) {
		ActorRef<Writer> writer = writer(dispatcher);
		whileBusy(writer, () -> {
			writer.tell(new Writer.Put(1));
			writer.tell(new Writer.Put(2));
			writer.tell(new Writer.Note("between"));
			writer.tell(new Writer.Put(3));
		});
		writer.call(new Writer.Sync(), LONG);
		assertThat(this.journal.entries()).containsExactly("put [1, 2]", "note between", "put [3]");
	}

	@Test
	void batchOfASealedTypeMixesItsMessages() {
		ActorRef<Writer> writer = writer();
		whileBusy(writer, () -> {
			writer.tell(new Writer.Add("a"));
			writer.tell(new Writer.Remove("a"));
			writer.tell(new Writer.Add("b"));
		});
		writer.call(new Writer.Sync(), LONG);
		assertThat(this.journal.entries()).containsExactly("change [Add[key=a], Remove[key=a], Add[key=b]]");
		assertThat(this.measured).contains("Add SUCCESS", "Remove SUCCESS")
			.filteredOn("Add SUCCESS"::equals)
			.hasSize(2);
	}

	@Test
	void requestsThatNobodyWaitsForAreLeftOut() {
		ActorRef<Writer> writer = writer();
		List<CompletableFuture<Integer>> asked = new ArrayList<>();
		whileBusy(writer, () -> {
			asked.add(writer.ask(new Writer.Put(1), LONG));
			asked.add(writer.ask(new Writer.Put(2), LONG));
			asked.add(writer.ask(new Writer.Put(3), Duration.ofSeconds(1)));
			asked.add(writer.ask(new Writer.Put(4), LONG));
			asked.get(1).cancel(false);
			this.time.advance(Duration.ofSeconds(2));
			await().until(() -> asked.get(2).isDone());
		});
		assertThat(asked.getFirst().join()).isEqualTo(10);
		assertThat(asked.getLast().join()).isEqualTo(40);
		assertThat(failure(asked.get(2))).isInstanceOf(AskTimeoutException.class);
		assertThat(this.journal.entries()).containsExactly("put [1, 4]");
	}

	@ParameterizedTest
	@EnumSource
	void crashIsToldToAllAskersOfTheBatchAndNoOthers(Dispatcher dispatcher) {
		ActorRef<Writer> writer = writer(dispatcher);
		List<CompletableFuture<Integer>> asked = ask(writer, 1, 2, -1, 4, 5, 6);
		assertThat(asked.subList(0, 5))
			.allSatisfy((each) -> assertThat(failure(each)).isInstanceOf(ActorCrashedException.class)
				.hasRootCauseMessage("negative"));
		assertThat(asked.getLast().join()).isEqualTo(60);
		assertThat(writer.call(new Writer.Sync(), LONG)).isEqualTo(2);
	}

	@Test
	void declaredExceptionIsTheAnswerToAllOfTheBatch() {
		ActorRef<Writer> writer = writer();
		List<CompletableFuture<Integer>> asked = ask(writer, 1, 99);
		assertThat(asked).allSatisfy((each) -> assertThat(failure(each)).isInstanceOf(Writer.Refused.class));
		assertThat(writer.call(new Writer.Sync(), LONG)).isOne();
	}

	@Test
	void listOfAnotherSizeCrashesWithAClearText() {
		ActorRef<Writer> writer = writer();
		List<CompletableFuture<Integer>> asked = ask(writer, 1, 77);
		assertThat(failure(asked.getFirst())).isInstanceOf(ActorCrashedException.class)
			.hasRootCauseMessage("Writer.put(Put) has returned 1 replies to 2 messages: let it return one for each, "
					+ "in the order of the messages");
		assertThat(writer.call(new Writer.Sync(), LONG)).isEqualTo(2);
	}

	@Test
	void repliesThatComeLaterGoToTheirAskers() {
		ActorRef<Writer> writer = writer();
		List<CompletableFuture<String>> asked = new ArrayList<>();
		CompletableFuture<List<String>> later = new CompletableFuture<>();
		this.journal.later = later;
		whileBusy(writer, () -> {
			asked.add(writer.ask(new Writer.Later("a"), LONG));
			asked.add(writer.ask(new Writer.Later("b"), LONG));
		});
		await().until(() -> this.journal.entries().contains("later [a, b]"));
		assertThat(writer.call(new Writer.Sync(), LONG)).as("goes on meanwhile").isOne();
		later.complete(List.of("A", "B"));
		assertThat(asked).extracting(CompletableFuture::join).containsExactly("A", "B");
	}

	@Test
	void eachMayFailOrBeForwardedForItself() {
		ActorRef<Writer> writer = writer();
		ActorRef<Writer> other = this.system
			.spawn(ActorSpec.of("other", Writer.class, (context) -> new Writer(context, new Writer.Journal())));
		List<CompletableFuture<Integer>> asked = new ArrayList<>();
		whileBusy(writer, () -> {
			asked.add(writer.ask(new Writer.Check(1, other), LONG));
			asked.add(writer.ask(new Writer.Check(-1, other), LONG));
			asked.add(writer.ask(new Writer.Check(7, other), LONG));
		});
		assertThat(asked.get(0).join()).isEqualTo(1);
		assertThat(failure(asked.get(1))).isInstanceOf(Writer.Refused.class);
		assertThat(asked.get(2).join()).as("by the other").isEqualTo(70);
		assertThat(this.journal.entries()).containsExactly("check 3");
		assertThat(writer.call(new Writer.Sync(), LONG)).isOne();
	}

	@Test
	void eventsComeInBatches() {
		ActorRef<Writer> writer = writer();
		whileBusy(writer, () -> {
			this.system.topic(Writer.Happened.class).publish(new Writer.Happened(1));
			this.system.topic(Writer.Happened.class).publish(new Writer.Happened(2));
		});
		await().until(() -> this.journal.entries().contains("happened [1, 2]"));
	}

	@Test
	void newestAreHandledWhereTheOldestGiveWay() {
		ActorRef<Writer> writer = writer((builder) -> builder
			.actor(spec().withMailbox(MailboxSpec.DEFAULT.withCapacity(3).withOverflow(Overflow.DROP_OLDEST))));
		List<CompletableFuture<Integer>> asked = ask(writer, 1, 2, 3, 4, 5);
		assertThat(asked.subList(2, 5)).extracting(CompletableFuture::join).containsExactly(30, 40, 50);
		assertThat(failure(asked.getFirst())).isInstanceOf(MailboxFullException.class);
		assertThat(this.journal.entries()).containsExactly("put [3, 4, 5]");
	}

	@Test
	void eachMessageIsMeasuredAndTheDepthIsWhatWaits() {
		ActorRef<Writer> writer = writer();
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		this.journal.entered = entered;
		this.journal.release = release;
		List<CompletableFuture<Integer>> asked = ask(writer, 1, 2, 3, 4, 5, 6);
		await().until(() -> entered.getCount() == 0);
		NodeSnapshot.Actor inTheMiddle = (NodeSnapshot.Actor) this.system.find("writer").orElseThrow();
		assertThat(inTheMiddle.depth()).isOne();
		assertThat(inTheMiddle.handling()).isEqualTo("5 of Put");
		release.countDown();
		assertThat(asked.getLast().join()).isEqualTo(60);
		assertThat(this.measured).filteredOn("Put SUCCESS"::equals).hasSize(6);
		assertThat(this.measured).filteredOn("Put asked REPLY"::equals).hasSize(6);
		assertThat(((NodeSnapshot.Actor) this.system.find("writer").orElseThrow()).handled()).isEqualTo(7);
	}

	@Test
	void timeoutOfOneSaysThatItIsHandledWithOthers() {
		ActorRef<Writer> writer = writer();
		this.journal.entered = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		this.journal.release = release;
		List<CompletableFuture<Integer>> asked = new ArrayList<>();
		whileBusy(writer, () -> {
			asked.add(writer.ask(new Writer.Put(1), Duration.ofSeconds(2)));
			asked.add(writer.ask(new Writer.Put(2), LONG));
		});
		await().until(() -> this.journal.entered.getCount() == 0);
		this.time.advance(Duration.ofSeconds(3));
		assertThat(failure(asked.getFirst())).hasMessageMatching(
				"writer did not answer Put within 2s: handling it among 2 of Put for \\S+, " + "0 messages waiting");
		release.countDown();
		assertThat(asked.getLast().join()).isEqualTo(20);
	}

	@Test
	void handlerHasNoDeadlineOfOneOfItsAskers() {
		ActorRef<Writer> writer = writer();
		assertThat(writer.call(new Writer.GetDeadline(), Duration.ofSeconds(5))).isEqualTo("none");
	}

	@Test
	void whatTheActorSendsItselfBeginsABatch() {
		ActorRef<Writer> writer = writer();
		whileBusy(writer, () -> {
			writer.tell(new Writer.Put(1));
			writer.tell(new Writer.SendSelf(2));
			writer.tell(new Writer.Put(3));
		});
		writer.call(new Writer.Sync(), LONG);
		await().until(() -> this.journal.entries().size() == 3);
		assertThat(this.journal.entries()).containsExactly("put [1]", "put [2, 3]", "put [4]");
	}

	@Test
	void interceptorSeesEachMessage() {
		Watching watching = new Watching();
		ActorRef<Writer> writer = writer((builder) -> builder.actor(spec()).interceptors((spec, protocol) -> watching));
		List<CompletableFuture<Integer>> asked = new ArrayList<>();
		whileBusy(writer, () -> {
			asked.add(writer.ask(new Writer.Put(1), LONG));
			asked.add(writer.ask(new Writer.Put(13), LONG));
			asked.add(writer.ask(new Writer.Put(2), LONG));
			asked.add(writer.ask(new Writer.Put(50), LONG));
			asked.add(writer.ask(new Writer.Put(3), LONG));
		});
		assertThat(asked.get(1).join()).as("taken").isEqualTo(-13);
		assertThat(asked.get(2).join()).isEqualTo(20);
		assertThat(asked.get(3)).as("held").isNotDone();
		watching.until.complete(null);
		assertThat(asked.getLast().join()).isEqualTo(30);
		assertThat(this.journal.entries()).containsExactly("put [1, 2]", "put [50, 3]");
		assertThat(watching.seen).containsSubsequence("before 1", "before 2", "after 1", "after 2", "Replied 1",
				"Replied 2");
	}

	@Test
	void stepsOfADrivenSystemTakeWhatIsThere() throws Exception {
		DrivenSteps steps = new DrivenSteps();
		ActorSystem driven = ActorSystem.builder().scheduler(steps).actor(spec()).build();
		steps.runWhile(driven::start);
		ActorRef<Writer> writer = driven.actor(Writer.class);
		List<CompletableFuture<Integer>> asked = new ArrayList<>();
		for (int i = 1; i <= 7; i++) {
			asked.add(writer.ask(new Writer.Put(i)));
		}
		steps.runNext();
		assertThat(asked.get(4)).isCompletedWithValue(50);
		assertThat(asked.get(5)).isNotDone();
		steps.runAll();
		assertThat(asked).allSatisfy((each) -> assertThat(each).isCompleted());
		assertThat(this.journal.entries()).containsExactly("put [1, 2, 3, 4, 5]", "put [6, 7]");
		steps.runWhile(driven::close);
	}

	/**
	 * Lets some in, answers 13 itself, and holds 50 until it is told.
	 */
	private static final class Watching implements ActorInterceptor {

		private final CompletableFuture<Void> until = new CompletableFuture<>();

		private final Queue<String> seen = new ConcurrentLinkedQueue<>();

		@Override
		public TurnDecision beforeTurn(ActorHandle actor, Message<?> message, @Nullable OpenRequest request) {
			int number = number(message);
			if (number == 13 && request != null) {
				request.reply(-13);
				return TurnDecision.TAKEN;
			}
			return (number == 50 && !this.until.isDone()) ? new TurnDecision.Later(this.until) : TurnDecision.HANDLED;
		}

		private static int number(Message<?> message) {
			return (message instanceof Writer.Put(int number)) ? number : 0;
		}

		@Override
		public @Nullable Throwable beforeHandler(ActorHandle actor, Message<?> message) {
			this.seen.add("before " + number(message));
			return null;
		}

		@Override
		public @Nullable Throwable afterHandler(ActorHandle actor, Message<?> message) {
			this.seen.add("after " + number(message));
			return null;
		}

		@Override
		public void turnEnded(ActorHandle actor, Message<?> message, TurnEnd end) {
			this.seen.add(end.getClass().getSimpleName() + " " + number(message));
		}

	}

	/**
	 * Handles most of what it gets in batches.
	 */
	static class Writer {

		record Put(int number) implements Request<Writer, Integer> {

		}

		record Later(String text) implements Request<Writer, String> {

		}

		record Check(int number, ActorRef<Writer> other) implements Request<Writer, Integer> {

		}

		record GetDeadline() implements Request<Writer, String> {

		}

		record Note(String text) implements Message<Writer> {

		}

		sealed interface Change extends Message<Writer> {

		}

		record Add(String key) implements Change {

		}

		record Remove(String key) implements Change {

		}

		record Happened(int number) implements Event {

		}

		record Hold(CountDownLatch entered, CountDownLatch release) implements Message<Writer> {

		}

		record SendSelf(int next) implements Message<Writer> {

		}

		record Sync() implements Request<Writer, Integer> {

		}

		static class Refused extends Exception {

			private static final long serialVersionUID = 1L;

		}

		/**
		 * What the actor has done, and what it is to wait for.
		 */
		static class Journal {

			private final Queue<String> entries = new ConcurrentLinkedQueue<>();

			volatile @Nullable CompletableFuture<List<String>> later;

			volatile @Nullable CountDownLatch entered;

			volatile @Nullable CountDownLatch release;

			List<String> entries() {
				return List.copyOf(this.entries);
			}

		}

		private final ActorContext<Writer> context;

		private final Journal journal;

		Writer(ActorContext<Writer> context, Journal journal) {
			this.context = context;
			this.journal = journal;
		}

		@Receive(batch = 5)
		List<Integer> put(List<Put> messages) throws Refused, InterruptedException {
			this.journal.entries.add("put " + messages.stream().map(Put::number).toList());
			if (this.journal.entered != null) {
				this.journal.entered.countDown();
				this.journal.release.await();
			}
			List<Integer> replies = new ArrayList<>();
			for (Put message : messages) {
				if (message.number() < 0) {
					throw new IllegalStateException("negative");
				}
				if (message.number() == 99) {
					throw new Refused();
				}
				if (message.number() != 77) {
					replies.add(message.number() * 10);
				}
			}
			return replies;
		}

		@Receive(batch = 5)
		CompletionStage<List<String>> later(List<Later> messages) {
			this.journal.entries.add("later " + messages.stream().map(Later::text).toList());
			return this.journal.later;
		}

		@Receive(batch = 5)
		List<CompletionStage<Integer>> check(List<Check> messages) throws Refused {
			this.journal.entries.add("check " + messages.size());
			return messages.stream().map(this::check).toList();
		}

		private CompletionStage<Integer> check(Check message) {
			return switch (message.number()) {
				case -1 -> CompletableFuture.failedFuture(new Refused());
				case 7 -> this.context.forward(message.other(), new Put(7));
				default -> CompletableFuture.completedFuture(message.number());
			};
		}

		@Receive(batch = 5)
		List<String> deadlines(List<GetDeadline> messages, ActorContext<Writer> context) {
			return messages.stream()
				.map((message) -> context.deadline().map((deadline) -> "some").orElse("none"))
				.toList();
		}

		@Receive
		void note(Note message) {
			this.journal.entries.add("note " + message.text());
		}

		@Receive(batch = 100)
		void change(List<? extends Change> messages) {
			this.journal.entries.add("change " + messages);
		}

		@Receive(batch = 100)
		void happened(List<Happened> events) {
			this.journal.entries.add("happened " + events.stream().map(Happened::number).toList());
		}

		@Receive
		void hold(Hold message) throws InterruptedException {
			message.entered().countDown();
			message.release().await();
		}

		@Receive
		void sendSelf(SendSelf message) {
			this.context.continueWith(new Put(message.next()));
			this.context.pipe(CompletableFuture.completedFuture(message.next() + 2),
					(value, failure) -> new Put(value));
		}

		@Receive
		int sync(Sync message) {
			return this.context.incarnation();
		}

	}

}
