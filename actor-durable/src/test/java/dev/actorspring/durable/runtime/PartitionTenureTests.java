package dev.actorspring.durable.runtime;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Delivery;
import dev.actorspring.Message;
import dev.actorspring.durable.StateConflictException;
import dev.actorspring.durable.StateUnavailableException;
import dev.actorspring.durable.runtime.Account.Balance;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.test.InMemoryStateStore;
import dev.actorspring.spi.OpenRequest;
import dev.actorspring.spi.Placement;
import dev.actorspring.system.ActorSystem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two nodes share one store, and partitions move between them, in good order and not.
 */
class PartitionTenureTests {

	private static final Duration LONG = Duration.ofMinutes(1);

	private final InMemoryStateStore store = new InMemoryStateStore();

	private final Node first = new Node();

	private final Node second = new Node();

	@AfterEach
	void stop() {
		this.store.releaseWrites();
		this.first.stop();
		this.second.stop();
	}

	@Test
	void stateGoesWithItsPartition() {
		this.first.open();
		assertThat(this.first.account().call(new Account.Add(1), LONG)).isOne();
		assertThat(this.store.row(new StateKey("account", "a"))).isPresent();
		this.first.leave();
		this.second.open();
		assertThat(this.second.account().call(new Account.Add(1), LONG)).isEqualTo(2);
		this.second.leave();
		this.first.open();
		assertThat(this.first.account().call(new Account.Get(), LONG)).isEqualTo(2);
	}

	@Test
	void nodeWithoutThePartitionDoesNothing() {
		assertThat(DurableTest.failure(this.first.account().ask(new Account.Get(), LONG)))
			.isInstanceOf(StateUnavailableException.class)
			.hasMessageContaining("moves to another node");
	}

	@Test
	void oneThatDoesNotKnowThatItHasLostThePartitionWritesAndShowsNothing() {
		this.first.open();
		this.first.account().call(new Account.Add(1), LONG);
		this.first.current.set(false);
		this.second.open();
		assertThat(this.second.account().call(new Account.Add(1), LONG)).isEqualTo(2);
		CompletableFuture<Integer> read = this.first.account().ask(new Account.Get(), LONG);
		CompletableFuture<Integer> write = this.first.account().ask(new Account.Add(100), LONG);
		assertThat(DurableTest.failure(write)).isInstanceOf(StateConflictException.class);
		assertThat(DurableTest.failure(read)).as("kept back until then").isInstanceOf(StateUnavailableException.class);
		CompletableFuture<Integer> late = this.first.account().ask(new Account.Get(), LONG);
		assertThat(this.second.account().call(new Account.Add(1), LONG)).as("not overtaken").isEqualTo(3);
		assertThat(late).isNotDone();
		this.first.lose();
		assertThat(DurableTest.failure(late)).isNotNull().isNotInstanceOf(TimeoutException.class);
	}

	@Test
	void writeUnderWayIsInTheStoreBeforeTheNextNodeReadsOrNever() {
		this.first.open();
		this.first.account().call(new Account.Add(1), LONG);
		this.store.holdWrites();
		CompletableFuture<Integer> late = this.first.account().ask(new Account.Add(100), LONG);
		await().until(() -> this.store.heldBatches() == 1);
		this.first.current.set(false);
		this.second.open();
		CompletableFuture<Integer> next = this.second.account().ask(new Account.Get(), LONG);
		this.store.releaseWrites();
		int seen = next.join();
		Throwable failure = DurableTest.failure(late);
		assertThat(seen).isEqualTo((failure == null) ? 101 : 1);
		assertThat(this.second.account().call(new Account.Get(), LONG)).isEqualTo(seen);
	}

	@Test
	void ownerThatIsOvertakenByOneWhoIsLateTakesThePartitionAgain() throws Exception {
		this.first.open();
		this.first.account().call(new Account.Add(1), LONG);
		this.store.seize("partition/0", "one who was asleep");
		assertThat(DurableTest.failure(this.first.account().ask(new Account.Add(1), LONG)))
			.isInstanceOf(StateConflictException.class);
		assertThat(this.first.account().call(new Account.Add(1), LONG)).isEqualTo(2);
	}

