package dev.actorspring.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.AskTimeoutException;
import dev.actorspring.FanOut;
import dev.actorspring.KeyedActors;
import dev.actorspring.MailboxFullException;
import dev.actorspring.Message;
import dev.actorspring.Outcome;
import dev.actorspring.Outcomes;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.RestartType;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.awaitility.Awaitility.await;

/**
 * One question to many actors.
 */
class FanOutTests extends SystemTest {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private ActorRef<Counter> one;

	private ActorRef<Counter> two;

	private ActorRef<Counter> three;

	private void startThree() {
		start((builder) -> builder.timeSource(this.time)
			.actor(counter("one"))
			.actor(counter("two").withMailboxCapacity(1))
			.actor(counter("three").withRestart(RestartType.TEMPORARY)));
		this.one = this.system.actor("one", Counter.class);
		this.two = this.system.actor("two", Counter.class);
		this.three = this.system.actor("three", Counter.class);
	}

	private List<ActorRef<Counter>> all() {
		return List.of(this.one, this.two, this.three);
	}

	/** Keeps an actor busy until the latch is counted down. */
	private static CountDownLatch block(ActorRef<Counter> actor) throws InterruptedException {
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		actor.ask(new Counter.Block(entered, release), MINUTE);
		entered.await();
		return release;
	}

	private void advanceUntilDone(CompletableFuture<?> future) {
		await().until(() -> {
			this.time.advance(Duration.ofSeconds(1));
			return future.isDone();
		});
	}

	@Test
	void everybodyAnswers() {
		startThree();
		this.one.tell(new Counter.Add(2));
		Outcomes<Counter, Integer> outcomes = FanOut.ask(all(), new Counter.Get(), MINUTE).whole().join();
		assertThat(outcomes.answered()).containsExactlyInAnyOrder(new Outcome.Answered<>(this.one, 2),
				new Outcome.Answered<>(this.two, 0), new Outcome.Answered<>(this.three, 0));
		assertThat(outcomes.failed()).isEmpty();
		assertThat(outcomes.unanswered()).isEmpty();
	}

	@Test
	void outcomesComeInTheOrderOfCompletion() {
		startThree();
		List<CompletableFuture<Integer>> replies = IntStream.range(0, 3)
			.mapToObj((i) -> new CompletableFuture<Integer>())
			.toList();
		FanOut<Counter, Integer> asked = FanOut.ask(all(),
				(target) -> new Counter.GetLater(replies.get(all().indexOf(target))), MINUTE);
		List<CompletableFuture<Outcome<Counter, Integer>>> next = asked.inCompletionOrder();
		assertThat(next).hasSize(3).noneMatch(CompletableFuture::isDone);
		replies.get(2).complete(20);
		assertThat(next.get(0).join()).isEqualTo(new Outcome.Answered<>(this.three, 20));
		replies.get(0).complete(0);
		assertThat(next.get(1).join()).isEqualTo(new Outcome.Answered<>(this.one, 0));
		assertThat(next.get(2)).isNotDone();
		assertThat(asked.whole()).isNotDone();
		assertThat(asked.soFar().answered()).extracting(Outcome.Answered::value).containsExactly(20, 0);
		replies.get(1).complete(10);
		assertThat(asked.whole().join().answered()).extracting(Outcome.Answered::value).containsExactly(20, 0, 10);
		assertThat(next).allMatch(CompletableFuture::isDone);
	}

	@Test
	void atTheDeadlineThereIsWhatHasAnsweredByThen() throws Exception {
		startThree();
		CountDownLatch release = block(this.two);
		FanOut<Counter, Integer> asked = FanOut.ask(all(), new Counter.Get(), Duration.ofSeconds(2));
		await().until(() -> asked.soFar().answered().size() == 2);
		assertThat(asked.whole()).isNotDone();
		this.time.advance(Duration.ofSeconds(2));
		await().until(() -> {
			this.time.advance(Duration.ofMillis(10));
			return asked.whole().isDone();
		});
		release.countDown();
		Outcomes<Counter, Integer> outcomes = asked.whole().join();
		assertThat(outcomes.answered()).extracting(Outcome.Answered::from)
			.containsExactlyInAnyOrder(this.one, this.three);
		assertThat(outcomes.failed()).isEmpty();
		assertThat(outcomes.unanswered()).singleElement().satisfies((missing) -> {
			assertThat(missing.from()).isEqualTo(this.two);
			assertThat(missing.cause()).isInstanceOf(AskTimeoutException.class).hasMessageContaining("handling Block");
		});
	}

