package dev.actorspring.durable.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import dev.actorspring.ActorException;
import dev.actorspring.ActorInBackoffException;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Dispatcher;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.durable.StateConflictException;
import dev.actorspring.durable.StateUnavailableException;
import dev.actorspring.durable.runtime.Account.Balance;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.store.StoredState;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/**
 * Corners of the runtime: what waits is done in order, fails when it is lost, and is not
 * left behind.
 */
class RuntimeCornerTests extends DurableTest {

	private static void awaitIgnoringInterrupts(CountDownLatch latch) {
		while (latch.getCount() > 0) {
			try {
				latch.await();
			}
			catch (InterruptedException ex) {
				// Has a bug, as some have.
			}
		}
	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void actionsAfterWritesAreDoneOneAfterAnother(Dispatcher dispatcher) {
		ActorRef<Account> account = start(dispatcher);
		CountDownLatch first = new CountDownLatch(1);
		List<Integer> done = new CopyOnWriteArrayList<>();
		for (int i = 0; i < 20; i++) {
			int number = i;
			account.call(new Account.Do((state, context) -> {
				if (number % 5 != 4) {
					state.set(new Balance(number));
				}
				state.afterWrite(() -> {
					awaitIgnoringInterrupts(first);
					done.add(number);
				});
				return "";
			}), LONG);
		}
		assertThat(done).isEmpty();
		first.countDown();
		await().until(() -> done.size() == 20);
		assertThat(done).isSorted();
	}

	@Test
	void turnThatHidesALostStateFailsAllTheSame() {
		ActorRef<Account> account = start(Dispatcher.VIRTUAL);
		account.call(new Account.Add(1), LONG);
		CountDownLatch reads = new CountDownLatch(1);
		CountDownLatch mayRead = new CountDownLatch(1);
		this.store.holdWrites();
		CompletableFuture<Integer> lost = account.ask(new Account.Add(1), LONG);
		await().until(() -> this.store.heldBatches() == 1);
		ActorRef<Account> other = account("other");
		CompletableFuture<Object> hiding = account.ask(new Account.Do((state, context) -> {
			reads.countDown();
			awaitIgnoringInterrupts(mayRead);
			try {
				return state.get();
			}
			catch (RuntimeException ex) {
				other.tell(new Account.Tell(1));
				return "hidden";
			}
		}), LONG);
		awaitIgnoringInterrupts(reads);
		this.store.put(new StoredState(new StateKey("account", "a"), 2, new UUID(1, 2),
				new StoredState.Value("balance", 1, "{\"amount\":50}", null, null), Instant.EPOCH));
		this.store.releaseWrites();
		assertThat(failure(lost)).isInstanceOf(StateConflictException.class);
		mayRead.countDown();
		assertThat(failure(hiding)).isInstanceOf(StateConflictException.class);
		assertThat(account.call(new Account.Get(), LONG)).isEqualTo(50);
		await().untilAsserted(() -> assertThat(this.events).filteredOn(ActorEvent.DeadLetter.class::isInstance)
			.map(ActorEvent.DeadLetter.class::cast)
			.extracting(ActorEvent.DeadLetter::path, ActorEvent.DeadLetter::reason)
			.containsExactly(tuple("account/other", ActorEvent.DeadLetter.Reason.WITHHELD)));
		assertThat(this.system.find("account/other")).as("nothing was sent").isEmpty();
	}

	@Test
	void childThatIsCalledLikeADurableActorHasNothingOfIt() {
		ActorRef<Account> account = start(Dispatcher.VIRTUAL);
		Object echoed = account.call(new Account.Do((state, context) -> {
			state.set(new Balance(7));
			ActorRef<Echo> child = context.spawn(ActorSpec.of("account", Echo.class, (own) -> new Echo()));
			return child.call(new Echo.Say("heard"));
		}), LONG);
		assertThat(echoed).isEqualTo("heard");
		assertThat(this.durable.active().find(new StateKey("account", ""))).isNull();
		assertThat(account.call(new Account.Get(), LONG)).isEqualTo(7);
	}

	/**
	 * An actor without a state.
	 */
	static class Echo {

		record Say(String word) implements Request<Echo, String> {

		}

		@Receive
		String say(Say message) {
			return message.word();
		}

	}

	@ParameterizedTest
	@EnumSource(Dispatcher.class)
	void turnThatIsAbandonedDoesNotHoldUpWhatTheNextOnesSend(Dispatcher dispatcher) {
		this.durable = DurableActors.builder(this.store).closing(Duration.ofSeconds(5)).build();
		ActorSpec<Account> bare = ActorSpec.keyed("account", Account.class, (context) -> null);
		this.system = ActorSystem.builder()
			.interceptors(this.durable)
			.actor(this.durable.with(bare.withDispatcher(dispatcher).withShutdownTimeout(Duration.ofMillis(10)),
					Balance.class, "balance", 1, Account::new))
			.build();
		this.durable.start(this.system);
		this.system.start();
		ActorRef<Account> account = account("a");
		ActorRef<Account> other = account("other");
		CountDownLatch hangs = new CountDownLatch(1);
		CountDownLatch over = new CountDownLatch(1);
		try {
			account.ask(new Account.Do((state, context) -> {
				state.set(new Balance(1));
				other.tell(new Account.Tell(100));
				hangs.countDown();
				awaitIgnoringInterrupts(over);
				return "";
			}), LONG);
			awaitIgnoringInterrupts(hangs);
			this.system.operations("account/a").orElseThrow().restart().join();
			account.call(new Account.Do((state, context) -> {
				state.set(new Balance(2));
				other.tell(new Account.Tell(3));
				return "";
			}), LONG);
			await().untilAsserted(() -> assertThat(row("other")).contains("{\"amount\":3}"));
		}
		finally {
			over.countDown();
		}
	}

	@Test
	void errorOfTheStoreDoesNotEndTheLoading() {
		start(Dispatcher.VIRTUAL);
		this.store.failLoads(() -> {
			this.store.failLoads(false);
			throw new NoClassDefFoundError("of a driver");
		});
		assertThat(failure(account("b").ask(new Account.Get(), LONG))).isInstanceOf(StateUnavailableException.class);
		await().until(() -> this.durable.failure() == null);
		await().ignoreExceptions().until(() -> account("b").call(new Account.Get(), LONG) == 0);
		assertThat(account("c").call(new Account.Get(), LONG)).isZero();
	}

	@Test
	void requestThatWaitsForRoomIsRefusedLikeThoseBehindIt() {
		ActorRef<Account> account = start(Dispatcher.VIRTUAL);
		account.call(new Account.Add(1), LONG);
		this.store.holdWrites();
		CompletableFuture<Integer> lost = account.ask(new Account.Add(1), LONG);
		await().until(() -> this.store.heldBatches() == 1);
		for (int i = 0; i < 1_000; i++) {
			account.tell(new Account.Tell(1));
		}
		await().until(() -> this.system.gauges().iterator().next().depth() == 0);
		CompletableFuture<Integer> held = account.ask(new Account.Get(), LONG);
		CompletableFuture<Integer> behind = account.ask(new Account.Get(), LONG);
		await().until(() -> this.system.gauges().iterator().next().depth() <= 1);
		this.store.put(new StoredState(new StateKey("account", "a"), 2, new UUID(1, 2),
				new StoredState.Value("balance", 1, "{\"amount\":50}", null, null), Instant.EPOCH));
		this.store.failLoads(true);
		this.store.releaseWrites();
		assertThat(failure(lost)).isInstanceOf(StateConflictException.class);
		assertThat(failure(behind)).isInstanceOf(StateUnavailableException.class);
		assertThat(failure(held)).isInstanceOf(StateUnavailableException.class);
	}

	@Test
	void keyThatCouldNotStartIsForgotten() {
		ActorRef<Account> account = start(Dispatcher.VIRTUAL);
		this.store.failLoads(true);
		assertThat(failure(account("b").ask(new Account.Get(), LONG))).isInstanceOf(StateUnavailableException.class);
		await().until(() -> this.system.find("account/b").isEmpty());
		await().until(() -> this.durable.active().find(new StateKey("account", "b")) == null);
		this.store.failLoads(false);
		await().ignoreExceptions().until(() -> account("b").call(new Account.Add(1), LONG) == 1);
		assertThat(account.call(new Account.Get(), LONG)).isZero();
	}

	@Test
	void whatIsWrittenAfterItsActorHasEndedIsForgotten() {
		ActorRef<Account> account = start(Dispatcher.VIRTUAL);
		StateKey key = new StateKey("account", "a");
		account.call(new Account.Add(1), LONG);
		this.store.holdWrites();
		account.tell(new Account.Tell(1));
		await().until(() -> this.store.heldBatches() == 1);
		this.system.operations("account/a").orElseThrow().terminate().join();
		assertThat(this.durable.active().find(key)).isNotNull();
		this.store.releaseWrites();
		await().until(() -> this.durable.active().find(key) == null);
		assertThat(row("a")).contains("{\"amount\":2}");
	}

	@Test
	void whoCannotBeMadeIsForgotten() {
		this.durable = DurableActors.builder(this.store).build();
		ActorSpec<Account> bare = ActorSpec.keyed("account", Account.class, (context) -> null);
		this.system = ActorSystem.builder()
			.interceptors(this.durable)
			.actor(this.durable.with(bare, Balance.class, "balance", 1, (context, state) -> {
				throw new IllegalStateException("cannot be made");
			}))
			.build();
		this.durable.start(this.system);
		this.system.start();
		assertThat(failure(account("a").ask(new Account.Get(), LONG))).isInstanceOf(ActorInBackoffException.class);
		await().until(() -> this.durable.active().find(new StateKey("account", "a")) == null);
	}

	@Test
	void whatIsNotWrittenWhenAllIsClosedFails() {
		this.durable = DurableActors.builder(this.store).closing(Duration.ofMillis(50)).build();
		ActorSpec<Account> bare = ActorSpec.keyed("account", Account.class, (context) -> null);
		this.system = ActorSystem.builder()
			.interceptors(this.durable)
			.actor(this.durable.with(bare, Balance.class, "balance", 1, Account::new))
			.build();
		this.durable.start(this.system);
		this.system.start();
		ActorRef<Account> account = account("a");
		account.call(new Account.Add(1), LONG);
		this.store.failEverything(true);
		CompletableFuture<Integer> first = account.ask(new Account.Add(1), Duration.ofDays(1));
		await().until(() -> this.durable.failure() != null);
		this.system.stop(Duration.ofMillis(50));
		this.durable.close();
		assertThat(failure(first)).isInstanceOf(ActorException.class);
	}

}