	@Test
	void readsWaitUntilTheNodeIsConfirmed() {
		this.first.open();
		this.first.account().call(new Account.Add(1), LONG);
		this.first.current.set(false);
		CountDownLatch handled = new CountDownLatch(2);
		CompletableFuture<Object> read = this.first.account().ask(new Account.Do((state, context) -> {
			handled.countDown();
			return state.get().amount();
		}), LONG);
		this.first.account().tell(new Account.Tell(0));
		this.first.account().ask(new Account.Do((state, context) -> {
			handled.countDown();
			return "";
		}), LONG);
		await().until(() -> handled.getCount() == 0);
		assertThat(read).isNotDone();
		this.first.confirm();
		assertThat(read).succeedsWithin(LONG).isEqualTo(1);
	}

	@Test
	void alarmsOfOtherNodesAreLeftAlone() {
		this.first.open();
		this.second.start();
		assertThat(this.first.durable.tenures().shares(List.of("account"))).element(1)
			.satisfies((share) -> assertThat(share.isEmpty()).isFalse());
		assertThat(this.second.durable.tenures().shares(List.of("account")))
			.allSatisfy((share) -> assertThat(share.isEmpty()).isTrue());
	}

	/**
	 * One of the two. There is one partition.
	 */
	private final class Node {

		final AtomicBoolean current = new AtomicBoolean(true);

		final AtomicBoolean here = new AtomicBoolean();

		final AtomicReference<CompletableFuture<Boolean>> confirmed = new AtomicReference<>(new CompletableFuture<>());

		@Nullable DurableActors durable;

		@Nullable ActorSystem system;

		void start() {
			if (this.system != null) {
				return;
			}
			this.durable = DurableActors.builder(PartitionTenureTests.this.store)
				.lease(Duration.ofSeconds(10))
				.closing(Duration.ofSeconds(1))
				.build();
			ActorSpec<Account> spec = this.durable.with(ActorSpec.keyed("account", Account.class, (context) -> null),
					Balance.class, "balance", 1, Account::new);
			this.system = ActorSystem.builder()
				.interceptors(this.durable)
				.partitions(this.durable)
				.placement((family) -> new OnePartition())
				.actor(spec)
				.build();
			this.durable.start(this.system);
			this.system.start();
		}

		ActorRef<Account> account() {
			start();
			return this.system.keyed(Account.class).get("a");
		}

		/** The partition comes here. */
		void open() {
			start();
			this.here.set(true);
			this.system.hosting().opened(0);
			await().until(() -> this.durable.tenures().shares(List.of("account")).get(1).partitions() != null
					&& !this.durable.tenures().shares(List.of("account")).get(1).isEmpty());
		}

		/** It leaves in good order. */
		void leave() {
			this.system.hosting().drain("account", 0, LONG).toCompletableFuture().join();
			this.here.set(false);
			this.system.hosting().closed(0);
		}

		/** It has been taken away. */
		void lose() {
			this.here.set(false);
			this.system.hosting().closed(0);
			this.system.hosting().discard("account", 0).toCompletableFuture().join();
		}

		void confirm() {
			this.current.set(true);
			this.confirmed.getAndSet(new CompletableFuture<>()).complete(true);
		}

		void stop() {
			if (this.system != null) {
				this.system.close();
				this.durable.close();
			}
		}

		private final class OnePartition implements Placement.Partitions, Placement.Home {

			@Override
			public int count() {
				return 1;
			}

			@Override
			public Placement.Home home(int partition) {
				return this;
			}

			@Override
			public boolean isCurrent() {
				return Node.this.current.get();
			}

			@Override
			public CompletableFuture<?> whenCurrent() {
				return Node.this.confirmed.get();
			}

			/** Also what comes too late, as if it had been let in before. */
			@Override
			public boolean enter() {
				return true;
			}

			@Override
			public void exit() {
			}

			@Override
			public Delivery tell(String key, Message<?> message, @Nullable Object context) {
				throw new UnsupportedOperationException();
			}

			@Override
			public void ask(String key, OpenRequest request) {
				throw new UnsupportedOperationException();
			}

		}

	}

}
