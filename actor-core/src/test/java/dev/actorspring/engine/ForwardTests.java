package dev.actorspring.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.AskTimeoutException;
import dev.actorspring.CallCycleException;
import dev.actorspring.Delivery;
import dev.actorspring.Dispatcher;
import dev.actorspring.KeyedActors;
import dev.actorspring.MailboxFullException;
import dev.actorspring.MailboxSpec;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.ReplyStream;
import dev.actorspring.Request;
import dev.actorspring.RestartType;
import dev.actorspring.engine.Doer.Do;
import dev.actorspring.spi.ActorHandle;
import dev.actorspring.spi.ActorInterceptor;
import dev.actorspring.spi.TurnEnd;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.ActorSystemBuilder;
import dev.actorspring.system.AskOutcome;
import dev.actorspring.system.MessageProbe;
import dev.actorspring.system.TurnOutcome;
import org.assertj.core.util.Throwables;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * Requests that an actor leaves to another.
 */
class ForwardTests extends SystemTest {

	private static final Duration LONG = Duration.ofDays(1);

	private final Queue<String> measured = new ConcurrentLinkedQueue<>();

	private final CountDownLatch entered = new CountDownLatch(1);

	private final CompletableFuture<Object> release = new CompletableFuture<>();

	private ActorRef<Front> front(Dispatcher dispatcher) {
		return start(dispatcher, (builder) -> builder);
	}

	private ActorRef<Front> front() {
		return front(Dispatcher.VIRTUAL);
	}

	private ActorRef<Front> start(Dispatcher dispatcher, UnaryOperator<ActorSystemBuilder> further) {
		start((builder) -> further.apply(builder)
			.timeSource(this.time)
			.probes((actor, message) -> new Measured(actor, this.measured))
			.actor(ActorSpec.of("front", Front.class, Front::new)
				.withDispatcher(dispatcher)
				.withRestart(RestartType.TRANSIENT))
			.actor(ActorSpec.keyed("fronts", Front.class, Front::new)
				.withDispatcher(dispatcher)
				.withPassivateAfter(Duration.ofSeconds(10)))
			.actor(Doer.spec().withDispatcher(dispatcher).withMailbox(MailboxSpec.DEFAULT.withCapacity(2)))
			.actor(ActorSpec.keyed("doers", Doer.class, Doer::new).withDispatcher(dispatcher)));
		return this.system.actor("front", Front.class);
	}

	private ActorRef<Doer> doer() {
		return this.system.actor("doer", Doer.class);
	}

	private Pass passTo(ActorRef<Doer> doer, Doer.Task task) {
		return new Pass((context) -> context.forward(doer, new Do(task)));
	}

	/** Keeps the actor that does it until {@link #release} is done. */
	private final Doer.Task hold = (context) -> {
		this.entered.countDown();
		return this.release.join();
	};

	@ParameterizedTest
	@EnumSource
	void otherActorAnswersTheAsker(Dispatcher dispatcher) {
		ActorRef<Front> front = front(dispatcher);
		assertThat(front.call(passTo(doer(), (context) -> "by " + context.path()), LONG)).isEqualTo("by doer");
		assertThat(
				front.call(passTo(this.system.keyed("doers", Doer.class).get("a"), (context) -> context.key()), LONG))
			.isEqualTo("a");
	}

	@Test
	void sameMessageGoesToAnotherThatUnderstandsIt() {
		start((builder) -> builder.actor(ActorSpec.of("reception", Reception.class, Reception::new))
			.actor(ActorSpec.of("desk", Desk.class, (context) -> new Desk())));
		ActorRef<Reception> reception = this.system.actor(Reception.class);
		reception.call(new Reception.Open(this.system.actor(Desk.class)));
		assertThat(reception.call(new Help("lost key"))).isEqualTo("help with lost key");
	}

	@Test
	void exceptionThatTheOtherDeclaresIsTheAnswerAndNoCrash() {
		ActorRef<Front> front = front();
		assertThat(failure(front.ask(passTo(doer(), (context) -> {
			throw new Doer.Declared();
		}), LONG))).isInstanceOf(Doer.Declared.class);
		assertThat(incarnation(front)).isOne();
	}

	@Test
	void crashOfTheOtherIsToldAndNoCrashOfWhoForwarded() {
		ActorRef<Front> front = front();
		assertThat(failure(front.ask(passTo(doer(), (context) -> {
			throw new IllegalStateException("boom");
		}), LONG))).isInstanceOf(ActorCrashedException.class).hasMessageStartingWith("doer crashed while handling Do");
		assertThat(incarnation(front)).isOne();
	}

