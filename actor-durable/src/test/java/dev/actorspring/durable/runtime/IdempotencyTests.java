package dev.actorspring.durable.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.AskTimeoutException;
import dev.actorspring.Dispatcher;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.durable.IdempotencyKey;
import dev.actorspring.durable.IdempotencyKeyReusedException;
import dev.actorspring.durable.KeyRefusedException;
import dev.actorspring.durable.StateConflictException;
import dev.actorspring.durable.StateRefusedException;
import dev.actorspring.durable.StateUnavailableException;
import dev.actorspring.durable.runtime.Till.Receipt;
import dev.actorspring.durable.runtime.Till.Take;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.store.StoredState;
import dev.actorspring.durable.test.InMemoryStateStore;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * A message with an idempotency key is handled once, however often it comes.
 */
class IdempotencyTests {

	private static final Duration LONG = Duration.ofMinutes(1);

	private final InMemoryStateStore store = new InMemoryStateStore();

	private final Till.Log log = new Till.Log();

	private DurableActors durable;

	private ActorSystem system;

	@AfterEach
	void stop() {
		if (this.system != null) {
			this.store.releaseWrites();
			this.system.close();
			this.durable.close();
		}
	}

	private ActorRef<Till> start(Dispatcher dispatcher) {
		this.durable = DurableActors.builder(this.store).closing(Duration.ofSeconds(5)).build();
		ActorSpec<Till> bare = ActorSpec.keyed("till", Till.class, (context) -> null);
		ActorSpec<Till> spec = this.durable.with(bare.withDispatcher(dispatcher), Till.Cash.class, "cash", 1,
				(context, cash) -> new Till(context, cash, this.log));
		this.system = ActorSystem.builder().interceptors(this.durable).actor(spec).build();
		this.durable.start(this.system);
		this.system.start();
		return this.system.keyed(Till.class).get("a");
	}

	private ActorRef<Till> startAgain(Dispatcher dispatcher) {
		stop();
		return start(dispatcher);
	}

	private static Throwable failure(CompletableFuture<?> future) {
		return DurableTest.failure(future);
	}

	private Optional<StoredState> row() {
		return this.store.row(new StateKey("till", "a"));
	}

