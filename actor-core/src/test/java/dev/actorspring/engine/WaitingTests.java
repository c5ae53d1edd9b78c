package dev.actorspring.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.AskTimeoutException;
import dev.actorspring.CallCycleException;
import dev.actorspring.Dispatcher;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorStartException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Waiting in the middle of a turn.
 */
class WaitingTests extends SystemTest {

	private ActorRef<Waiter> waiter(Dispatcher dispatcher) {
		start((builder) -> builder.actor(counter("counter"))
			.actor(ActorSpec.of("first", Waiter.class, Waiter::new).withDispatcher(dispatcher))
			.actor(ActorSpec.of("second", Waiter.class, Waiter::new)));
		return this.system.actor("first", Waiter.class);
	}

	@Test
	void interleavedRequestIsAnsweredWhileTheActorWaitsAndOthersWaitInOrder() {
		ActorRef<Waiter> waiter = waiter(Dispatcher.VIRTUAL);
		CompletableFuture<String> stage = new CompletableFuture<>();
		CompletableFuture<String> awaited = waiter.ask(new Waiter.Await(stage));
		waiter.tell(new Waiter.Append("a"));
		waiter.tell(new Waiter.Append("b"));
		assertThat(waiter.call(new Waiter.Peek())).isEmpty();
		waiter.tell(new Waiter.Append("c"));
		assertThat(waiter.call(new Waiter.Peek())).isEmpty();
		assertThat(awaited).isNotDone();
		stage.complete("first");
		assertThat(awaited.join()).isEqualTo("first");
		await().until(() -> waiter.call(new Waiter.Peek()).equals("abc"));
	}

	@Test
	void depthIsExactWhileMessagesAreTakenOutOfOrder() {
		ActorRef<Waiter> waiter = waiter(Dispatcher.VIRTUAL);
		CompletableFuture<String> stage = new CompletableFuture<>();
		waiter.ask(new Waiter.Await(stage));
		waiter.tell(new Waiter.Append("a"));
		for (int i = 0; i < 2_000; i++) {
			waiter.call(new Waiter.Peek());
		}
		waiter.tell(new Waiter.Append("b"));
		assertThat(depth("first")).isEqualTo(2);
		stage.complete("done");
		await().until(() -> waiter.call(new Waiter.Peek()).equals("ab"));
		assertThat(depth("first")).isZero();
	}

	private int depth(String actor) {
		return this.system.gauges().stream().filter((gauge) -> gauge.actor().equals(actor)).findFirst().get().depth();
	}

	@Test
	void crashInAnInterleavedHandlerCrashesTheTurnThatWaits() {
		ActorRef<Waiter> waiter = waiter(Dispatcher.VIRTUAL);
		CompletableFuture<String> awaited = waiter.ask(new Waiter.Await(new CompletableFuture<>()));
		waiter.tell(new Waiter.CrashNow());
		assertThat(failure(awaited)).hasRootCauseMessage("interleaved");
		await().until(() -> waiter.call(new Waiter.Peek()).isEmpty());
	}

	@Test
	void callToSelfFailsAtOnceWithTheChain() {
		ActorRef<Waiter> waiter = waiter(Dispatcher.VIRTUAL);
		assertThat(failure(waiter.ask(new Waiter.CallOther(waiter, null), Duration.ofMinutes(10))))
			.hasRootCauseInstanceOf(CallCycleException.class)
			.rootCause()
			.hasMessageMatching("This call would wait for itself: first -> first \\(Await\\); "
					+ "first: handling CallOther for \\d+ms and waiting for Await of first, 1 message waiting");
	}

	@Test
	void callToSelfFailsAtOnceAlsoWhileTheActorIsBeingMade() {
		assertThatExceptionOfType(ActorStartException.class)
			.isThrownBy(() -> start((builder) -> builder.actor(ActorSpec.of("eager", Doer.class, (context) -> {
				context.self().call(new Doer.Do((self) -> ""), Duration.ofMinutes(10));
				return new Doer(context);
			}))))
			.withCauseInstanceOf(CallCycleException.class)
			.withMessageContaining("eager -> eager (Do)");
	}

	@Test
	void callThatComesBackFailsAtOnceWithTheChain() {
		ActorRef<Waiter> first = waiter(Dispatcher.VIRTUAL);
		ActorRef<Waiter> second = this.system.actor("second", Waiter.class);
		assertThat(failure(first.ask(new Waiter.CallOther(second, first), Duration.ofMinutes(10))))
			.hasRootCauseInstanceOf(CallCycleException.class)
			.rootCause()
			.hasMessageMatching("This call would wait for itself: (first -> second \\(CallOther\\) -> first \\(Await\\)"
					+ "|second -> first \\(Await\\) -> second \\(CallOther\\)); \\w+: "
					// The other one may have found it at the same time, and have crashed
					// of it.
					+ "(handling \\w+ for \\d+ms( and waiting for \\w+ of \\w+)?|it is not running), "
					+ "\\d messages? waiting");
	}