	@Test
	void fullMailboxOfTheOtherIsTold() {
		ActorRef<Front> front = front();
		doer().ask(new Do(this.hold), LONG);
		await().until(() -> this.entered.getCount() == 0);
		doer().ask(new Do((context) -> ""), LONG);
		doer().ask(new Do((context) -> ""), LONG);
		assertThat(failure(front.ask(passTo(doer(), (context) -> ""), LONG))).isInstanceOf(MailboxFullException.class)
			.hasMessageStartingWith("doer refused Do: its mailbox is full");
		this.release.complete("");
	}

	@Test
	void endOfTheOtherIsTold() {
		ActorRef<Front> front = front();
		ActorRef<Doer> gone = this.system
			.spawn(ActorSpec.of("gone", Doer.class, Doer::new).withRestart(RestartType.TRANSIENT));
		gone.call(new Do((context) -> {
			context.stop();
			return "";
		}));
		await().until(() -> failure(gone.ask(new Do((context) -> ""))) instanceof ActorTerminatedException);
		assertThat(failure(front.ask(passTo(gone, (context) -> ""), LONG))).isInstanceOf(ActorTerminatedException.class)
			.hasMessage("gone cannot answer Do: it has terminated");
	}

	@Test
	void deadlineIsThatOfTheFirstRequest() {
		ActorRef<Front> front = front();
		Instant before = Instant.now();
		Instant deadline = (Instant) front.call(passTo(doer(), (context) -> context.deadline().orElseThrow()),
				Duration.ofHours(1));
		// No time passes by the clock of the system.
		assertThat(Duration.between(before, deadline)).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
	}

	@Test
	void timeoutSaysWhatTheOtherWasDoing() {
		ActorRef<Front> front = front();
		CompletableFuture<Object> asked = front.ask(passTo(doer(), this.hold), Duration.ofSeconds(2));
		await().until(() -> this.entered.getCount() == 0);
		this.time.advance(Duration.ofSeconds(3));
		assertThat(failure(asked)).isInstanceOf(AskTimeoutException.class)
			.hasMessageMatching("front did not answer Pass within 2s: forwarded as Do to doer: "
					+ "handling it for \\S+, 0 messages waiting");
		this.release.complete("");
	}

	@Test
	void timeoutNamesAllThroughWhomItWent() {
		ActorRef<Front> front = front();
		ActorRef<Front> second = this.system.keyed("fronts", Front.class).get("second");
		CompletableFuture<Object> asked = front.ask(
				new Pass((context) -> context.forward(second, passTo(doer(), (self) -> self.await(this.release)))),
				Duration.ofSeconds(2));
		await().until(() -> this.measured.contains("fronts SUCCESS"));
		this.time.advance(Duration.ofSeconds(3));
		assertThat(failure(asked)).isInstanceOf(AskTimeoutException.class)
			.hasMessageStartingWith("front did not answer Pass within 2s: forwarded as Pass to fronts/second: "
					+ "forwarded as Do to doer: ");
		this.release.complete("");
	}

	@Test
	void whoCancelsTheFirstCancelsWhatItWasForwardedAs() {
		ActorRef<Front> front = front();
		AtomicReference<ActorContext<Doer>> other = new AtomicReference<>();
		CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
		CompletableFuture<Object> asked = front.ask(passTo(doer(), (context) -> {
			this.entered.countDown();
			await().until(context::isCancelled);
			cancelled.complete(true);
			return "";
		}), LONG);
		await().until(() -> this.entered.getCount() == 0);
		CompletableFuture<Object> waiting = front.ask(passTo(doer(), (context) -> {
			other.set(context);
			return "";
		}), LONG);
		await().until(() -> this.measured.stream().filter("front SUCCESS"::equals).count() == 2);
		waiting.cancel(false);
		asked.cancel(false);
		assertThat(cancelled.join()).isTrue();
		assertThat(doer().call(new Do((context) -> "next"), LONG)).isEqualTo("next");
		assertThat(other).as("withdrawn before its turn").hasNullValue();
		assertThat(failure(asked)).isInstanceOf(CancellationException.class);
	}

	@Test
	void whoForwardedMayCrashAndTheAskerIsAnswered() {
		ActorRef<Front> front = front();
		CompletableFuture<Object> asked = front.ask(passTo(doer(), this.hold), LONG);
		await().until(() -> this.entered.getCount() == 0);
		front.tell(new Front.Plain((context) -> {
			throw new IllegalStateException("boom");
		}));
		await().until(() -> incarnation(front) == 2);
		this.release.complete("late");
		assertThat(asked.join()).isEqualTo("late");
	}

