package dev.actorspring.test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorInBackoffException;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.AskTimeoutException;
import dev.actorspring.Delivery;
import dev.actorspring.Dispatcher;
import dev.actorspring.MailboxFullException;
import dev.actorspring.MailboxSpec;
import dev.actorspring.Message;
import dev.actorspring.Overflow;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorEvent.DeadLetter;
import dev.actorspring.system.ActorStartException;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Each fault comes to actors of each kind, and what comes of it is what would come if
 * they failed by themselves.
 */
class FaultsTests {

	@AutoClose
	private final TestActors actors = TestActors.start((builder) -> {
		for (Dispatcher dispatcher : Dispatcher.values()) {
			builder.actor(spec("till-" + dispatcher).withDispatcher(dispatcher));
			builder.actor(ActorSpec.keyed("tills-" + dispatcher, Till.class, Till::new).withDispatcher(dispatcher));
		}
		return builder.actor(spec("newest").withMailbox(MailboxSpec.DEFAULT.withOverflow(Overflow.DROP_OLDEST)))
			.actor(spec("other"));
	});

	private final Faults faults = this.actors.faults();

	private final ActorRef<Till> till = ref("till-VIRTUAL");

	private static ActorSpec<Till> spec(String name) {
		return ActorSpec.of(name, Till.class, Till::new);
	}

	private ActorRef<Till> ref(String name) {
		return this.actors.system().actor(name, Till.class);
	}

	static Stream<Arguments> kinds() {
		return Stream.of(Dispatcher.values())
			.flatMap((dispatcher) -> Stream.of(Kind.values()).map((kind) -> Arguments.of(kind, dispatcher)));
	}

	private ActorRef<Till> ref(Kind kind, Dispatcher dispatcher) {
		return switch (kind) {
			case PLAIN -> ref("till-" + dispatcher);
			case KEYED -> this.actors.system().keyed("tills-" + dispatcher, Till.class).get("a");
			case SPAWNED -> this.actors.system().spawn(spec("spawned").withDispatcher(dispatcher));
		};
	}

	private static Throwable failure(CompletableFuture<?> reply) {
		assertThat(reply).isCompletedExceptionally();
		return reply.exceptionNow();
	}

