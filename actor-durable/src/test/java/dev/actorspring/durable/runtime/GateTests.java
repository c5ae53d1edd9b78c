package dev.actorspring.durable.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Dispatcher;
import dev.actorspring.durable.Durable;
import dev.actorspring.durable.StateConflictException;
import dev.actorspring.durable.StateOutcomeUnknownException;
import dev.actorspring.durable.StateUnavailableException;
import dev.actorspring.durable.StateUnreadableException;
import dev.actorspring.durable.runtime.Account.Balance;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.store.StoredState;
import dev.actorspring.system.ActorEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * Nothing leaves an actor that shows what is not written.
 */
class GateTests extends DurableTest {

	private void put(String key, long version, String json) {
		put(key, version, 1, json);
	}

	private void put(String key, long version, int typeVersion, String json) {
		this.store.put(new StoredState(new StateKey("account", key), version, UUID.randomUUID(),
				new StoredState.Value("balance", typeVersion, json, null, null), Instant.EPOCH));
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void stateSurvivesCrashAndPassivation(Dispatcher dispatcher) {
		ActorRef<Account> account = start(dispatcher);
		assertThat(account.call(new Account.Add(5), LONG)).isEqualTo(5);
		assertThat(row("a")).contains("{\"amount\":5}");
		assertThat(failure(account.ask(new Account.AddAndCrash(100), LONG))).isInstanceOf(ActorCrashedException.class);
		assertThat(account.call(new Account.Get(), LONG)).isEqualTo(5);
		passivate("a");
		assertThat(this.system.find("account/a")).isEmpty();
		assertThat(account.call(new Account.Add(1), LONG)).isEqualTo(6);
		assertThat(this.store.row(new StateKey("account", "a")).orElseThrow().version()).isEqualTo(2);
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void nothingLeavesBeforeItIsWritten(Dispatcher dispatcher) {
		ActorRef<Account> account = start(dispatcher);
		ActorRef<Account> other = account("other");
		account.call(new Account.Add(1), LONG);
		this.store.holdWrites();
		CompletableFuture<Integer> added = account.ask(new Account.Add(1), LONG);
		CompletableFuture<Integer> read = account.ask(new Account.Get(), LONG);
		CompletableFuture<Integer> declined = account.ask(new Account.AddAndDecline(1), LONG);
		CompletableFuture<Void> action = new CompletableFuture<>();
		CompletableFuture<Object> sent = account.ask(new Account.Do((state, context) -> {
			state.set(new Balance(10));
			state.afterWrite(() -> action.complete(null));
			other.tell(new Account.Tell(7));
			return "sent";
		}), LONG);
		await().until(() -> this.store.heldBatches() == 1);
		CompletableFuture<Integer> crashed = account.ask(new Account.AddAndCrash(1), LONG);
		assertThat(failure(crashed)).isInstanceOf(ActorCrashedException.class);
		assertThat(List.of(added, read, declined, sent, action)).noneMatch(CompletableFuture::isDone);
		assertThat(this.system.find("account/other")).as("nothing was sent").isEmpty();
		this.store.releaseWrites();
		assertThat(added.join()).isEqualTo(2);
		assertThat(read.join()).isEqualTo(2);
		assertThat(failure(declined)).isInstanceOf(Account.Declined.class).hasMessage("at 3");
		assertThat(sent.join()).isEqualTo("sent");
		action.join();
		await().until(() -> other.call(new Account.Get(), LONG) == 7);
		assertThat(row("a")).contains("{\"amount\":10}");
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void itemsOfStreamsWaitTooAndThoseThatAreLostNeverCome(Dispatcher dispatcher) {
		ActorRef<Account> account = start(dispatcher);
		List<Object> seen = new CopyOnWriteArrayList<>();
		account.call(new Account.Watch(), LONG).subscribe(new Flow.Subscriber<>() {

			@Override
			public void onSubscribe(Flow.Subscription subscription) {
				subscription.request(Long.MAX_VALUE);
			}

			@Override
			public void onNext(Integer item) {
				seen.add(item);
			}

			@Override
			public void onError(Throwable failure) {
				seen.add(failure);
			}

			@Override
			public void onComplete() {
				seen.add("end");
			}

		});
		account.call(new Account.Emit(1), LONG);
		await().until(() -> seen.size() == 1);
		this.store.holdWrites();
		CompletableFuture<Integer> emitted = account.ask(new Account.Emit(1), LONG);
		await().until(() -> this.store.heldBatches() == 1);
		assertThat(seen).containsExactly(1);
		this.store.releaseWrites();
		assertThat(emitted.join()).isEqualTo(2);
		await().until(() -> seen.size() == 2);
		put("a", 7, "{\"amount\":50}");
		assertThat(account.ask(new Account.Emit(1), LONG)).failsWithin(LONG);
		await().until(() -> seen.size() == 3);
		assertThat(seen).startsWith(1, 2);
		assertThat(seen.getLast()).isInstanceOf(ActorCrashedException.class);
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void actorsThatAreSpawnedWaitTooAndThoseThatAreLostAreNeverMade(Dispatcher dispatcher) {
		ActorRef<Account> account = start(dispatcher);
		account.call(new Account.Add(1), LONG);
		List<String> made = new CopyOnWriteArrayList<>();
		this.store.holdWrites();
		CompletableFuture<Object> spawned = account.ask(new Account.Do((state, context) -> {
			state.set(new Balance(2));
			return context.spawn(echo("child", made)).path();
		}), LONG);
		await().until(() -> this.store.heldBatches() == 1);
		assertThat(made).isEmpty();
		this.store.releaseWrites();
		assertThat(spawned.join()).isEqualTo("account/a/child");
		await().until(() -> made.contains("child"));
		put("a", 7, "{\"amount\":50}");
		CompletableFuture<Object> lost = account.ask(new Account.Do((state, context) -> {
			state.set(new Balance(3));
			return this.system.spawn(echo("lost", made)).path();
		}), LONG);
		assertThat(lost).failsWithin(LONG);
		await().until(() -> this.system.find("lost").isEmpty());
		assertThat(made).containsExactly("child");
	}

	private static ActorSpec<RuntimeCornerTests.Echo> echo(String name, List<String> made) {
		return ActorSpec.of(name, RuntimeCornerTests.Echo.class, (context) -> {
			made.add(name);
			return new RuntimeCornerTests.Echo();
		});
	}

	@Test
	void manyTurnsGoWithOneWrite() {
		ActorRef<Account> account = start(Dispatcher.VIRTUAL);
		account.call(new Account.Add(1), LONG);
		this.store.holdWrites();
		List<CompletableFuture<Integer>> added = IntStream.range(0, 100)
			.mapToObj((i) -> account.ask(new Account.Add(1), LONG))
			.toList();
		CompletableFuture<Integer> last = account.ask(new Account.Get(), LONG);
		await().until(() -> this.store.heldBatches() == 1);
		await().until(() -> this.system.tree() != null && this.system.gauges().iterator().next().depth() == 0);
		long before = this.store.writes();
		this.store.releaseWrites();
		assertThat(last.join()).isEqualTo(101);
		assertThat(added).extracting(CompletableFuture::join).last().isEqualTo(101);
		assertThat(this.store.writes() - before).isLessThan(100);
	}

	@Test
	void crashTakesNoEarlierTurnBackAndTheNextIncarnationGoesOnFromThere() {
		ActorRef<Account> account = start(Dispatcher.VIRTUAL);
		account.call(new Account.Add(1), LONG);
		this.store.holdWrites();
		CompletableFuture<Integer> added = account.ask(new Account.Add(1), LONG);
		await().until(() -> this.store.heldBatches() == 1);
		CompletableFuture<Integer> second = account.ask(new Account.Add(1), LONG);
		assertThat(failure(account.ask(new Account.AddAndCrash(1), LONG))).isInstanceOf(ActorCrashedException.class);
		CompletableFuture<Integer> read = account.ask(new Account.Get(), LONG);
		this.store.releaseWrites();
		assertThat(added.join()).isEqualTo(2);
		assertThat(second.join()).isEqualTo(3);
		assertThat(read.join()).isEqualTo(3);
	}

	@Test
	void nothingIsWrittenIfNothingIsSet() {
		ActorRef<Account> account = start(Dispatcher.VIRTUAL);
		assertThat(account.call(new Account.Get(), LONG)).isZero();
		assertThat(this.store.batches()).isZero();
		assertThat(row("a")).isEmpty();
	}

	@Test
	void deletedStateLeavesATombstone() {
		ActorRef<Account> account = start(Dispatcher.VIRTUAL);
		account.call(new Account.Add(1), LONG);
		assertThat(account.call(new Account.Delete(), LONG)).isTrue();
		assertThat(row("a")).isEmpty();
		assertThat(account.call(new Account.Add(3), LONG)).isEqualTo(3);
		passivate("a");
		assertThat(account.call(new Account.Get(), LONG)).isEqualTo(3);
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void conflictFailsAllThatWaitsAndTheNextMessageLoadsAfresh(Dispatcher dispatcher) {
		ActorRef<Account> account = start(dispatcher);
		account.call(new Account.Add(1), LONG);
		this.store.holdWrites();
		CompletableFuture<Integer> added = account.ask(new Account.Add(1), LONG);
		await().until(() -> this.store.heldBatches() == 1);
		CompletableFuture<Integer> behind = account.ask(new Account.Add(1), LONG);
		CompletableFuture<Integer> read = account.ask(new Account.Get(), LONG);
		put("a", 2, "{\"amount\":50}");
		this.store.releaseWrites();
		assertThat(failure(added)).isInstanceOf(StateConflictException.class);
		assertThat(account.call(new Account.Add(1), LONG)).isBetween(51, 52);
		// Depending on when they were handled they were built on what is lost, or not.
		assertThat(List.of(behind, read)).allSatisfy((each) -> {
			Throwable failure = failure(each);
			assertThat((failure != null) ? failure instanceof StateConflictException : each.join() >= 50).isTrue();
		});
		assertThat(this.events).noneMatch((event) -> event instanceof ActorEvent.Restarted);
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void allThatWaitsForAWriteThatFailsFailsWithIt(Dispatcher dispatcher) throws Exception {
		ActorRef<Account> account = start(dispatcher);
		ActorRef<Account> other = account("other");
		account.call(new Account.Add(1), LONG);
		this.store.holdWrites();
		CompletableFuture<Integer> added = account.ask(new Account.Add(1), LONG);
		await().until(() -> this.store.heldBatches() == 1);
		CompletableFuture<Integer> read = account.ask(new Account.Get(), LONG);
		CompletableFuture<Integer> declined = account.ask(new Account.AddAndDecline(1), LONG);
		AtomicBoolean acted = new AtomicBoolean();
		CountDownLatch handled = new CountDownLatch(1);
		CompletableFuture<Object> sent = account.ask(new Account.Do((state, context) -> {
			state.set(new Balance(10));
			state.afterWrite(() -> acted.set(true));
			other.tell(new Account.Tell(7));
			handled.countDown();
			return "sent";
		}), LONG);
		assertThat(handled.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
		put("a", 2, "{\"amount\":50}");
		this.store.releaseWrites();
		assertThat(List.of(added, read, declined, sent))
			.allSatisfy((each) -> assertThat(failure(each)).isInstanceOf(StateConflictException.class));
		assertThat(account.call(new Account.Add(1), LONG)).isEqualTo(51);
		assertThat(acted).isFalse();
		assertThat(this.system.find("account/other")).as("nothing was sent").isEmpty();
	}

	@Test
	void writeThatWasCutOffIsRepeatedAndCountsOnce() {
		ActorRef<Account> account = start(Dispatcher.VIRTUAL);
		account.call(new Account.Add(1), LONG);
		this.store.loseConnectionAfterCommit(1);
		assertThat(account.call(new Account.Add(1), LONG)).isEqualTo(2);
		this.store.loseConnectionBeforeCommit(1);
		await().until(() -> this.durable.failure() == null);
		assertThat(account.call(new Account.Add(1), LONG)).isEqualTo(3);
		assertThat(row("a")).contains("{\"amount\":3}");
		assertThat(this.store.row(new StateKey("account", "a")).orElseThrow().version()).isEqualTo(3);
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void requestsAreRefusedWhileTheStoreIsAwayAndNobodyCrashes(Dispatcher dispatcher) {
		ActorRef<Account> account = start(dispatcher);
		account.call(new Account.Add(1), LONG);
		this.store.failEverything(true);
		CompletableFuture<Integer> waiting = account.ask(new Account.Add(1), LONG);
		await().until(() -> this.durable.failure() != null);
		assertThat(failure(account.ask(new Account.Get(), LONG))).isInstanceOf(StateUnavailableException.class);
		assertThat(failure(account("b").ask(new Account.Get(), LONG))).isInstanceOf(StateUnavailableException.class);
		assertThat(waiting).isNotDone();
		this.store.failEverything(false);
		assertThat(waiting.join()).isEqualTo(2);
		await().until(() -> this.durable.failure() == null);
		assertThat(account.call(new Account.Get(), LONG)).isEqualTo(2);
		await().ignoreExceptions().until(() -> account("b").call(new Account.Get(), LONG) == 0);
		assertThat(this.events).isEmpty();
	}

	@Test
	void whatCannotBeWrittenForTooLongIsGivenUp() {
		ActorRef<Account> account = start(Dispatcher.VIRTUAL, Duration.ofMillis(300));
		account.call(new Account.Add(1), LONG);
		this.store.failEverything(true);
		CompletableFuture<Integer> waiting = account.ask(new Account.Add(1), LONG);
		assertThat(failure(waiting)).isInstanceOf(StateOutcomeUnknownException.class);
		this.store.failEverything(false);
		await().until(() -> this.durable.failure() == null);
		await().ignoreExceptions().until(() -> account.call(new Account.Get(), LONG) == 1);
	}

	@Test
	void stateThatCannotBeReadRefusesThatKeyOnly() {
		put("a", 1, "{\"amount\":\"much\"}");
		put("newer", 1, 2, "{\"amount\":1}");
		ActorRef<Account> account = start(Dispatcher.VIRTUAL);
		assertThat(failure(account.ask(new Account.Get(), LONG))).isInstanceOf(StateUnreadableException.class)
			.hasMessageContaining("amount");
		assertThat(failure(account("newer").ask(new Account.Get(), LONG))).isInstanceOf(StateUnreadableException.class);
		assertThat(account("b").call(new Account.Add(1), LONG)).isOne();
		assertThat(this.durable.unreadable()).hasSize(2);
		put("a", 2, "{\"amount\":4}");
		await().ignoreExceptions().until(() -> account.call(new Account.Get(), LONG) == 4);
		assertThat(this.durable.unreadable()).hasSize(1);
		assertThat(this.events).isEmpty();
	}

	@Test
	void turnThatWaitsHasWhatItSetBeforeWritten() {
		ActorRef<Account> account = start(Dispatcher.VIRTUAL);
		CompletableFuture<Void> held = new CompletableFuture<>();
		CompletableFuture<Object> asked = account.ask(new Account.Do((state, context) -> {
			state.set(new Balance(1));
			context.await(held);
			state.set(new Balance(state.get().amount() + 1));
			throw new IllegalStateException("crash");
		}), LONG);
		await().until(() -> row("a").equals(Optional.of("{\"amount\":1}")));
		assertThat(account.call(new Account.Look(), LONG)).isOne();
		held.complete(null);
		assertThat(failure(asked)).isInstanceOf(ActorCrashedException.class);
		assertThat(account.call(new Account.Get(), LONG)).isOne();
		assertThat(row("a")).contains("{\"amount\":1}");
	}

	@Test
	void setAfterAWaitMustNotRestOnAStaleRead() {
		ActorRef<Account> account = start(Dispatcher.VIRTUAL);
		account.call(new Account.Add(1), LONG);
		CompletableFuture<Void> held = new CompletableFuture<>();
		CountDownLatch waits = new CountDownLatch(1);
		CompletableFuture<Object> stale = account.ask(new Account.Do((state, context) -> {
			int before = state.get().amount();
			waits.countDown();
			context.await(held);
			try {
				return state.set(new Balance(before + 1));
			}
			catch (IllegalStateException ex) {
				return state.set(new Balance(state.get().amount() + 1));
			}
		}), LONG);
		await().until(() -> waits.getCount() == 0);
		account.call(new Account.Interleave((state, context) -> state.set(new Balance(10))), LONG);
		held.complete(null);
		assertThat(stale.join()).isEqualTo(new Balance(11));
	}

	@Test
	void callAfterSetWaitsForTheWriteAndNotForItself() {
		ActorRef<Account> account = start(Dispatcher.VIRTUAL);
		ActorRef<Account> other = account("other");
		assertThat(account.call(new Account.Do((state, context) -> {
			state.set(new Balance(1));
			return other.call(new Account.Add(2), LONG);
		}), LONG)).isEqualTo(2);
	}

	@Test
	void stateCanOnlyBeSetInATurn() {
		ActorRef<Account> account = start(Dispatcher.VIRTUAL);
		Object leaked = account.call(new Account.Do((state, context) -> state), LONG);
		@SuppressWarnings("unchecked")
		Durable<Balance> state = (Durable<Balance>) leaked;
		assertThat(catchThrowable(() -> state.set(new Balance(1)))).isInstanceOf(IllegalStateException.class)
			.hasMessageContaining("Only a handler of account/a");
	}

	@Test
	void passivationWaitsForTheWrite() {
		ActorRef<Account> account = start(Dispatcher.VIRTUAL);
		account.call(new Account.Add(1), LONG);
		this.store.holdWrites();
		account.tell(new Account.Tell(1));
		await().until(() -> this.store.heldBatches() == 1);
		this.system.operations("account/a").orElseThrow().passivate().handle((done, failure) -> "").join();
		assertThat(this.system.find("account/a")).isPresent();
		this.store.releaseWrites();
		await().until(() -> row("a").equals(Optional.of("{\"amount\":2}")));
		await().ignoreExceptions().until(() -> {
			this.system.operations("account/a").ifPresent((each) -> each.passivate().join());
			return this.system.find("account/a").isEmpty();
		});
	}

	@Test
	void systemThatStopsWritesWhatIsThere() {
		ActorRef<Account> account = start(Dispatcher.VIRTUAL);
		for (int i = 0; i < 100; i++) {
			account.tell(new Account.Tell(1));
		}
		this.system.stop(Duration.ofSeconds(10));
		this.durable.close();
		assertThat(row("a")).contains("{\"amount\":100}");
	}

	@Test
	void whoWaitsForAWriteThatWillNotComeIsTold() {
		ActorRef<Account> account = start(Dispatcher.VIRTUAL);
		account.call(new Account.Add(1), LONG);
		this.store.failEverything(true);
		CompletableFuture<Integer> asked = account.ask(new Account.Add(1), LONG);
		await().until(() -> this.durable.failure() != null);
		this.system.stop(Duration.ZERO);
		this.durable.close();
		assertThat(asked).isCompletedExceptionally();
		this.store.failEverything(false);
	}

	@Test
	void allStatesCanBeGoneThroughHoweverManyThereAre() {
		start(Dispatcher.VIRTUAL);
		List<String> keys = IntStream.range(0, 250).mapToObj((i) -> "%03d".formatted(i)).toList();
		keys.forEach((key) -> account(key).call(new Account.Add(1), LONG));
		assertThat(this.durable.states("account", Balance.class).stream()).extracting((entry) -> entry.key())
			.containsExactlyElementsOf(keys);
	}

	@Test
	void writtenStatesCanBeReadWithoutTheirActors() {
		ActorRef<Account> account = start(Dispatcher.VIRTUAL);
		account.call(new Account.Add(1), LONG);
		account("b").call(new Account.Add(2), LONG);
		var states = this.durable.states("account", Balance.class);
		assertThat(states.find("a")).contains(new Balance(1));
		assertThat(states.find("nobody")).isEmpty();
		assertThat(states.count()).isEqualTo(2);
		assertThat(states.list(null, 10)).extracting((entry) -> entry.key()).containsExactly("a", "b");
		assertThat(states.list("a", 10)).extracting((entry) -> entry.state()).containsExactly(new Balance(2));
		assertThat(states.delete("a")).isTrue();
		assertThat(states.delete("a")).isFalse();
		assertThat(failure(account.ask(new Account.Add(1), LONG))).isInstanceOf(StateConflictException.class);
		assertThat(account.call(new Account.Add(1), LONG)).as("starts over").isOne();
	}

}