	@Test
	void whoForwardedMayStopAndTheAskerIsAnswered() {
		ActorRef<Front> front = front();
		CompletableFuture<Object> asked = front.ask(new Pass((context) -> {
			context.stop();
			return context.forward(doer(), new Do(this.hold));
		}), LONG);
		await().until(() -> this.entered.getCount() == 0);
		await().until(() -> failure(front.ask(new Front.GetIncarnation())) instanceof ActorTerminatedException);
		this.release.complete("late");
		assertThat(asked.join()).isEqualTo("late");
	}

	@Test
	void keyedActorThatHasForwardedIsPassivatedMeanwhile() {
		front();
		KeyedActors<Front> fronts = this.system.keyed("fronts", Front.class);
		CompletableFuture<Object> asked = fronts.get("a").ask(passTo(doer(), this.hold), LONG);
		await().until(() -> this.entered.getCount() == 0);
		await().until(() -> {
			this.time.advance(Duration.ofSeconds(5));
			return this.system.keys("fronts", null, 10).isEmpty();
		});
		this.release.complete("late");
		assertThat(asked.join()).isEqualTo("late");
	}

	@Test
	void nothingIsForwardedByATurnThatCrashes() {
		ActorRef<Front> front = front();
		Queue<String> done = new ConcurrentLinkedQueue<>();
		assertThat(failure(front.ask(new Pass((context) -> {
			context.forward(doer(), new Do((self) -> done.add("forwarded")));
			throw new IllegalStateException("boom");
		}), LONG))).isInstanceOf(ActorCrashedException.class).hasMessageStartingWith("front crashed");
		doer().call(new Do((context) -> ""), LONG);
		assertThat(done).isEmpty();
	}

	@Test
	void whatIsNotReturnedIsNotForwarded() {
		ActorRef<Front> front = front();
		assertThat(front.call(new Pass((context) -> {
			context.forward(doer(), new Do((self) -> "forwarded"));
			return CompletableFuture.completedFuture("own");
		}), LONG)).isEqualTo("own");
		doer().call(new Do((context) -> ""), LONG);
		assertThat(this.measured).containsOnlyOnce("doer SUCCESS");
	}

	@Test
	void requestThatWasToldIsPassedOnWithoutAnAsker() {
		ActorRef<Front> front = front();
		CompletableFuture<Boolean> withAsker = new CompletableFuture<>();
		front.tell(passTo(doer(), (context) -> withAsker.complete(context.deadline().isPresent())));
		assertThat(withAsker.join()).isFalse();
	}

	@Test
	void contextOfTheHandlerGoesAlong() {
		ThreadContext context = new ThreadContext();
		ActorRef<Front> front = start(Dispatcher.VIRTUAL, (builder) -> builder.contextCarrier(context));
		AtomicReference<CompletableFuture<Object>> asked = new AtomicReference<>();
		context.with("mine", () -> asked.set(front.ask(passTo(doer(), (self) -> "" + context.get()), LONG)));
		assertThat(asked.get().join()).isEqualTo("mine");
		CompletableFuture<String> told = new CompletableFuture<>();
		context.with("told", () -> front.tell(passTo(doer(), (self) -> told.complete("" + context.get()))));
		assertThat(told.join()).isEqualTo("told");
		await().until(() -> context.open.get() == 0);
		assertThat(context.mistakes()).isEmpty();
	}

	@Test
	void bothActorsMeasureWhatTheyWereAsked() {
		ActorRef<Front> front = front();
		front.call(passTo(doer(), (context) -> ""), LONG);
		assertThat(failure(front.ask(passTo(doer(), (context) -> {
			throw new Doer.Declared();
		}), LONG))).isInstanceOf(Doer.Declared.class);
		await().until(() -> this.measured.stream().filter((each) -> each.endsWith("asked DECLINED")).count() == 2);
		assertThat(this.measured).contains("front asked REPLY", "doer asked REPLY", "front asked DECLINED",
				"doer asked DECLINED");
	}

	@Test
	void streamOfTheOtherIsTheReply() {
		start((builder) -> builder.actor(ActorSpec.of("proxy", Proxy.class, Proxy::new))
			.actor(ActorSpec.of("source", Source.class, Source::new)));
		Flow.Publisher<Integer> stream = this.system.actor(Proxy.class)
			.call(new Proxy.Follow(this.system.actor(Source.class)));
		Listener listener = Listener.to(stream, 10);
		this.system.actor(Source.class).tell(new Source.Emit(1));
		await().until(() -> listener.items.contains(1));
	}