	private <R> CompletableFuture<R> asked(ActorRef<Till> actor, Request<Till, R> request) {
		CompletableFuture<R> reply = actor.ask(request, Duration.ofMinutes(1));
		this.actors.awaitQuiet();
		return reply;
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void crashNext_crashesOnce(Kind kind, Dispatcher dispatcher) {
		ActorRef<Till> actor = ref(kind, dispatcher);
		Fault fault = this.faults.on(actor).crashNext();
		assertThat(fault.isOver()).isFalse();
		assertThat(failure(asked(actor, new Put(5)))).isInstanceOf(ActorCrashedException.class)
			.hasMessage(actor.path() + " crashed while handling Put: FaultException")
			.cause()
			.isInstanceOf(FaultException.class)
			.hasMessage(actor.path() + " crashes before Put, as the test wants");
		assertThat(fault.isOver()).isTrue();
		assertThat(fault.times()).isOne();
		assertThat(this.actors.ask(actor, new Put(5))).isEqualTo(5);
		assertThat(this.actors.events(ActorEvent.Restarted.class)).singleElement()
			.satisfies((event) -> assertThat(event.path()).isEqualTo(actor.path()));
		assertThat(this.actors.events(DeadLetter.class)).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void crashNext_comesWithATellToo(Kind kind, Dispatcher dispatcher) {
		ActorRef<Till> actor = ref(kind, dispatcher);
		this.faults.on(actor).crashNext(new ArithmeticException("broken"));
		actor.tell(new Add(5));
		actor.tell(new Add(6));
		assertThat(this.actors.ask(actor, new Sum())).isEqualTo(6);
		assertThat(this.actors.events(ActorEvent.Restarted.class)).hasSize(1);
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void crashAfterNext_losesTheReplyOfWhatIsDone(Kind kind, Dispatcher dispatcher) {
		ActorRef<Till> actor = ref(kind, dispatcher);
		Fault fault = this.faults.on(actor).crashAfterNext();
		assertThat(failure(asked(actor, new Forward(this.till, 3)))).isInstanceOf(ActorCrashedException.class)
			.hasRootCauseMessage(actor.path() + " crashes after Forward, as the test wants");
		assertThat(fault.times()).isOne();
		if (actor != this.till) {
			assertThat(this.actors.ask(this.till, new Sum())).as("what it has sent").isEqualTo(3);
		}
	}

	@Test
	void crashAfterNext_waitsForAHandlerThatReturns() {
		Fault fault = this.faults.on(this.till).crashAfterNext(new IllegalStateException("afterwards"));
		assertThat(failure(asked(this.till, new Take(1)))).isInstanceOf(TooLittle.class);
		assertThat(fault.times()).isZero();
		assertThat(failure(asked(this.till, new Sum()))).hasRootCauseMessage("afterwards");
	}

	@Test
	void faultOfOneType_leavesOthersAlone() {
		Fault fault = this.faults.on(this.till).only(Put.class).crashNext(new TooLittle());
		assertThat(this.actors.ask(this.till, new Sum())).isZero();
		assertThat(failure(asked(this.till, new Put(1)))).isInstanceOf(ActorCrashedException.class)
			.hasCauseInstanceOf(TooLittle.class);
		assertThat(fault.times()).isOne();
		this.faults.on(this.till).only(Sum.class).dropReplies();
		assertThat(this.actors.ask(this.till, new Put(1))).isEqualTo(1);
		assertThat(asked(this.till, new Sum())).isNotDone();
	}

	@Test
	void crashesComeOneAfterAnother() {
		this.faults.on(this.till).crashNext(new IllegalStateException("first"));
		this.faults.on("till-VIRTUAL").crashNext(new IllegalStateException("second"));
		assertThat(failure(asked(this.till, new Sum()))).hasRootCauseMessage("first");
		assertThat(failure(asked(this.till, new Sum()))).hasRootCauseMessage("second");
		assertThat(this.actors.ask(this.till, new Sum())).isZero();
	}

	@Test
	void crashComesWithWhatATimerSends() {
		this.actors.ask(this.till, new AddLater(Duration.ofHours(1), 7));
		Fault fault = this.faults.on(this.till).only(Add.class).crashNext();
		this.actors.advance(Duration.ofHours(1));
		assertThat(fault.times()).isOne();
		assertThat(this.actors.events(ActorEvent.Restarted.class)).hasSize(1);
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void delayedReplies_comeWithTheTime(Kind kind, Dispatcher dispatcher) {
		ActorRef<Till> actor = ref(kind, dispatcher);
		Fault fault = this.faults.on(actor).delayReplies(Duration.ofSeconds(20));
		CompletableFuture<Integer> first = asked(actor, new Put(1));
		CompletableFuture<Integer> declined = asked(actor, new Take(9));
		CompletableFuture<Integer> promised = asked(actor, new Later());
		actor.tell(new Add(1));
		this.actors.advance(Duration.ofSeconds(19));
		assertThat(List.of(first, declined, promised)).noneMatch(CompletableFuture::isDone);
		fault.close();
		assertThat(this.actors.ask(actor, new Sum())).as("it has gone on").isEqualTo(2);
		this.actors.advance(Duration.ofSeconds(1));
		assertThat(first.join()).isEqualTo(1);
		assertThat(failure(declined)).isInstanceOf(TooLittle.class);
		assertThat(promised.join()).isEqualTo(8);
		assertThat(fault.times()).isEqualTo(3);
	}

	@Test
	void delayThatIsTooLong_isATimeout() {
		this.faults.on(this.till).delayReplies(Duration.ofMinutes(2));
		CompletableFuture<Integer> reply = asked(this.till, new Put(1));
		this.actors.advance(Duration.ofMinutes(1));
		assertThat(failure(reply)).isInstanceOf(AskTimeoutException.class)
			.hasMessageContaining("did not answer Put within 60s");
		this.actors.advance(Duration.ofMinutes(2));
		assertThat(this.actors.events(DeadLetter.class)).singleElement()
			.satisfies((letter) -> assertThat(letter.reason()).isEqualTo(DeadLetter.Reason.LATE_REPLY));
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void droppedReplies_areTimeoutsOfWhatIsDone(Kind kind, Dispatcher dispatcher) {
		ActorRef<Till> actor = ref(kind, dispatcher);
		Fault fault = this.faults.on(actor).dropReplies();
		CompletableFuture<Integer> lost = asked(actor, new Put(5));
		fault.close();
		assertThat(this.actors.ask(actor, new Sum())).isEqualTo(5);
		this.actors.advance(Duration.ofMinutes(1));
		assertThat(failure(lost)).isInstanceOf(AskTimeoutException.class)
			.hasMessageStartingWith(actor.path() + " did not answer Put within 60s");
		assertThat(fault.times()).isOne();
		assertThat(this.actors.events(DeadLetter.class)).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void mailboxIsFull(Kind kind, Dispatcher dispatcher) {
		ActorRef<Till> actor = ref(kind, dispatcher);
		Fault fault = this.faults.on(actor).refuse();
		assertThat(failure(asked(actor, new Sum()))).isInstanceOf(MailboxFullException.class)
			.hasMessageStartingWith(actor.path() + " refused Sum: its mailbox is full: ")
			.extracting((refusal) -> ((MailboxFullException) refusal).getReason())
			.isEqualTo(MailboxFullException.Reason.FULL);
		assertThat(actor.send(new Add(1))).isEqualTo(Delivery.MAILBOX_FULL);
		assertThat(actor.tryTell(new Add(1))).isFalse();
		actor.tell(new Add(1));
		assertThat(reasons()).containsExactly(DeadLetter.Reason.MAILBOX_FULL);
		assertThat(fault.times()).isEqualTo(4);
		assertThat(ref("other").send(new Add(1))).isEqualTo(Delivery.ACCEPTED);
		fault.close();
		assertThat(this.actors.ask(actor, new Sum())).isZero();
	}

	@Test
	void fullMailbox_takesWhatTheActorSendsItself() {
		this.actors.ask(this.till, new AddLater(Duration.ofHours(1), 7));
		Fault fault = this.faults.on(this.till).refuse();
		this.actors.advance(Duration.ofHours(1));
		fault.close();
		assertThat(this.actors.ask(this.till, new Sum())).isEqualTo(7);
	}

	@Test
	void fullMailbox_thatDropsTheOldest_dropsIt() {
		ActorRef<Till> newest = ref("newest");
		CountDownLatch latch = new CountDownLatch(1);
		newest.tell(new Await(latch));
		newest.tell(new Add(1));
		this.actors.awaitQuiet();
		Fault fault = this.faults.on(newest).refuse();
		assertThat(newest.send(new Add(10))).isEqualTo(Delivery.ACCEPTED);
		fault.close();
		latch.countDown();
		assertThat(this.actors.ask(newest, new Sum())).isEqualTo(10);
		assertThat(this.actors.events(DeadLetter.class)).singleElement().satisfies((letter) -> {
			assertThat(letter.message()).isEqualTo(new Add(1));
			assertThat(letter.reason()).isEqualTo(DeadLetter.Reason.DROPPED);
		});
	}

	@Test
	void fullMailbox_thatDropsTheOldest_dropsWhatComesIfNothingWaits() {
		ActorRef<Till> newest = ref("newest");
		this.faults.on(newest).refuse();
		assertThat(failure(asked(newest, new Sum()))).isInstanceOf(MailboxFullException.class)
			.extracting((refusal) -> ((MailboxFullException) refusal).getReason())
			.isEqualTo(MailboxFullException.Reason.DROPPED);
		assertThat(newest.send(new Add(1))).isEqualTo(Delivery.ACCEPTED);
		assertThat(reasons()).containsExactly(DeadLetter.Reason.DROPPED);
	}

	private List<DeadLetter.Reason> reasons() {
		return this.actors.events(DeadLetter.class).stream().map(DeadLetter::reason).toList();
	}

	@ParameterizedTest
	@MethodSource("kinds")
	void restartsFail_untilTheyAreHealed(Kind kind, Dispatcher dispatcher) {
		ActorRef<Till> actor = ref(kind, dispatcher);
		this.actors.ask(actor, new Put(1));
		Fault fault = this.faults.on(actor).failStarts(new IllegalStateException("no till"));
		this.faults.on(actor).crashNext();
		actor.tell(new Add(1));
		this.actors.awaitQuiet();
		assertThat(failure(asked(actor, new Sum()))).isInstanceOf(ActorInBackoffException.class)
			.hasMessageContaining("IllegalStateException: no till");
		this.actors.advance(Duration.ofMinutes(10));
		assertThat(fault.times()).isPositive();
		this.faults.on(actor).heal();
		assertThat(fault.isOver()).isTrue();
		this.actors.advance(Duration.ofMinutes(10));
		assertThat(this.actors.ask(actor, new Sum())).isZero();
	}

	@Test
	void keyThatIsNotActive_failsToStartOnce() {
		ActorRef<Till> actor = this.actors.system().keyed("tills-VIRTUAL", Till.class).get("new");
		Fault fault = this.faults.on(actor).failStart();
		CompletableFuture<Integer> reply = asked(actor, new Sum());
		this.actors.advance(Duration.ofSeconds(30));
		assertThat(fault.times()).isOne();
		assertThat(reply.join()).as("it was started again").isZero();
		assertThat(this.actors.ask(actor, new Sum())).isZero();
	}

	@Test
	void systemWhoseActorFailsToStart_doesNotStart() {
		Faults own = new Faults();
		own.on("till").failStart();
		assertThatExceptionOfType(ActorStartException.class)
			.isThrownBy(() -> TestActors.start((builder) -> builder.interceptors(own).actor(spec("till"))))
			.withStackTraceContaining("till does not start, as the test wants");
	}

	@Test
	void healedActor_isWell() {
		Fault crash = this.faults.on(this.till).crashNext();
		Fault dropped = this.faults.on("other").dropReplies();
		this.faults.on(this.till).heal();
		assertThat(crash.isOver()).isTrue();
		assertThat(crash.times()).isZero();
		assertThat(dropped.isOver()).isFalse();
		assertThat(this.actors.ask(this.till, new Sum())).isZero();
		this.faults.heal();
		assertThat(dropped.isOver()).isTrue();
		assertThat(this.actors.ask(ref("other"), new Sum())).isZero();
		assertThat(this.faults.isEmpty()).isTrue();
	}

	@Test
	void inRealTime() {
		Faults own = new Faults();
		try (ActorSystem system = ActorSystem.builder().interceptors(own).actor(spec("till")).build()) {
			system.start();
			ActorRef<Till> real = system.actor(Till.class);
			Fault delay = own.on(real).delayReplies(Duration.ofMillis(50));
			assertThat(real.call(new Put(1))).isEqualTo(1);
			delay.close();
			assertThat(delay.times()).isOne();
			own.on(real).crashNext();
			assertThatExceptionOfType(ActorCrashedException.class).isThrownBy(() -> real.call(new Sum()));
			assertThat(real.call(new Sum())).isZero();
		}
	}

	@Test
	void mistakesAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.faults.on("/till"))
			.withMessage("'/till' is no path of an actor: it begins with a name");
		assertThatIllegalArgumentException().isThrownBy(() -> this.faults.on(""));
		assertThatIllegalArgumentException().isThrownBy(() -> this.faults.on(this.till).delayReplies(Duration.ZERO))
			.withMessage("Replies are delayed by PT0S but it must be more than zero");
	}

	@Test
	void faultSaysWhatItIs() {
		assertThat(this.faults.on(this.till).refuse()).hasToString("Fault[till-VIRTUAL FULL_MAILBOX, came 0 times]");
	}

	enum Kind {

		PLAIN, KEYED, SPAWNED

	}

	record Put(int amount) implements Request<Till, Integer> {

	}

	record Take(int amount) implements Request<Till, Integer> {

	}

	record Sum() implements Request<Till, Integer> {

	}

	record Later() implements Request<Till, Integer> {

	}

	record AddLater(Duration delay, int amount) implements Request<Till, Integer> {

	}

	record Forward(ActorRef<Till> to, int amount) implements Request<Till, Integer> {

	}

	record Add(int amount) implements Message<Till> {

	}

	record Await(CountDownLatch latch) implements Message<Till> {

	}

	static class TooLittle extends Exception {

		private static final long serialVersionUID = 1L;

	}

	static class Till {

		private final ActorContext<Till> context;

		private int sum;

		Till(ActorContext<Till> context) {
			this.context = context;
		}

		@Receive
		int put(Put put) throws TooLittle {
			this.sum += put.amount();
			return this.sum;
		}

		@Receive
		int take(Take take) throws TooLittle {
			if (take.amount() > this.sum) {
				throw new TooLittle();
			}
			this.sum -= take.amount();
			return this.sum;
		}

		@Receive
		int sum(Sum sum) {
			return this.sum;
		}

		@Receive
		CompletableFuture<Integer> later(Later later) {
			return CompletableFuture.completedFuture(8);
		}

		@Receive
		int addLater(AddLater later) {
			this.context.schedule(later.delay(), new Add(later.amount()));
			return 0;
		}

		@Receive
		int forward(Forward forward) {
			forward.to().tell(new Add(forward.amount()));
			return 0;
		}

		@Receive
		void add(Add add) {
			this.sum += add.amount();
		}

		@Receive
		void await(Await await) throws InterruptedException {
			await.latch().await();
		}

	}

}
