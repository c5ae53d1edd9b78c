package dev.actorspring.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.AskTimeoutException;
import dev.actorspring.Becomes;
import dev.actorspring.Dispatcher;
import dev.actorspring.Handling;
import dev.actorspring.MailboxFullException;
import dev.actorspring.MailboxSpec;
import dev.actorspring.Message;
import dev.actorspring.OnEntry;
import dev.actorspring.Overflow;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.States;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorStartException;
import dev.actorspring.system.NodeSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Actors whose handlers depend on a state.
 */
class StateMachineTests extends SystemTest {

	private final List<String> log = Kiosk.log();

	private ActorRef<Kiosk> startKiosk() {
		return startKiosk(kiosk());
	}

	private ActorSpec<Kiosk> kiosk() {
		return ActorSpec.of("kiosk", Kiosk.class, (context) -> new Kiosk(context, this.log));
	}

	private ActorRef<Kiosk> startKiosk(ActorSpec<Kiosk> spec) {
		start((builder) -> builder.timeSource(this.time).actor(spec));
		return this.system.actor(Kiosk.class);
	}

	private NodeSnapshot.Actor snapshot() {
		return (NodeSnapshot.Actor) this.system.find("kiosk").orElseThrow();
	}

	private String state(ActorRef<Kiosk> kiosk) {
		return kiosk.call(new Kiosk.WhereAreYou());
	}