	@Test
	void interleavedHandlerForwards() {
		ActorRef<Front> front = front();
		front.ask(new Pass((context) -> CompletableFuture.completedFuture(context.await(this.release))), LONG);
		assertThat(
				front.call(new Front.Meanwhile((context) -> context.forward(doer(), new Do((self) -> "done"))), LONG))
			.isEqualTo("done");
		this.release.complete("");
	}

	@Test
	void callThatComesBackByWayOfAForwardFailsAtOnce() {
		ActorRef<Front> front = front();
		KeyedActors<Doer> doers = this.system.keyed("doers", Doer.class);
		assertThat(
				failure(doer().ask(
						new Do((self) -> front
							.call(passTo(doers.get("a"), (other) -> doer().call(new Do((again) -> ""), LONG)), LONG)),
						LONG)))
			.hasRootCauseInstanceOf(CallCycleException.class)
			.rootCause()
			.hasMessageMatching(
					// Either of the two that wait may close the circle.
					"This call would wait for itself: (doers/a -> doer \\(Do\\) -> front \\(Pass\\) -> doers/a \\(Do\\)"
							+ "|doer -> front \\(Pass\\) -> doers/a \\(Do\\) -> doer \\(Do\\)); .*");
	}

	@Test
	void forwardToAnActorThatWaitsForTheAskerFailsAtOnce() {
		ActorRef<Front> front = front();
		ActorRef<Doer> second = this.system.keyed("doers", Doer.class).get("a");
		CompletableFuture<Object> waiting = second.ask(new Do((self) -> {
			await().until(() -> this.entered.getCount() == 0);
			return doer().call(new Do((again) -> ""), LONG);
		}), LONG);
		CompletableFuture<Object> first = doer().ask(new Do((self) -> {
			this.entered.countDown();
			return front.call(new Pass((context) -> {
				// Until the second waits for the first.
				await().until(() -> ((ActorCell<?>) doer()).depth() == 1);
				await()
					.until(() -> isWaiting(((KeyedFamily<Doer>) this.system.keyed("doers", Doer.class)).present("a")));
				return context.forward(second, new Do((again) -> ""));
			}), LONG);
		}), LONG);
		assertThat(failure(first)).hasRootCauseInstanceOf(CallCycleException.class)
			.rootCause()
			.hasMessageStartingWith(
					"This call would wait for itself: front -> doers/a (Do) -> doer (Do) -> front (Pass); ");
		assertThat(incarnation(front)).isOne();
		waiting.cancel(false);
	}

	/** Beyond the point at which it looks for circles itself. */
	private static boolean isWaiting(ActorCell<?> cell) {
		Incarnation<?> incarnation = cell.incarnation();
		return incarnation.suspension() != null && Deadlocks.isWaiting(incarnation.runner.thread());
	}

	@Test
	void refOfAnotherKindIsAsked() {
		ActorRef<Front> front = front();
		assertThat(front.call(passTo(new Wrapped(doer()), (context) -> "done"), LONG)).isEqualTo("done");
	}

	@Test
	void misuseIsAnswered() {
		ActorRef<Front> front = front();
		assertThat(misuse(front, (context) -> context.forward(doer(), new Do((self) -> "")).thenApply((reply) -> "")))
			.hasMessage("What forward returns never completes here: return it from the handler as it is. "
					+ "To do something with the reply of doer use ask");
		assertThat(misuse(front,
				(context) -> CompletableFuture
					.completedFuture(context.await(context.forward(doer(), new Do((self) -> ""))))))
			.hasMessageStartingWith("What forward returns never completes here");
		assertThat(misuse(front,
				(context) -> CompletableFuture.completedFuture("")
					.thenCompose((value) -> context.forward(doer(), new Do((self) -> "")))))
			.hasMessageContaining("never");
	}

	@Test
	void handlerThatReturnsNoStageCannotForward() {
		ActorRef<Front> front = front();
		assertThat(
				failure(front.ask(new Front.Direct((context) -> context.forward(doer(), new Do((self) -> ""))), LONG)))
			.hasRootCauseMessage("Front.direct(Direct) cannot forward Direct: let it return a CompletionStage of the "
					+ "reply, and return what forward gives");
	}