	@Test
	void whoDeclinesCrashesRefusesOrIsGoneHasFailed() throws Exception {
		startThree();
		ActorRef<Counter> four = this.system.spawn(counter("four"));
		CountDownLatch release = block(this.two);
		this.two.tell(new Counter.Add(1));
		this.system.supervisor("root").terminate("three").join();
		FanOut<Counter, Integer> asked = FanOut.ask(List.of(this.one, this.two, this.three, four),
				(target) -> target.equals(four) ? new Counter.Crash("boom") : new Counter.Take(5), MINUTE);
		Outcomes<Counter, Integer> outcomes = asked.whole().join();
		release.countDown();
		assertThat(outcomes.answered()).isEmpty();
		assertThat(outcomes.unanswered()).isEmpty();
		assertThat(outcomes.failed()).hasSize(4).allSatisfy((failed) -> {
			Class<?> expected = failed.from().equals(this.one) ? Counter.TooLittle.class
					: failed.from().equals(this.two) ? MailboxFullException.class : failed.from().equals(this.three)
							? ActorTerminatedException.class : ActorCrashedException.class;
			assertThat(failed.cause()).isInstanceOf(expected);
		});
	}

	@Test
	void timeoutWithWhichAnActorDeclinesIsAnAnswer() {
		start((builder) -> builder.actor(ActorSpec.of("gateway", Gateway.class, (context) -> new Gateway())));
		AskTimeoutException behind = new AskTimeoutException("behind", "too slow");
		Outcomes<Gateway, Integer> outcomes = FanOut
			.ask(List.of(this.system.actor(Gateway.class)), new Gateway.Pass(behind), MINUTE)
			.whole()
			.join();
		assertThat(outcomes.failed()).singleElement().extracting(Outcome.Failed::cause).isEqualTo(behind);
	}

	@Test
	void replyMayBeNull() {
		startThree();
		Outcomes<Counter, Integer> outcomes = FanOut
			.ask(List.of(this.one), new Counter.GetLater(CompletableFuture.completedFuture(null)), MINUTE)
			.whole()
			.join();
		assertThat(outcomes.answered()).containsExactly(new Outcome.Answered<>(this.one, null));
	}

	@Test
	void nobodyToAskIsDoneAtOnce() {
		FanOut<Counter, Integer> asked = FanOut.ask(List.<ActorRef<Counter>>of(), new Counter.Get(), MINUTE);
		assertThat(asked.inCompletionOrder()).isEmpty();
		assertThat(asked.whole()).isCompletedWithValue(new Outcomes<>(List.of(), List.of(), List.of()));
		asked.cancel();
		assertThat(asked.soFar()).isEqualTo(asked.whole().join());
	}

	@Test
	void whoIsGivenTwiceIsAskedTwice() {
		startThree();
		this.one.tell(new Counter.Add(5));
		Outcomes<Counter, Integer> outcomes = FanOut.ask(List.of(this.one, this.one), new Counter.Take(2), MINUTE)
			.whole()
			.join();
		assertThat(outcomes.answered()).containsExactly(new Outcome.Answered<>(this.one, 3),
				new Outcome.Answered<>(this.one, 1));
	}

	@Test
	void cancelWithdrawsWhatHasNotBeenAnswered() throws Exception {
		startThree();
		CountDownLatch release = block(this.two);
		FanOut<Counter, Integer> asked = FanOut.ask(all(), new Counter.Take(0), MINUTE);
		await().until(() -> asked.soFar().answered().size() == 2);
		asked.cancel();
		Outcomes<Counter, Integer> outcomes = asked.whole().join();
		assertThat(outcomes.answered()).hasSize(2);
		assertThat(outcomes.unanswered()).singleElement().satisfies((missing) -> {
			assertThat(missing.from()).isEqualTo(this.two);
			assertThat(missing.cause()).isInstanceOf(CancellationException.class);
		});
		asked.cancel();
		assertThat(asked.soFar()).isEqualTo(outcomes);
		release.countDown();
	}

	@Test
	void requestThatIsWithdrawnIsNotHandled() throws Exception {
		startThree();
		this.one.tell(new Counter.Add(5));
		CountDownLatch release = block(this.one);
		FanOut<Counter, Integer> asked = FanOut.ask(List.of(this.one), new Counter.Take(2), MINUTE);
		asked.cancel();
		assertThat(asked.soFar().unanswered()).hasSize(1);
		release.countDown();
		assertThat(this.one.call(new Counter.Get())).isEqualTo(5);
	}