	@Test
	void stateIsNotEnteredByATurnThatHasCrashed() {
		start((builder) -> builder.actor(ActorSpec.of("fuse", Fuse.class, Fuse::new)));
		assertThat(failure(this.system.actor(Fuse.class).ask(new Fuse.Blow(this.log))))
			.isInstanceOf(ActorCrashedException.class)
			.rootCause()
			.hasMessage("before");
		assertThat(this.log).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void whatIsPostponedIsHandledInItsOrderWhenTheStateHasChanged(Dispatcher dispatcher) {
		ActorRef<Kiosk> kiosk = startKiosk(kiosk().withDispatcher(dispatcher));
		CompletableFuture<String> tea = kiosk.ask(new Kiosk.Buy("tea"));
		kiosk.tell(new Kiosk.Order(1));
		CompletableFuture<String> cake = kiosk.ask(new Kiosk.Buy("cake"));
		kiosk.tell(new Kiosk.Order(2));
		assertThat(kiosk.ask(new Kiosk.WhereAreYou()).join()).isEqualTo("Closed");
		assertThat(tea).isNotDone();
		assertThat(snapshot().depth()).isEqualTo(4);
		assertThat(snapshot().postponed()).isEqualTo(4);
		assertThat(snapshot().handled()).isEqualTo(1);
		assertThat(snapshot().currentState()).isEqualTo("Closed");
		kiosk.tell(new Kiosk.Open(9));
		kiosk.tell(new Kiosk.Order(3));
		assertThat(tea.join()).isEqualTo("tea");
		assertThat(cake.join()).isEqualTo("cake");
		assertThat(kiosk.ask(new Kiosk.WhereAreYou()).join()).isEqualTo("Opened");
		await().untilAsserted(() -> assertThat(this.log).containsExactly("open", "opened with 9", "sold tea",
				"order 1 in Opened", "sold cake", "order 2 in Opened", "order 3 in Opened"));
		await().untilAsserted(() -> assertThat(snapshot().depth()).isZero());
		assertThat(snapshot().handled()).isEqualTo(8);
	}

	@Test
	void whatIsPostponedAgainStaysBeforeTheRest() {
		ActorRef<Kiosk> kiosk = startKiosk();
		List<CompletableFuture<String>> sold = List.of(kiosk.ask(new Kiosk.Buy("a")), kiosk.ask(new Kiosk.Buy("b")),
				kiosk.ask(new Kiosk.Buy("c")));
		kiosk.tell(new Kiosk.Open(1));
		assertThat(sold.get(0).join()).isEqualTo("a");
		assertThat(state(kiosk)).isEqualTo("Empty");
		kiosk.tell(new Kiosk.Open(1));
		assertThat(sold.get(1).join()).isEqualTo("b");
		assertThat(sold.get(2)).isNotDone();
		kiosk.tell(new Kiosk.Open(1));
		assertThat(sold.get(2).join()).isEqualTo("c");
	}

	@Test
	void ageOfWhatIsPostponedIsThatOfItsSending() {
		ActorRef<Kiosk> kiosk = startKiosk();
		CompletableFuture<String> tea = kiosk.ask(new Kiosk.Buy("tea"), Duration.ofDays(1));
		assertThat(state(kiosk)).isEqualTo("Closed");
		this.time.advance(Duration.ofSeconds(10));
		await().untilAsserted(() -> assertThat(snapshot().oldestMessageAge()).isGreaterThan(Duration.ofSeconds(9)));
		kiosk.tell(new Kiosk.Open(0));
		await().until(() -> state(kiosk).equals("Empty"));
		assertThat(snapshot().oldestMessageAge()).isGreaterThan(Duration.ofSeconds(9));
		assertThat(tea).isNotDone();
	}

	@Test
	void declaredExceptionInAStateIsAnAnswer() {
		ActorRef<Kiosk> kiosk = startKiosk();
		kiosk.tell(new Kiosk.Open(2));
		assertThat(failure(kiosk.ask(new Kiosk.Buy("lemon")))).isInstanceOf(IOException.class);
		assertThat(state(kiosk)).isEqualTo("Opened");
		assertThat(snapshot().restarts()).isZero();
	}

	@Test
	void ofWhatIsIgnoredNothingBecomes() {
		ActorRef<Kiosk> kiosk = startKiosk();
		kiosk.tell(new Kiosk.Knock());
		kiosk.tell(new Kiosk.Open(2));
		kiosk.tell(new Kiosk.Knock());
		assertThat(state(kiosk)).isEqualTo("Opened");
		assertThat(this.log).containsExactly("knock", "open", "opened with 2");
		assertThat(events(ActorEvent.DeadLetter.class)).isEmpty();
	}

	@Test
	void stateTimeoutComesUnlessTheStateHasChanged() {
		ActorRef<Kiosk> kiosk = startKiosk();
		kiosk.tell(new Kiosk.Open(0));
		assertThat(state(kiosk)).isEqualTo("Empty");
		this.time.advance(Duration.ofMillis(1_100));
		await().until(() -> state(kiosk).equals("Opened"));
		kiosk.tell(new Kiosk.Open(0));
		kiosk.tell(new Kiosk.Close());
		assertThat(state(kiosk)).isEqualTo("Closed");
		this.time.advance(Duration.ofMillis(1_100));
		kiosk.call(new Kiosk.Leap(new Kiosk(fake(), this.log).closed()));
		assertThat(this.log).containsExactly("open", "empty", "open", "opened with 2", "open", "empty");
	}

	private static ActorContext<Kiosk> fake() {
		return Fakes.context();
	}

	@Test
	void crashKeepsWhatIsPostponedForTheNextIncarnation() {
		ActorRef<Kiosk> kiosk = startKiosk();
		CompletableFuture<String> tea = kiosk.ask(new Kiosk.Buy("tea"));
		kiosk.tell(new Kiosk.Order(1));
		kiosk.tell(new Kiosk.Crash());
		await().until(() -> snapshot().incarnation() == 2);
		assertThat(state(kiosk)).isEqualTo("Closed");
		assertThat(snapshot().postponed()).isEqualTo(2);
		kiosk.tell(new Kiosk.Open(3));
		assertThat(tea.join()).isEqualTo("tea");
		await().untilAsserted(
				() -> assertThat(this.log).containsExactly("open", "opened with 3", "sold tea", "order 1 in Opened"));
	}

	@Test
	void requestThatIsPostponedExpires() {
		ActorRef<Kiosk> kiosk = startKiosk();
		CompletableFuture<String> tea = kiosk.ask(new Kiosk.Buy("tea"), Duration.ofSeconds(2));
		assertThat(state(kiosk)).isEqualTo("Closed");
		await().until(() -> snapshot().handling() == null);
		this.time.advance(Duration.ofSeconds(3));
		assertThat(failure(tea)).isInstanceOf(AskTimeoutException.class)
			.hasMessageContaining("idle in the state Closed, 1 message waiting");
		assertThat(snapshot().depth()).isZero();
		kiosk.tell(new Kiosk.Open(3));
		assertThat(state(kiosk)).isEqualTo("Opened");
		assertThat(this.log).containsExactly("open", "opened with 3");
	}

	@Test
	void requestsThatArePostponedAndCancelledAreNotKept() {
		ActorRef<Kiosk> kiosk = startKiosk(kiosk().withMailboxCapacity(10));
		for (int i = 0; i < 1_000; i++) {
			CompletableFuture<String> tea = kiosk.ask(new Kiosk.Buy("tea"));
			assertThat(state(kiosk)).isEqualTo("Closed");
			assertThat(snapshot().postponed()).isEqualTo(1);
			tea.cancel(false);
			assertThatExceptionOfType(CancellationException.class).isThrownBy(tea::join);
			assertThat(snapshot().depth()).isZero();
		}
		kiosk.tell(new Kiosk.Open(3));
		assertThat(state(kiosk)).isEqualTo("Opened");
		assertThat(this.log).containsExactly("open", "opened with 3");
	}

	@Test
	void whatIsPostponedWhenTheActorEndsForGoodIsAnsweredSo() {
		ActorRef<Kiosk> kiosk = startKiosk();
		CompletableFuture<String> tea = kiosk.ask(new Kiosk.Buy("tea"));
		kiosk.tell(new Kiosk.Order(1));
		assertThat(state(kiosk)).isEqualTo("Closed");
		this.system.operations("kiosk").orElseThrow().terminate();
		assertThat(failure(tea)).isInstanceOfSatisfying(ActorTerminatedException.class,
				(ex) -> assertThat(ex.getHandling()).isEqualTo(Handling.NOT_HANDLED));
		await().untilAsserted(() -> assertThat(events(ActorEvent.DeadLetter.class)).singleElement()
			.satisfies((letter) -> assertThat(letter.message()).isEqualTo(new Kiosk.Order(1)))
			.satisfies((letter) -> assertThat(letter.reason()).isEqualTo(ActorEvent.DeadLetter.Reason.TERMINATED)));
	}

	@Test
	void whatIsPostponedBeyondTheBoundIsRefusedAndTheMailboxStaysOpen() {
		ActorRef<Kiosk> kiosk = startKiosk(kiosk().withMailboxCapacity(2));
		List<CompletableFuture<String>> kept = List.of(kiosk.ask(new Kiosk.Buy("a")), ask(kiosk, "b"));
		assertThat(failure(ask(kiosk, "c"))).isInstanceOf(MailboxFullException.class);
		kiosk.tell(new Kiosk.Order(1));
		assertThat(state(kiosk)).isEqualTo("Closed");
		assertThat(events(ActorEvent.DeadLetter.class)).singleElement()
			.satisfies((letter) -> assertThat(letter.reason()).isEqualTo(ActorEvent.DeadLetter.Reason.MAILBOX_FULL));
		kiosk.tell(new Kiosk.Open(9));
		assertThat(kept).extracting(CompletableFuture::join).containsExactly("a", "b");
	}

	private CompletableFuture<String> ask(ActorRef<Kiosk> kiosk, String item) {
		assertThat(state(kiosk)).isEqualTo("Closed");
		return kiosk.ask(new Kiosk.Buy(item));
	}

	@Test
	void dropOldestDropsTheOldestOfWhatIsPostponed() {
		ActorRef<Kiosk> kiosk = startKiosk(
				kiosk().withMailbox(MailboxSpec.DEFAULT.withCapacity(2).withOverflow(Overflow.DROP_OLDEST)));
		CompletableFuture<String> oldest = kiosk.ask(new Kiosk.Buy("a"));
		CompletableFuture<String> second = ask(kiosk, "b");
		CompletableFuture<String> third = ask(kiosk, "c");
		assertThat(failure(oldest)).isInstanceOf(MailboxFullException.class);
		kiosk.tell(new Kiosk.Open(9));
		assertThat(second.join()).isEqualTo("b");
		assertThat(third.join()).isEqualTo("c");
	}

	@Test
	void interleavedHandlerChangesTheStateOfATurnThatWaits() {
		ActorRef<Kiosk> kiosk = startKiosk();
		CompletableFuture<Void> future = new CompletableFuture<>();
		CompletableFuture<String> tea = kiosk.ask(new Kiosk.Buy("tea"), Duration.ofDays(1));
		CompletableFuture<String> waiting = kiosk.ask(new Kiosk.WaitFor(future), Duration.ofDays(1));
		assertThat(state(kiosk)).isEqualTo("Closed");
		kiosk.tell(new Kiosk.Open(3));
		assertThat(state(kiosk)).isEqualTo("Opened");
		assertThat(this.log).containsExactly("open", "opened with 3");
		assertThat(tea).isNotDone();
		future.complete(null);
		assertThat(waiting.join()).isEqualTo("Opened");
		assertThat(tea.join()).isEqualTo("tea");
	}

	@Test
	void keyedActorIsKeptWhileSomethingIsPostponed() {
		start((builder) -> builder.timeSource(this.time)
			.actor(ActorSpec.keyed("kiosk", Kiosk.class, (context) -> new Kiosk(context, this.log))
				.withPassivateAfter(Duration.ofSeconds(1))));
		ActorRef<Kiosk> kiosk = this.system.keyed(Kiosk.class).get("a");
		CompletableFuture<String> tea = kiosk.ask(new Kiosk.Buy("tea"), Duration.ofDays(1));
		assertThat(state(kiosk)).isEqualTo("Closed");
		for (int i = 0; i < 10; i++) {
			this.time.advance(Duration.ofSeconds(1));
			assertThat(((NodeSnapshot.Family) this.system.find("kiosk").orElseThrow()).active()).isOne();
		}
		kiosk.tell(new Kiosk.Open(3));
		assertThat(tea.join()).isEqualTo("tea");
		await().untilAsserted(() -> {
			this.time.advance(Duration.ofSeconds(1));
			assertThat(((NodeSnapshot.Family) this.system.find("kiosk").orElseThrow()).active()).isZero();
		});
	}

	@Test
	void stateThatIsNotDeclaredCannotFollow() {
		ActorRef<Kiosk> kiosk = startKiosk();
		Kiosk other = new Kiosk(Fakes.context(), this.log);
		assertThat(failure(kiosk.ask(new Kiosk.Leap(other.new Empty())))).isInstanceOf(ActorCrashedException.class)
			.cause()
			.isInstanceOf(IllegalStateException.class)
			.hasMessage("Kiosk.leap(Leap) becomes Empty, but does not say so: annotate it with "
					+ "@Becomes({ Closed.class, Empty.class }), with which the states are checked and drawn");
	}

	@Test
	void whatIsNoStateCannotFollow() {
		ActorRef<Kiosk> kiosk = startKiosk();
		assertThat(failure(kiosk.ask(new Kiosk.Leap("nowhere")))).cause()
			.isInstanceOf(IllegalArgumentException.class)
			.hasMessage("java.lang.String is no state of kiosk, whose states are Closed, Opened, Empty");
	}

	@Test
	void actorMustChooseItsFirstState() {
		assertThatExceptionOfType(ActorStartException.class)
			.isThrownBy(() -> start(
					(builder) -> builder.actor(ActorSpec.of("loop", Loop.class, (context) -> new Loop(context, null)))))
			.havingCause()
			.withMessage("loop has not chosen its first state: call context.become(...) with one of "
					+ "Turning, Quiet, Failing in the constructor of Loop");
	}

	@Test
	void firstStateIsOneOfThoseThatAreDeclared() {
		assertThatExceptionOfType(ActorStartException.class)
			.isThrownBy(() -> start((builder) -> builder
				.actor(ActorSpec.of("loop", Loop.class, (context) -> new Loop(context, new Loop.Failing(context))))))
			.havingCause()
			.withMessage("loop begins in Failing, but its @States say that it begins in [Turning, Quiet]");
	}

	@Test
	void entriesThatFollowEachOtherForEverFailTheStart() {
		assertThatExceptionOfType(ActorStartException.class)
			.isThrownBy(() -> start((builder) -> builder
				.actor(ActorSpec.of("loop", Loop.class, (context) -> new Loop(context, new Loop.Turning(context))))))
			.havingCause()
			.withMessage("loop has come into 100 states one after another, each at the entry of the one before, "
					+ "the last into Turning: let one of them wait for a message");
	}

	@Test
	void failureAtEntryIsACrashThoughTheHandlerHasAnswered() {
		start((builder) -> builder
			.actor(ActorSpec.of("loop", Loop.class, (context) -> new Loop(context, new Loop.Quiet()))));
		ActorRef<Loop> loop = this.system.actor(Loop.class);
		assertThat(failure(loop.ask(new Loop.Fail()))).isInstanceOf(ActorCrashedException.class)
			.hasRootCauseMessage("at entry");
		assertThat(loop.ask(new Loop.Which()).join()).isEqualTo("Quiet");
	}

	@Test
	void stateThatTheTurnHasLeftAgainIsNotEntered() {
		start((builder) -> builder
			.actor(ActorSpec.of("loop", Loop.class, (context) -> new Loop(context, new Loop.Quiet()))));
		ActorRef<Loop> loop = this.system.actor(Loop.class);
		assertThat(loop.ask(new Loop.Pass()).join()).isEqualTo("passed");
		assertThat(loop.ask(new Loop.Which()).join()).isEqualTo("Quiet");
	}

	@Test
	void onlyAHandlerCanChangeTheState() {
		ActorContext<?>[] leaked = new ActorContext<?>[1];
		start((builder) -> builder.actor(ActorSpec.of("loop", Loop.class, (context) -> {
			leaked[0] = context;
			return new Loop(context, new Loop.Quiet());
		})));
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> leaked[0].become(new Loop.Quiet()))
			.withMessage("Only a handler of loop can change its state");
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> leaked[0].postpone())
			.withMessage("Only a handler of loop can postpone, and only the message that it handles");
	}

	@Test
	void actorWithoutStatesPutsAsideByHand() {
		start((builder) -> builder.actor(ActorSpec.of("shelf", Shelf.class, Shelf::new)));
		ActorRef<Shelf> shelf = this.system.actor(Shelf.class);
		List<CompletableFuture<Integer>> all = List.of(shelf.ask(new Shelf.Get(1)), shelf.ask(new Shelf.Get(2)));
		assertThat(shelf.ask(new Shelf.IsReady()).join()).isFalse();
		shelf.tell(new Shelf.Ready());
		assertThat(all).extracting(CompletableFuture::join).containsExactly(11, 12);
		assertThat(failure(shelf.ask(new Shelf.Become()))).cause()
			.hasMessage("shelf has no states: annotate Shelf with @States");
		CompletableFuture<Integer> afterCrash = shelf.ask(new Shelf.Get(3));
		assertThat(shelf.ask(new Shelf.IsReady()).join()).isFalse();
		shelf.tell(new Shelf.Ready());
		assertThat(afterCrash.join()).isEqualTo(13);
	}

	/**
	 * An actor whose states do what they should not.
	 */
	@States(value = Loop.Where.class, first = { Loop.Turning.class, Loop.Quiet.class })
	static class Loop {

		private final ActorContext<Loop> context;

		record Fail() implements Request<Loop, String> {

		}

		record Pass() implements Request<Loop, String> {

		}

		record Which() implements Request<Loop, String> {

		}

		sealed interface Where {

		}

		Loop(ActorContext<Loop> context, Where first) {
			this.context = context;
			if (first != null) {
				context.become(first);
			}
		}

		@Receive
		@Becomes(Failing.class)
		String fail(Fail fail) {
			this.context.become(new Failing(this.context));
			return "answered";
		}

		@Receive
		@Becomes({ Failing.class, Quiet.class })
		String pass(Pass pass) {
			this.context.become(new Failing(this.context));
			this.context.become(new Quiet());
			return "passed";
		}

		@Receive
		String which(Which which) {
			return this.context.state().getClass().getSimpleName();
		}

		record Turning(ActorContext<Loop> context) implements Where {

			@OnEntry
			@Becomes(Turning.class)
			void enter() {
				this.context.become(this);
			}

		}

		record Quiet() implements Where {

		}

		record Failing(ActorContext<Loop> context) implements Where {

			@OnEntry
			void enter() {
				throw new IllegalArgumentException("at entry");
			}

		}

	}

	/**
	 * Changes its state, and crashes in the same turn.
	 */
	@States(Fuse.Phase.class)
	static class Fuse {

		record Blow(List<String> log) implements Request<Fuse, String> {

		}

		sealed interface Phase {

		}

		record Whole(ActorContext<Fuse> context) implements Phase {

			@Receive
			@Becomes(Blown.class)
			String blow(Blow blow) {
				this.context.become(new Blown(blow.log()));
				throw new IllegalStateException("before");
			}

		}

		record Blown(List<String> log) implements Phase {

			@OnEntry
			void enter() {
				this.log.add("entered");
				throw new IllegalStateException("at entry");
			}

			@Receive
			String blow(Blow blow) {
				return "blown";
			}

		}

		Fuse(ActorContext<Fuse> context) {
			context.become(new Whole(context));
		}

	}

	/**
	 * An actor that keeps its state in a field.
	 */
	static class Shelf {

		private final ActorContext<Shelf> context;

		private boolean ready;

		record Get(int what) implements Request<Shelf, Integer> {

		}

		record Ready() implements Message<Shelf> {

		}

		record IsReady() implements Request<Shelf, Boolean> {

		}

		record Become() implements Request<Shelf, Boolean> {

		}

		Shelf(ActorContext<Shelf> context) {
			this.context = context;
		}

		@Receive
		int get(Get request) {
			if (!this.ready) {
				throw this.context.postpone();
			}
			return 10 + request.what();
		}

		@Receive
		void ready(Ready message) {
			this.ready = true;
			this.context.handlePostponed();
		}

		@Receive
		boolean isReady(IsReady query) {
			return this.ready;
		}

		@Receive
		boolean become(Become request) {
			this.context.become("ready");
			return true;
		}

	}

}