	@Test
	void plainMessageCannotBeForwarded() {
		ActorRef<Front> front = front();
		AtomicReference<Throwable> thrown = new AtomicReference<>();
		front.tell(new Front.Plain(
				(context) -> thrown.set(catchThrowable(() -> context.forward(doer(), new Do((self) -> ""))))));
		await().until(() -> thrown.get() != null);
		assertThat(thrown.get())
			.hasMessage("front has no request in hand that it could forward: a plain message is passed on with tell");
	}

	@Test
	void onlyAHandlerForwards() {
		ActorRef<Front> front = front();
		AtomicReference<ActorContext<Front>> context = new AtomicReference<>();
		front.tell(new Front.Plain(context::set));
		await().until(() -> context.get() != null);
		assertThat(catchThrowable(() -> context.get().forward(doer(), new Do((self) -> ""))))
			.hasMessage("Only a handler of front can forward by its context");
	}

	private Throwable misuse(ActorRef<Front> front, Front.Passing passing) {
		Throwable failure = failure(front.ask(new Pass(passing), LONG));
		assertThat(failure).isInstanceOf(ActorCrashedException.class);
		return Throwables.getRootCause(failure);
	}

	private static int incarnation(ActorRef<Front> front) {
		return front.call(new Front.GetIncarnation(), LONG);
	}

	@Test
	void forwardLeavesWhenTheStateIsWritten() {
		Writing writing = new Writing();
		ActorRef<Front> front = start(Dispatcher.VIRTUAL,
				(builder) -> builder.interceptors((spec, protocol) -> spec.name().equals("front") ? writing : null));
		CompletableFuture<Object> asked = front.ask(passTo(doer(), (context) -> "done"), LONG);
		await().until(() -> writing.ends.contains("Forwarded"));
		assertThat(this.measured).doesNotContain("doer SUCCESS");
		writing.written.complete(null);
		assertThat(asked.join()).isEqualTo("done");
	}

	@Test
	void forwardOfATurnThatCouldNotBeWrittenFails() {
		Writing writing = new Writing();
		ActorRef<Front> front = start(Dispatcher.VIRTUAL,
				(builder) -> builder.interceptors((spec, protocol) -> spec.name().equals("front") ? writing : null));
		CompletableFuture<Object> asked = front.ask(passTo(doer(), (context) -> "done"), LONG);
		writing.written.completeExceptionally(new AskTimeoutException("front", "not written"));
		assertThat(failure(asked)).hasMessage("not written");
		assertThat(this.measured).doesNotContain("doer SUCCESS");
	}

	@Test
	void requestWhoseOutcomeIsKeptIsNotForwarded() {
		Writing writing = new Writing();
		writing.wanted = true;
		writing.written.complete(null);
		ActorRef<Front> front = start(Dispatcher.VIRTUAL,
				(builder) -> builder.interceptors((spec, protocol) -> spec.name().equals("front") ? writing : null));
		assertThat(failure(front.ask(passTo(doer(), (context) -> "done"), LONG)))
			.hasRootCauseMessage("front cannot forward Pass: its outcome is kept here, so it has to be answered from "
					+ "here. Use ask, and return its future");
	}

	@Test
	void stepsOfADrivenSystemForwardToo() throws Exception {
		DrivenSteps steps = new DrivenSteps();
		ActorSystem driven = ActorSystem.builder()
			.scheduler(steps)
			.actor(ActorSpec.of("front", Front.class, Front::new))
			.actor(Doer.spec())
			.build();
		steps.runWhile(driven::start);
		CompletableFuture<Object> asked = driven.actor(Front.class)
			.ask(passTo(driven.actor(Doer.class), (context) -> "done"));
		steps.runAll();
		assertThat(asked).isCompletedWithValue("done");
		steps.runWhile(driven::close);
	}

	record Pass(Front.Passing passing) implements Request<Front, Object> {

	}

	/**
	 * Forwards as it is told.
	 */
	static class Front {

		@FunctionalInterface
		interface Passing {

			CompletionStage<Object> pass(ActorContext<Front> context);

		}

		@FunctionalInterface
		interface Task {

			void run(ActorContext<Front> context);

		}

		record Meanwhile(Passing passing) implements Request<Front, Object> {

		}

		record Direct(Passing passing) implements Request<Front, Object> {

		}

		record Plain(Task task) implements Message<Front> {

		}

		record GetIncarnation() implements Request<Front, Integer> {

		}

		private final ActorContext<Front> context;

		Front(ActorContext<Front> context) {
			this.context = context;
		}