	private static List<?> taken(CompletableFuture<Receipt> future) {
		return List.of(future.join().left(), future.join().lines(), future.join().note());
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void aRepetitionGetsTheStoredReply(Dispatcher dispatcher) {
		ActorRef<Till> till = start(dispatcher);
		Receipt first = till.call(new Take("one", 10), LONG);
		assertThat(first).isEqualTo(new Receipt(90, List.of("took 10"), Optional.empty()));
		till.call(new Take("two", 5), LONG);
		assertThat(till.call(new Take("one", 10), LONG)).isEqualTo(first);
		this.system.operations("till/a").orElseThrow().passivate().join();
		assertThat(till.call(new Take("one", 10), LONG)).isEqualTo(first);
		till = startAgain(dispatcher);
		assertThat(till.call(new Take("one", 10), LONG)).isEqualTo(first);
		assertThat(till.call(new Take("three", 1), LONG).left()).isEqualTo(84);
		assertThat(this.log.handled).hasSize(3);
		assertThat(this.store.storedReplies()).hasSize(3);
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void aDeclineIsAnOutcomeAndAdvancesTheVersion(Dispatcher dispatcher) {
		ActorRef<Till> till = start(dispatcher);
		assertThat(failure(till.ask(new Take("much", 500), LONG))).isInstanceOf(Till.ShortException.class);
		assertThat(row()).map(StoredState::version).contains(1L);
		assertThat(row().orElseThrow().value().isTombstone()).isTrue();
		for (int i = 0; i < 2; i++) {
			assertThat(failure(till.ask(new Take("much", 500), LONG))).isInstanceOfSatisfying(Till.ShortException.class,
					(ex) -> {
						assertThat(ex).hasMessage("Only 100 left");
						assertThat(ex.left()).isEqualTo(100);
					});
			till = startAgain(dispatcher);
		}
		assertThat(this.log.handled).hasSize(1);
		assertThat(row()).map(StoredState::version).contains(1L);
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void aDeclineThatKeepsNothingIsMadeAgainToo(Dispatcher dispatcher) {
		ActorRef<Till> till = start(dispatcher);
		for (int i = 0; i < 2; i++) {
			assertThat(failure(till.ask(new Till.Close("one"), LONG))).isInstanceOf(Till.ClosedException.class)
				.hasMessage("till is closed for the 1. time");
		}
		assertThat(failure(till.ask(new Till.Close("one"), LONG))).hasNoCause();
		assertThat(this.log.handled).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void aCrashIsNone(Dispatcher dispatcher) {
		ActorRef<Till> till = start(dispatcher);
		assertThat(failure(till.ask(new Till.Crash("one"), LONG))).isInstanceOf(ActorCrashedException.class);
		assertThat(row()).isEmpty();
		this.log.crash = false;
		assertThat(till.call(new Till.Crash("one"), LONG)).isEqualTo(99);
		assertThat(till.call(new Till.Crash("one"), LONG)).isEqualTo(99);
		assertThat(this.log.handled).hasSize(2);
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void aRepetitionWaitsForTheWriteOfTheFirst(Dispatcher dispatcher) {
		ActorRef<Till> till = start(dispatcher);
		till.call(new Take("zero", 1), LONG);
		this.store.holdWrites();
		List<CompletableFuture<Receipt>> asked = Stream.generate(() -> till.ask(new Take("one", 10), LONG))
			.limit(5)
			.toList();
		await().until(() -> this.store.heldBatches() == 1);
		CompletableFuture<Receipt> last = till.ask(new Take("one", 10), LONG);
		assertThat(failure(till.ask(new Take("one", 11), LONG))).isInstanceOf(IdempotencyKeyReusedException.class);
		assertThat(asked).noneMatch(CompletableFuture::isDone);
		assertThat(last).isNotDone();
		this.store.releaseWrites();
		assertThat(asked).extracting(IdempotencyTests::taken).containsOnly(taken(last));
		assertThat(last.join().left()).isEqualTo(89);
		assertThat(this.log.handled).hasSize(2);
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void whatIsLostIsLostForRepetitionsTooAndTheNextOneRuns(Dispatcher dispatcher) {
		ActorRef<Till> till = start(dispatcher);
		till.call(new Take("zero", 1), LONG);
		this.store.holdWrites();
		CompletableFuture<Receipt> first = till.ask(new Take("one", 10), LONG);
		CompletableFuture<Receipt> second = till.ask(new Take("one", 10), LONG);
		await().until(() -> this.store.heldBatches() == 1 && this.log.handled.size() == 2);
		this.store.put(new StoredState(new StateKey("till", "a"), 2, UUID.randomUUID(),
				new StoredState.Value("cash", 1, "{\"amount\":50}", null, null), Instant.EPOCH));
		this.store.releaseWrites();
		assertThat(failure(first)).isInstanceOfAny(StateConflictException.class);
		assertThat(failure(second)).isInstanceOfAny(StateConflictException.class);
		assertThat(till.call(new Take("one", 10), LONG).left()).isEqualTo(40);
		assertThat(till.call(new Take("one", 10), LONG).left()).isEqualTo(40);
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void anotherContentIsRefused(Dispatcher dispatcher) {
		ActorRef<Till> till = start(dispatcher);
		till.call(new Take("one", 10), LONG);
		assertThat(failure(till.ask(new Take("one", 11), LONG))).isInstanceOf(IdempotencyKeyReusedException.class)
			.hasMessageContaining("till/a")
			.hasMessageContaining("Take");
		assertThat(failure(till.ask(new Till.Peek("one"), LONG))).as("another message")
			.isInstanceOf(IdempotencyKeyReusedException.class);
		assertThat(this.system.keyed(Till.class).get("b").call(new Take("one", 11), LONG).left())
			.as("a key of another actor")
			.isEqualTo(89);
		assertThat(this.log.handled).hasSize(2);
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void withoutAKeyItIsAnyMessage(Dispatcher dispatcher) {
		ActorRef<Till> till = start(dispatcher);
		assertThat(till.call(new Take(null, 10), LONG).left()).isEqualTo(90);
		assertThat(till.call(new Take(null, 10), LONG).left()).isEqualTo(80);
		assertThat(this.store.storedReplies()).isEmpty();
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void whatNobodyWaitsForIsHandledOnceToo(Dispatcher dispatcher) {
		ActorRef<Till> till = start(dispatcher);
		till.tell(new Till.Put("one", 1));
		till.tell(new Till.Put("one", 1));
		till.tell(new Till.Put("two", 1));
		till.tell(new Till.Put("two", 5));
		assertThat(till.call(new Take("three", 0), LONG).left()).isEqualTo(102);
		assertThat(till.call(new Till.Forget("four"), LONG)).isNull();
		assertThat(till.call(new Till.Forget("four"), LONG)).isNull();
		assertThat(till.call(new Till.Peek("five"), LONG)).contains(100);
		till.call(new Take("six", 10), LONG);
		assertThat(till.call(new Till.Peek("five"), LONG)).contains(100);
	}

	@Test
	void aRepetitionWaitsForATurnThatWaits() {
		ActorRef<Till> till = start(Dispatcher.VIRTUAL);
		UUID id = UUID.randomUUID();
		CompletableFuture<Integer> first = till.ask(new Till.TakeSlowly(id, 10), LONG);
		await().until(() -> this.log.handled.size() == 1);
		CompletableFuture<Integer> second = till.ask(new Till.TakeSlowly(id, 10), LONG);
		assertThat(till.call(new Till.Peek("look"), LONG)).as("interleaved").contains(100);
		assertThat(till.call(new Till.Peek("look"), LONG)).as("interleaved, repeated").contains(100);
		assertThat(first).isNotDone();
		this.log.release.complete(1);
		assertThat(first.join()).isEqualTo(89);
		assertThat(second.join()).isEqualTo(89);
		assertThat(till.call(new Till.Peek("look"), LONG)).contains(100);
		assertThat(this.log.handled).hasSize(2);
	}

	@Test
	void anInterleavedMessageWaitsForItsLookup() {
		ActorRef<Till> till = start(Dispatcher.VIRTUAL);
		till.call(new Till.Peek("look"), LONG);
		till = startAgain(Dispatcher.VIRTUAL);
		CompletableFuture<Integer> first = till.ask(new Till.TakeSlowly(UUID.randomUUID(), 10), LONG);
		await().until(() -> this.log.handled.size() == 2);
		assertThat(till.call(new Till.Peek("look"), LONG)).contains(100);
		assertThat(till.call(new Till.Peek("other"), LONG)).contains(100);
		assertThat(first).isNotDone();
		this.log.release.complete(0);
		assertThat(first.join()).isEqualTo(90);
		assertThat(this.log.handled).hasSize(3);
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void aPromisedReplyIsStoredWhenItIsThere(Dispatcher dispatcher) {
		ActorRef<Till> till = start(dispatcher);
		CompletableFuture<String> first = till.ask(new Till.Promise("one"), LONG);
		CompletableFuture<String> second = till.ask(new Till.Promise("one"), LONG);
		assertThat(till.call(new Take("two", 1), LONG).left()).isEqualTo(99);
		assertThat(List.of(first, second)).noneMatch(CompletableFuture::isDone);
		this.store.holdWrites();
		this.log.promise.complete("kept");
		await().until(() -> this.store.heldBatches() == 1);
		assertThat(List.of(first, second)).noneMatch(CompletableFuture::isDone);
		this.store.releaseWrites();
		assertThat(first.join()).isEqualTo("kept");
		assertThat(second.join()).isEqualTo("kept");
		this.log.promise = new CompletableFuture<>();
		assertThat(startAgain(dispatcher).call(new Till.Promise("one"), LONG)).isEqualTo("kept");
		assertThat(this.log.handled).hasSize(2);
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void aPromiseIsKeptThoughItsAskerHasGivenUp(Dispatcher dispatcher) {
		ActorRef<Till> till = start(dispatcher);
		CompletableFuture<String> first = till.ask(new Till.Promise("one"), Duration.ofMillis(50));
		assertThat(failure(first)).isInstanceOf(AskTimeoutException.class);
		await().until(() -> this.log.handled.size() == 1);
		CompletableFuture<String> second = till.ask(new Till.Promise("one"), LONG);
		this.log.promise.completeExceptionally(new Till.ShortException(3));
		assertThat(failure(second)).isInstanceOf(Till.ShortException.class).hasMessage("Only 3 left");
		assertThat(failure(till.ask(new Till.Promise("one"), LONG))).hasMessage("Only 3 left");
		assertThat(this.log.handled).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void aPromiseEndsWithItsIncarnation(Dispatcher dispatcher) {
		ActorRef<Till> till = start(dispatcher);
		CompletableFuture<String> first = till.ask(new Till.Promise("one"), LONG);
		CompletableFuture<String> second = till.ask(new Till.Promise("one"), LONG);
		assertThat(failure(till.ask(new Till.Crash("two"), LONG))).isInstanceOf(ActorCrashedException.class);
		assertThat(failure(first)).isInstanceOf(ActorCrashedException.class);
		assertThat(failure(second)).isInstanceOf(ActorTerminatedException.class);
		this.log.promise.complete("late");
		assertThat(till.call(new Till.Promise("one"), LONG)).isEqualTo("late");
		assertThat(this.log.handled).hasSize(3);
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void aWithdrawnRequestLeavesNothingBehind(Dispatcher dispatcher) {
		ActorRef<Till> till = start(dispatcher);
		for (int i = 0; i < 200; i++) {
			CompletableFuture<Receipt> first = till.ask(new Take("k" + i, 0), LONG);
			first.cancel(false);
			assertThat(till.call(new Take("k" + i, 0), LONG).left()).isEqualTo(100);
		}
		assertThat(this.log.handled).doesNotHaveDuplicates();
		this.system.operations("till/a").orElseThrow().passivate().join();
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void manyAreFoundInTheStore(Dispatcher dispatcher) {
		ActorRef<Till> till = start(dispatcher);
		int many = 3_000;
		for (int repetition = 0; repetition < 2; repetition++) {
			for (int from = 0; from < many; from += 500) {
				IntStream.range(from, from + 500)
					.mapToObj((i) -> till.ask(new Take("k" + i, 0), LONG))
					.toList()
					.forEach(CompletableFuture::join);
			}
		}
		assertThat(this.log.handled).hasSize(many);
		assertThat(this.store.storedReplies()).hasSize(many);
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void nothingIsHandledThatCannotBeLookedUp(Dispatcher dispatcher) {
		ActorRef<Till> till = start(dispatcher);
		till.call(new Take("one", 10), LONG);
		ActorRef<Till> again = startAgain(dispatcher);
		assertThat(again.call(new Take(null, 0), LONG).left()).isEqualTo(90);
		this.store.failLoads(true);
		CompletableFuture<Receipt> asked = again.ask(new Take("one", 10), LONG);
		assertThat(failure(asked)).isInstanceOf(StateUnavailableException.class);
		again.tell(new Till.Put("two", 1));
		this.store.failLoads(false);
		await().untilAsserted(() -> assertThat(again.call(new Take("one", 10), LONG).left()).isEqualTo(90));
		assertThat(again.call(new Take("three", 0), LONG).left()).isEqualTo(91);
		assertThat(this.log.handled.stream().filter(new Take("one", 10)::equals)).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void whatCannotBeStoredIsRefusedAndNothingIsWritten(Dispatcher dispatcher) {
		ActorRef<Till> till = start(dispatcher);
		assertThat(failure(till.ask(new Till.Fail("one"), LONG))).isInstanceOf(StateRefusedException.class)
			.hasMessageContaining("UnfitException")
			.hasMessageContaining("'anything'")
			.hasMessageContaining("transient");
		assertThat(row()).isEmpty();
		assertThat(till.call(new Take("two", 0), LONG).left()).isEqualTo(100);
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void aKeyThatIsNoneIsRefused(Dispatcher dispatcher) {
		ActorRef<Till> till = start(dispatcher);
		assertThat(failure(till.ask(new Take(" ", 1), LONG))).isInstanceOf(KeyRefusedException.class)
			.hasMessageContaining("blank");
		assertThat(failure(till.ask(new Take("x".repeat(201), 1), LONG))).isInstanceOf(KeyRefusedException.class)
			.hasMessageContaining("201")
			.hasMessageContaining("200");
		ActorRef<Till> longKey = this.system.keyed(Till.class).get("x".repeat(501));
		assertThat(failure(longKey.ask(new Take("one", 1), LONG))).isInstanceOf(KeyRefusedException.class)
			.hasMessageContaining("501")
			.hasMessageContaining("500");
		assertThat(till.call(new Take("x".repeat(200), 1), LONG).left()).isEqualTo(99);
		assertThat(this.log.handled).hasSize(1);
	}

	static Stream<Arguments> wrong() {
		return Stream.of(Arguments.of(TwoKeys.class, "2 components"), Arguments.of(NumberKey.class, "of type long"),
				Arguments.of(Streaming.class, "stream"), Arguments.of(UnfitContent.class, "cannot be stored"),
				Arguments.of(UnfitReply.class, "The reply to Ask"),
				Arguments.of(UnfitDecline.class, "UnfitException, with which Ask can be declined"));
	}

	@ParameterizedTest
	@MethodSource
	void wrong(Class<?> actor, String problem) {
		DurableActors actors = DurableActors.builder(this.store).build();
		actors.register("wrong", Till.Cash.class, "cash", 1);
		ActorSpec<?> spec = ActorSpec.keyed("wrong", actor, (context) -> null);
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> ActorSystem.builder().interceptors(actors).actor(spec).build())
			.withMessageContaining(problem);
	}

	@Test
	void anActorWithoutAStateHandlesRepetitionsAgain() {
		this.durable = DurableActors.builder(this.store).build();
		this.system = ActorSystem.builder()
			.interceptors(this.durable)
			.actor(ActorSpec.keyed("plain", Plain.class, (context) -> new Plain()))
			.build();
		this.durable.start(this.system);
		this.system.start();
		ActorRef<Plain> plain = this.system.keyed(Plain.class).get("a");
		assertThat(plain.call(new Plain.Ask("one"), LONG)).isOne();
		assertThat(plain.call(new Plain.Ask("one"), LONG)).isEqualTo(2);
	}

	static class Plain {

		record Ask(@IdempotencyKey String one) implements Request<Plain, Integer> {

		}

		private int asked;

		@Receive
		int ask(Ask ask) {
			return ++this.asked;
		}

	}

	static class TwoKeys {

		record Ask(@IdempotencyKey String one, @IdempotencyKey String two) implements Request<TwoKeys, Integer> {

		}

		@Receive
		int ask(Ask ask) {
			return 1;
		}

	}

	static class NumberKey {

		record Ask(@IdempotencyKey long one) implements Request<NumberKey, Integer> {

		}

		@Receive
		int ask(Ask ask) {
			return 1;
		}

	}

	static class Streaming {

		record Ask(@IdempotencyKey String one) implements Request<Streaming, Flow.Publisher<Integer>> {

		}

		@Receive
		Flow.Publisher<Integer> ask(Ask ask) {
			throw new UnsupportedOperationException();
		}

	}

	static class UnfitContent {

		record Ask(@IdempotencyKey String one, Object anything) implements Request<UnfitContent, Integer> {

		}

		@Receive
		int ask(Ask ask) {
			return 1;
		}

	}

	static class UnfitReply {

		record Ask(@IdempotencyKey String one) implements Request<UnfitReply, StringBuilder> {

		}

		@Receive
		StringBuilder ask(Ask ask) {
			throw new UnsupportedOperationException();
		}

	}

	static class UnfitDecline {

		record Ask(@IdempotencyKey String one) implements Request<UnfitDecline, Integer> {

		}

		@Receive
		int ask(Ask ask) throws Till.UnfitException {
			throw new UnsupportedOperationException();
		}

	}

}