	@Test
	void cancellingOneOfTheFuturesHarmsNobodyElse() throws Exception {
		startThree();
		CountDownLatch release = block(this.one);
		FanOut<Counter, Integer> asked = FanOut.ask(List.of(this.one, this.one), new Counter.Take(0), MINUTE);
		assertThat(asked.inCompletionOrder().get(0).cancel(true)).isTrue();
		assertThat(asked.whole().cancel(true)).isTrue();
		assertThat(asked.whole()).isNotDone();
		release.countDown();
		assertThat(asked.inCompletionOrder().get(1).join()).isEqualTo(new Outcome.Answered<>(this.one, 0));
		assertThat(asked.whole().join().answered()).hasSize(2);
	}

	@Test
	void actionOnAnOutcomeMayCancelTheOthers() {
		startThree();
		CompletableFuture<Integer> later = new CompletableFuture<>();
		CompletableFuture<Integer> never = new CompletableFuture<>();
		FanOut<Counter, Integer> asked = FanOut.ask(all(),
				(target) -> new Counter.GetLater(target.equals(this.one) ? later : never), MINUTE);
		asked.inCompletionOrder().getFirst().thenRun(asked::cancel);
		later.complete(7);
		Outcomes<Counter, Integer> outcomes = asked.whole().join();
		assertThat(outcomes.answered()).containsExactly(new Outcome.Answered<>(this.one, 7));
		assertThat(outcomes.unanswered()).hasSize(2);
	}

	@Test
	void actorMayAwaitOneOutcomeAfterTheOther() throws Exception {
		startThree();
		CountDownLatch release = block(this.three);
		ActorRef<Collector> collector = this.system.spawn(ActorSpec.of("collector", Collector.class, Collector::new));
		CompletableFuture<List<String>> collected = collector.ask(new Collector.Collect(all()), MINUTE);
		await().until(() -> collector.call(new Collector.SoFar()) == 2);
		release.countDown();
		assertThat(collected.join()).hasSize(3).last().isEqualTo("three: 0");
	}

	@Test
	void insideAnActorNobodyHasMoreTimeThanTheRequestInHand() throws Exception {
		startThree();
		CountDownLatch release = block(this.three);
		ActorRef<Collector> collector = this.system.spawn(ActorSpec.of("collector", Collector.class, Collector::new));
		CompletableFuture<List<String>> collected = collector.ask(new Collector.Collect(all()), Duration.ofSeconds(5));
		await().until(() -> collector.call(new Collector.SoFar()) == 2);
		this.time.advance(Duration.ofSeconds(5));
		advanceUntilDone(collected);
		await().until(() -> collector.call(new Collector.SoFar()) == 3);
		release.countDown();
	}

	@Test
	void everybodyIsToldWhenTheSystemStops() throws Exception {
		startThree();
		FanOut<Counter, Integer> asked = FanOut.ask(all(), new Counter.GetLater(new CompletableFuture<>()), MINUTE);
		this.system.close();
		assertThat(asked.whole().join().failed()).extracting(Outcome.Failed::cause)
			.hasSize(3)
			.allMatch(ActorTerminatedException.class::isInstance);
	}

	@Test
	void refThatThrowsHasFailedAndTheOthersAreAskedAllTheSame() {
		startThree();
		ActorRef<Counter> broken = new BrokenRef(this.one);
		Outcomes<Counter, Integer> outcomes = FanOut.ask(List.of(broken, this.one), new Counter.Get(), MINUTE)
			.whole()
			.join();
		assertThat(outcomes.failed()).singleElement().extracting(Outcome.Failed::from).isSameAs(broken);
		assertThat(outcomes.answered()).hasSize(1);
	}