		@Receive
		CompletionStage<Object> pass(Pass message) {
			return message.passing().pass(this.context);
		}

		@Receive(interleave = true)
		CompletionStage<Object> meanwhile(Meanwhile message) {
			return message.passing().pass(this.context);
		}

		@Receive
		Object direct(Direct message) {
			return message.passing().pass(this.context);
		}

		@Receive
		void plain(Plain message) {
			message.task().run(this.context);
		}

		@Receive
		int incarnation(GetIncarnation message) {
			return this.context.incarnation();
		}

	}

	interface Helper {

	}

	record Help(String with) implements Request<Helper, String> {

	}

	static class Reception implements Helper {

		record Open(ActorRef<Desk> desk) implements Request<Reception, Boolean> {

		}

		private final ActorContext<Reception> context;

		private @Nullable ActorRef<Desk> desk;

		Reception(ActorContext<Reception> context) {
			this.context = context;
		}

		@Receive
		boolean open(Open message) {
			this.desk = message.desk();
			return true;
		}

		@Receive
		CompletionStage<String> help(Help message) {
			return this.context.forward(this.desk, message);
		}

	}

	static class Desk implements Helper {

		@Receive
		String help(Help message) {
			return "help with " + message.with();
		}

	}

	static class Source {

		record Follow() implements Request<Source, Flow.Publisher<Integer>> {

		}

		record Emit(int item) implements Message<Source> {

		}

		private final ActorContext<Source> context;

		private @Nullable ReplyStream<Integer> stream;

		Source(ActorContext<Source> context) {
			this.context = context;
		}

		@Receive
		Flow.Publisher<Integer> follow(Follow message) {
			this.stream = this.context.stream(10);
			return this.stream;
		}

		@Receive
		void emit(Emit message) {
			this.stream.emit(message.item());
		}

	}

	static class Proxy {

		record Follow(ActorRef<Source> source) implements Request<Proxy, Flow.Publisher<Integer>> {

		}

		private final ActorContext<Proxy> context;

		Proxy(ActorContext<Proxy> context) {
			this.context = context;
		}

		@Receive
		CompletionStage<Flow.Publisher<Integer>> follow(Follow message) {
			return this.context.forward(message.source(), new Source.Follow());
		}

	}

	/**
	 * A ref that the engine does not know.
	 *
	 * @param actor the actor
	 */
	private record Wrapped(ActorRef<Doer> actor) implements ActorRef<Doer> {

		@Override
		public String path() {
			return this.actor.path();
		}

		@Override
		public void tell(Message<? super Doer> message) {
			this.actor.tell(message);
		}

		@Override
		public Delivery send(Message<? super Doer> message) {
			return this.actor.send(message);
		}

		@Override
		public boolean tryTell(Message<? super Doer> message) {
			return this.actor.tryTell(message);
		}

		@Override
		public <R extends @Nullable Object> CompletableFuture<R> ask(Request<? super Doer, R> request) {
			return this.actor.ask(request);
		}

		@Override
		public <R extends @Nullable Object> CompletableFuture<R> ask(Request<? super Doer, R> request,
				Duration timeout) {
			return this.actor.ask(request, timeout);
		}

		@Override
		public <R extends @Nullable Object> R call(Request<? super Doer, R> request) {
			return this.actor.call(request);
		}

		@Override
		public <R extends @Nullable Object> R call(Request<? super Doer, R> request, Duration timeout) {
			return this.actor.call(request, timeout);
		}

	}

	private record Measured(String actor, Queue<String> heard) implements MessageProbe {

		@Override
		public void handled(TurnOutcome outcome, long nanos) {
			this.heard.add(this.actor + " " + outcome);
		}

		@Override
		public void asked(AskOutcome outcome, long nanos) {
			this.heard.add(this.actor + " asked " + outcome);
		}

	}

	/**
	 * Keeps back what leaves until it is written.
	 */
	private static final class Writing implements ActorInterceptor {

		private final CompletableFuture<Void> written = new CompletableFuture<>();

		private final Queue<String> ends = new ConcurrentLinkedQueue<>();

		private volatile boolean wanted;

		@Override
		public CompletionStage<?> beforeSend(ActorHandle actor) {
			return this.written;
		}

		@Override
		public void turnEnded(ActorHandle actor, Message<?> message, TurnEnd end) {
			this.ends.add(end.getClass().getSimpleName());
		}

		@Override
		public boolean wantsReply(ActorHandle actor, Request<?, ?> request) {
			return this.wanted;
		}

	}

}
