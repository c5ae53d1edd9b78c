package dev.actorspring.durable.runtime;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.durable.StateConflictException;
import dev.actorspring.durable.StateUnavailableException;
import dev.actorspring.durable.runtime.Account.Balance;
import dev.actorspring.durable.store.StateStore;
import dev.actorspring.durable.store.StoreException;
import dev.actorspring.durable.test.InMemoryStateStore;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two instances of an application share one store.
 */
class LeaseTests {

	private static final Duration LONG = Duration.ofMinutes(1);

	private static final Duration LEASE = Duration.ofMillis(1_500);

	private final InMemoryStateStore store = new InMemoryStateStore();

	private final Instance first = new Instance();

	private final Instance second = new Instance();

	@AfterEach
	void stop() {
		this.first.away.set(false);
		this.first.stop();
		this.second.stop();
	}

	@Test
	void onlyOneServes() {
		this.first.start();
		await().until(() -> this.first.durable.isServing());
		assertThat(this.first.account().call(new Account.Add(1), LONG)).isOne();
		this.first.stop();
		this.second.start();
		await().until(() -> this.second.durable.isServing());
		assertThat(this.second.account().call(new Account.Add(1), LONG)).isEqualTo(2);
	}

	@Test
	void oneThatStartsIsHandedWhatTheOtherHas() {
		this.first.start();
		await().until(() -> this.first.durable.isServing());
		this.first.account().call(new Account.Add(1), LONG);
		this.second.start();
		await().until(() -> {
			this.store.advance(Duration.ofMillis(1));
			return this.second.durable.isServing();
		});
		assertThat(DurableTest.failure(this.first.account().ask(new Account.Get(), LONG)))
			.isInstanceOf(StateUnavailableException.class);
		await().ignoreExceptions().until(() -> this.second.account().call(new Account.Add(1), LONG) == 2);
	}

	@Test
	void oneThatWasCutOffWritesAndShowsNothingAfterAnotherHasTakenOver() {
		this.first.start();
		await().until(() -> this.first.durable.isServing());
		this.first.account().call(new Account.Add(1), LONG);
		this.first.away.set(true);
		CompletableFuture<Integer> late = this.first.account().ask(new Account.Add(100), LONG);
		await().until(() -> this.first.durable.failure() != null);
		this.store.advance(Duration.ofMinutes(1));
		this.second.start();
		await().until(() -> this.second.durable.isServing());
		assertThat(this.second.account().call(new Account.Add(1), LONG)).isEqualTo(2);
		this.first.away.set(false);
		assertThat(DurableTest.failure(late)).isInstanceOf(StateConflictException.class);
		assertThat(DurableTest.failure(this.first.account().ask(new Account.Get(), LONG)))
			.isInstanceOf(StateUnavailableException.class);
		assertThat(this.second.account().call(new Account.Get(), LONG)).isEqualTo(2);
	}

	@Test
	void readIsNotShownWhenTheLeaseMayBeGone() {
		this.first.start();
		await().until(() -> this.first.durable.isServing());
		this.first.account().call(new Account.Add(1), LONG);
		this.first.away.set(true);
		await().until(() -> !this.first.durable.isServing());
		assertThat(DurableTest.failure(this.first.account().ask(new Account.Get(), LONG)))
			.isInstanceOf(StateUnavailableException.class);
		this.first.away.set(false);
		await().ignoreExceptions().until(() -> this.first.account().call(new Account.Get(), LONG) == 1);
	}

	@Test
	void whatWasReadBeforeAnotherHadTheLeaseDoesNotCountWhenItIsBack() {
		this.first.start();
		await().until(() -> this.first.durable.isServing());
		CountDownLatch read = new CountDownLatch(1);
		this.first.held.set(read);
		CompletableFuture<Integer> early = this.first.account().ask(new Account.Get(), LONG);
		await().until(() -> this.first.isHeld);
		this.second.start();
		await().until(() -> {
			this.store.advance(Duration.ofMillis(1));
			return this.second.durable.isServing();
		});
		await().ignoreExceptions().until(() -> this.second.account().call(new Account.Add(1), LONG) == 1);
		this.first.held.set(null);
		read.countDown();
		assertThat(DurableTest.failure(early)).isInstanceOf(StateUnavailableException.class);
		this.second.stop();
		Integer seen = await().ignoreExceptions()
			.until(() -> this.first.account().call(new Account.Get(), LONG), Objects::nonNull);
		assertThat(seen).isOne();
	}

	/**
	 * One of the two.
	 */
	private final class Instance {

		/** Whether it cannot reach the store. */
		private final AtomicBoolean away = new AtomicBoolean();

		/** What it waits for once it has read something. */
		private final AtomicReference<CountDownLatch> held = new AtomicReference<>();

		private volatile boolean isHeld;

		private DurableActors durable;

		private ActorSystem system;

		void start() {
			this.durable = DurableActors.builder(reachable()).lease(LEASE).closing(Duration.ofSeconds(2)).build();
			ActorSpec<Account> bare = ActorSpec.keyed("account", Account.class, (context) -> null);
			this.system = ActorSystem.builder()
				.interceptors(this.durable)
				.actor(this.durable.with(bare, Balance.class, "balance", 1, Account::new))
				.build();
			this.durable.start(this.system);
			this.system.start();
		}

		private StateStore reachable() {
			return (StateStore) java.lang.reflect.Proxy.newProxyInstance(StateStore.class.getClassLoader(),
					new Class<?>[] { StateStore.class }, (proxy, method, arguments) -> {
						if (this.away.get()) {
							throw new StoreException("Cut off", null);
						}
						try {
							Object answer = method.invoke(LeaseTests.this.store, arguments);
							CountDownLatch latch = this.held.get();
							if (latch != null && method.getName().equals("load")) {
								this.isHeld = true;
								latch.await();
							}
							return answer;
						}
						catch (java.lang.reflect.InvocationTargetException ex) {
							throw ex.getCause();
						}
					});
		}

		ActorRef<Account> account() {
			return this.system.keyed(Account.class).get("a");
		}

		void stop() {
			if (this.system != null) {
				this.system.close();
				this.durable.close();
				this.system = null;
			}
		}

	}

}
