package dev.actorspring.test;

import java.time.Duration;
import java.time.ZoneId;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.AskTimeoutException;
import dev.actorspring.Dispatcher;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.system.ActorEvent;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TestActorsTests {

	private final CountDownLatch latch = new CountDownLatch(1);

	@AutoClose
	private final TestActors actors = TestActors.start((builder) -> builder
		.actor(ActorSpec.of("till", Till.class, (context) -> new Till(context, this.latch)))
		.actor(ActorSpec.of("quick", Quick.class, (context) -> new Quick()).withDispatcher(Dispatcher.COMPUTE))
		.actor(ActorSpec.keyed("cup", Cup.class, (context) -> new Cup()).withPassivateAfter(Duration.ofMinutes(10))));

	private final ActorRef<Till> till = this.actors.actor(Till.class);

	@Test
	void whatComesOfAMessage_hasHappened_whenAllIsQuiet() {
		for (int i = 0; i < 100; i++) {
			this.till.tell(new Add(1));
		}
		this.actors.awaitQuiet();
		assertThat(this.till.ask(new Sum()).join()).isEqualTo(100);
	}

	@RepeatedTest(20)
	void whoWaitsForOthers_isNotQuiet() {
		assertThat(this.actors.ask(this.till, new Chain(50))).isEqualTo(50);
	}

	@Test
	void timers_comeWithTheTime_andInOrder() {
		this.actors.ask(this.till, new Every(Duration.ofMinutes(1)));
		assertThat(this.actors.ask(this.till, new Sum())).isZero();
		this.actors.advance(Duration.ofSeconds(59));
		assertThat(this.actors.ask(this.till, new Sum())).isZero();
		this.actors.advance(Duration.ofSeconds(1));
		assertThat(this.actors.ask(this.till, new Sum())).isEqualTo(1);
		this.actors.advance(Duration.ofHours(1));
		assertThat(this.actors.ask(this.till, new Sum())).isEqualTo(61);
	}

	@Test
	void timeoutOfAnAsk_comesWithTheTime() {
		CompletableFuture<Integer> reply = this.till.ask(new Hang(), Duration.ofMinutes(3));
		this.actors.advance(Duration.ofMinutes(2));
		assertThat(reply).isNotDone();
		this.actors.advance(Duration.ofMinutes(1));
		assertThat(reply).isCompletedExceptionally();
		assertThat(reply.exceptionNow()).isInstanceOf(AskTimeoutException.class);
	}

	@Test
	void askWithoutAnAnswer_saysSo() {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.actors.ask(this.till, new Hang()))
			.withMessageContaining("till has not answered Hang[]")
			.withMessageContaining("unless the time is moved");
	}

	@Test
	void crash_isSeenAsAnEvent_andAsTheFailureOfTheAsk() {
		assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> this.actors.ask(this.till, new Crash()))
			.withCauseInstanceOf(ActorCrashedException.class);
		assertThat(this.actors.events(ActorEvent.Restarted.class)).singleElement()
			.satisfies((event) -> assertThat(event.path()).isEqualTo("till"));
		assertThat(this.actors.ask(this.till, new Sum())).isZero();
	}

	@Test
	void backoffOfAKeyedActor_isOverWhenItsTimeHasCome() {
		ActorRef<Cup> cup = this.actors.keyed(Cup.class).get("broken");
		for (int i = 0; i < 5; i++) {
			cup.tell(new Break());
			this.actors.awaitQuiet();
		}
		assertThat(this.actors.events(ActorEvent.BackedOff.class)).isNotEmpty();
		this.actors.advance(Duration.ofMinutes(1));
		assertThat(this.actors.ask(cup, new Sips())).isZero();
	}

	@Test
	void passivation_comesWithTheTime() {
		ActorRef<Cup> cup = this.actors.keyed(Cup.class).get("tea");
		assertThat(this.actors.ask(cup, new Sip())).isEqualTo(1);
		this.actors.advance(Duration.ofMinutes(9));
		assertThat(this.actors.ask(cup, new Sip())).isEqualTo(2);
		this.actors.advance(Duration.ofMinutes(11));
		assertThat(this.actors.ask(cup, new Sip())).isEqualTo(1);
	}

	@ParameterizedTest
	@EnumSource
	void bothDispatchersAreDriven(Dispatcher dispatcher) {
		assertThat(((dispatcher == Dispatcher.COMPUTE) ? this.actors.ask(this.actors.actor(Quick.class), new Ping())
				: this.actors.ask(this.till, new Sum())))
			.isZero();
	}

	@Test
	void handlerThatWaitsForTheTest_isQuiet_andOneThatSleepsIsNot() {
		CompletableFuture<Integer> latched = this.till.ask(new Latch());
		this.actors.awaitQuiet();
		assertThat(latched).isNotDone();
		this.latch.countDown();
		this.actors.awaitQuiet();
		assertThat(latched).isCompletedWithValue(1);
		assertThat(this.actors.ask(this.till, new Sleep())).isEqualTo(2);
	}

	@Test
	void theEndNeedsNoTime() {
		this.till.ask(new Latch());
		this.actors.awaitQuiet();
		// Its turn never ends by itself: the shutdown timeout does it.
		this.actors.close();
		assertThat(this.actors.system().isRunning()).isFalse();
	}

	@Test
	void clockShowsTheTimeOfTheActors() {
		Instant before = this.actors.clock().instant();
		this.actors.advance(Duration.ofDays(2));
		assertThat(this.actors.clock().instant()).isEqualTo(before.plus(Duration.ofDays(2)));
		assertThat(this.actors.clock().withZone(ZoneId.of("Asia/Tokyo")).getZone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
	}

	@Test
	void whatRunsBeside_isWaitedFor_andFailsTheTest() {
		this.actors.executor().execute(() -> this.till.tell(new Add(7)));
		this.actors.awaitQuiet();
		assertThat(this.actors.ask(this.till, new Sum())).isEqualTo(7);
		this.actors.executor().execute(() -> {
			throw new IllegalStateException("beside");
		});
		assertThatThrownBy(this.actors::awaitQuiet).hasMessage("What runs beside the test has failed")
			.hasRootCauseMessage("beside");
	}

	@Test
	void futureIsWaitedFor_unlessItTakesTime() {
		int next = this.actors.await(this.till.ask(new Sum()).thenApply((sum) -> sum + 1));
		assertThat(next).isOne();
		assertThatThrownBy(() -> this.actors.await(new CompletableFuture<>()))
			.hasMessageStartingWith("The future is not done");
	}

	@Test
	void systemMayBeStartedByTheTest() {
		try (TestActors built = TestActors
			.build((builder) -> builder.actor(ActorSpec.of("quick", Quick.class, (context) -> new Quick())))) {
			assertThat(built.system().isRunning()).isFalse();
			built.system().start();
			assertThat(built.system().isRunning()).isTrue();
		}
	}

	@Test
	void timeNeverGoesBack() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.actors.advance(Duration.ofNanos(-1)));
	}

	record Add(int amount) implements Message<Till> {

	}

	record Sum() implements Request<Till, Integer> {

	}

	record Chain(int length) implements Request<Till, Integer> {

	}

	record Every(Duration period) implements Request<Till, Integer> {

	}

	record Hang() implements Request<Till, Integer> {

	}

	record Crash() implements Request<Till, Integer> {

	}

	record Latch() implements Request<Till, Integer> {

	}

	record Sleep() implements Request<Till, Integer> {

	}

	static class Till {

		private final ActorContext<Till> context;

		private final CountDownLatch latch;

		private int sum;

		Till(ActorContext<Till> context, CountDownLatch latch) {
			this.context = context;
			this.latch = latch;
		}

		@Receive
		void add(Add add) {
			this.sum += add.amount();
		}

		@Receive
		int sum(Sum query) {
			return this.sum;
		}

		/**
		 * Each link waits for the next.
		 */
		@Receive
		int chain(Chain chain) {
			if (chain.length() == 0) {
				return 0;
			}
			ActorRef<Till> next = this.context
				.spawn(ActorSpec.of("next", Till.class, (context) -> new Till(context, this.latch)));
			return 1 + next.call(new Chain(chain.length() - 1));
		}

		@Receive
		int every(Every every) {
			this.context.scheduleAtFixedRate(every.period(), every.period(), new Add(1));
			return 0;
		}

		@Receive
		CompletableFuture<Integer> hang(Hang hang) {
			return new CompletableFuture<>();
		}

		@Receive
		int crash(Crash crash) {
			throw new IllegalStateException("planned");
		}

		@Receive
		int latch(Latch wait) throws InterruptedException {
			this.latch.await();
			return 1;
		}

		@Receive
		int sleep(Sleep sleep) throws InterruptedException {
			Thread.sleep(20);
			return 2;
		}

	}

	record Ping() implements Request<Quick, Integer> {

	}

	static class Quick {

		@Receive
		int ping(Ping ping) {
			return 0;
		}

	}

	record Sip() implements Request<Cup, Integer> {

	}

	record Sips() implements Request<Cup, Integer> {

	}

	record Break() implements Message<Cup> {

	}

	static class Cup {

		private int sips;

		@Receive
		int sip(Sip sip) {
			return ++this.sips;
		}

		@Receive
		int sips(Sips query) {
			return this.sips;
		}

		@Receive
		void fall(Break fall) {
			throw new IllegalStateException("in pieces");
		}

	}

}