	@Test
	void callOnComputeIsRefused() {
		ActorRef<Waiter> waiter = waiter(Dispatcher.COMPUTE);
		assertThat(failure(waiter.ask(new Waiter.CallOther(this.system.actor("second", Waiter.class), null))))
			.hasRootCauseInstanceOf(IllegalStateException.class)
			.rootCause()
			.hasMessageContaining("COMPUTE");
	}

	@Test
	void callInsideAnActorGetsNoMoreTimeThanItsRequestHasLeft() throws Exception {
		start((builder) -> builder.timeSource(this.time)
			.actor(counter("counter"))
			.actor(ActorSpec.of("first", Waiter.class, Waiter::new)));
		ActorRef<Counter> counter = this.system.actor(Counter.class);
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		counter.ask(new Counter.Block(entered, release));
		entered.await();
		CompletableFuture<String> reply = this.system.actor("first", Waiter.class)
			.ask(new Waiter.CallCounter(counter), Duration.ofSeconds(1));
		await().until(() -> this.system.gauges().iterator().next().depth() == 1);
		this.time.advance(Duration.ofSeconds(1));
		assertThat(failure(reply)).isNotNull();
		await().until(() -> {
			this.time.advance(Duration.ofMillis(1));
			return this.system.gauges().stream().skip(1).findFirst().get().active() == 1;
		});
		// How long its asker waits does not decide over the life of the actor.
		assertThat(this.system.actor("first", Waiter.class).call(new Waiter.Peek())).isEmpty();
		assertThat(events(ActorEvent.Restarted.class)).isEmpty();
		release.countDown();
	}

	@Test
	void callThatTakesLongerThanItsOwnTimeoutCrashesWhoDoesNotDeclareThat() throws Exception {
		start((builder) -> builder.timeSource(this.time)
			.actor(counter("counter"))
			.actor(ActorSpec.of("first", Waiter.class, Waiter::new)));
		ActorRef<Counter> counter = this.system.actor(Counter.class);
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		counter.ask(new Counter.Block(entered, release), Duration.ofHours(2));
		entered.await();
		CompletableFuture<String> reply = this.system.actor("first", Waiter.class)
			.ask(new Waiter.CallCounter(counter), Duration.ofHours(2));
		await().until(() -> this.system.gauges().iterator().next().depth() == 1);
		this.time.advance(Duration.ofHours(1));
		assertThat(failure(reply)).isInstanceOf(ActorCrashedException.class)
			.hasCauseInstanceOf(AskTimeoutException.class);
		release.countDown();
	}

	@Test
	void pipeTurnsACompletionIntoAMessageToSelf() {
		ActorRef<Waiter> waiter = waiter(Dispatcher.COMPUTE);
		CompletableFuture<String> stage = new CompletableFuture<>();
		waiter.tell(new Waiter.Pipe(stage));
		stage.complete("piped");
		await().until(() -> waiter.call(new Waiter.Peek()).equals("piped"));
	}

	@Test
	void tenThousandActorsThatSleepDoNotStarveEachOther() {
		start((builder) -> builder.actor(ActorSpec.keyed("sleeper", Sleeper.class, (context) -> new Sleeper())));
		CompletableFuture<?>[] all = new CompletableFuture<?>[10_000];
		for (int i = 0; i < all.length; i++) {
			all[i] = this.system.keyed(Sleeper.class).get("" + i).ask(new Sleeper.Sleep(), Duration.ofSeconds(30));
		}
		CompletableFuture.allOf(all).join();
	}

	static class Sleeper {

		record Sleep() implements Request<Sleeper, Boolean> {

		}

		@Receive
		boolean sleep(Sleep sleep) throws InterruptedException {
			Thread.sleep(100);
			return true;
		}

	}

	static class Waiter {

		record Await(CompletableFuture<String> stage) implements Request<Waiter, String> {

		}

		record Append(String text) implements Message<Waiter> {

		}

		record Peek() implements Request<Waiter, String> {

		}

		record CrashNow() implements Message<Waiter> {

		}

		record CallOther(ActorRef<Waiter> other, @Nullable ActorRef<Waiter> back) implements Request<Waiter, String> {

		}

		record CallCounter(ActorRef<Counter> counter) implements Request<Waiter, String> {

		}

		record Pipe(CompletableFuture<String> stage) implements Message<Waiter> {

		}

		private final ActorContext<Waiter> context;

		private String text = "";

		Waiter(ActorContext<Waiter> context) {
			this.context = context;
		}

		@Receive
		String await(Await await) {
			return this.context.await(await.stage());
		}

		@Receive
		void append(Append append) {
			this.text += append.text();
		}

		@Receive(interleave = true)
		String peek(Peek peek) {
			return this.text;
		}

		@Receive(interleave = true)
		void crash(CrashNow crash) {
			throw new IllegalStateException("interleaved");
		}

		@Receive
		String callOther(CallOther call) {
			return (call.back() != null) ? call.other().call(new CallOther(call.back(), null))
					: call.other().call(new Await(CompletableFuture.completedFuture("")));
		}

		@Receive
		String callCounter(CallCounter call) {
			return "" + call.counter().call(new Counter.GetIncarnation(), Duration.ofMinutes(10));
		}

		@Receive
		void pipe(Pipe pipe) {
			this.context.pipe(pipe.stage(), (value, failure) -> new Append("" + value));
		}

	}

}