	@Test
	void tenThousandAreAskedAndEachFutureHasItsOwnOutcome() {
		start((builder) -> builder.actor(ActorSpec.keyed("many", Counter.class, Counter::new)));
		KeyedActors<Counter> many = this.system.keyed(Counter.class);
		List<ActorRef<Counter>> targets = IntStream.range(0, 10_000)
			.mapToObj((i) -> many.get(Integer.toString(i)))
			.toList();
		FanOut<Counter, Integer> asked = FanOut.ask(targets, new Counter.Get(), MINUTE);
		List<Outcome<Counter, Integer>> inOrder = new ArrayList<>();
		for (CompletableFuture<Outcome<Counter, Integer>> next : asked.inCompletionOrder()) {
			inOrder.add(next.join());
		}
		assertThat(inOrder).extracting(Outcome::from).doesNotHaveDuplicates().hasSize(targets.size());
		assertThat(asked.whole().join().answered()).isEqualTo(inOrder);
	}

	@Test
	void whatIsMissingOrWrongIsRefusedBeforeAnybodyIsAsked() {
		startThree();
		assertThatNullPointerException().isThrownBy(() -> FanOut.ask(all(), (Request<Counter, Integer>) null, MINUTE));
		assertThatNullPointerException().isThrownBy(() -> FanOut.ask(null, new Counter.Get(), MINUTE));
		assertThatNullPointerException().isThrownBy(() -> FanOut.ask(all(), new Counter.Get(), null));
		assertThatNullPointerException()
			.isThrownBy(() -> FanOut.ask(Arrays.asList(this.one, null), new Counter.Take(0), MINUTE));
		assertThatIllegalArgumentException().isThrownBy(() -> FanOut.ask(all(), new Counter.Get(), Duration.ZERO));
		assertThatIllegalArgumentException().isThrownBy(() -> FanOut.ask(Collections.<ActorRef<Counter>>emptyList(),
				new Counter.Get(), Duration.ofSeconds(-1)));
		this.one.tell(new Counter.Add(5));
		assertThatNullPointerException().isThrownBy(
				() -> FanOut.ask(all(), (target) -> target.equals(this.three) ? null : new Counter.Take(1), MINUTE));
		assertThatIllegalStateException().isThrownBy(() -> FanOut.ask(all(), (target) -> {
			if (target.equals(this.three)) {
				throw new IllegalStateException("no request");
			}
			return new Counter.Take(1);
		}, MINUTE));
		assertThat(this.one.call(new Counter.Get())).isEqualTo(5);
	}

	static class Gateway {

		record Pass(AskTimeoutException behind) implements Request<Gateway, Integer> {

		}

		@Receive
		int pass(Pass pass) throws AskTimeoutException {
			throw pass.behind();
		}

	}

	static class Collector {

		record Collect(List<ActorRef<Counter>> from) implements Request<Collector, List<String>> {

		}

		record SoFar() implements Request<Collector, Integer> {

		}

		private final ActorContext<Collector> context;

		private final List<String> collected = new ArrayList<>();

		Collector(ActorContext<Collector> context) {
			this.context = context;
		}

		@Receive
		List<String> collect(Collect collect) {
			FanOut<Counter, Integer> asked = FanOut.ask(collect.from(), new Counter.Take(0), MINUTE);
			for (var next : asked.inCompletionOrder()) {
				this.collected.add(switch (this.context.await(next)) {
					case Outcome.Answered(var from, var value) -> from.path() + ": " + value;
					case Outcome.Failed(var from, var cause) -> from.path() + " failed: " + cause;
					case Outcome.Unanswered(var from, var cause) -> from.path() + " is late: " + cause;
				});
			}
			return List.copyOf(this.collected);
		}

		@Receive(interleave = true)
		int soFar(SoFar query) {
			return this.collected.size();
		}

	}

	/**
	 * A ref of somebody else's, that does not keep what {@link ActorRef} promises.
	 */
	private record BrokenRef(ActorRef<Counter> actor) implements ActorRef<Counter> {

		@Override
		public String path() {
			return this.actor.path();
		}

		@Override
		public void tell(Message<? super Counter> message) {
			throw new UnsupportedOperationException();
		}

		@Override
		public boolean tryTell(Message<? super Counter> message) {
			throw new UnsupportedOperationException();
		}

		@Override
		public <R> CompletableFuture<R> ask(Request<? super Counter, R> request) {
			throw new UnsupportedOperationException();
		}

		@Override
		public <R> CompletableFuture<R> ask(Request<? super Counter, R> request, Duration timeout) {
			throw new UnsupportedOperationException();
		}

		@Override
		public <R> R call(Request<? super Counter, R> request) {
			throw new UnsupportedOperationException();
		}

		@Override
		public <R> R call(Request<? super Counter, R> request, Duration timeout) {
			throw new UnsupportedOperationException();
		}

	}

}
