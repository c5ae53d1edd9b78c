package dev.actorspring.durable.runtime;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorRef;
import dev.actorspring.Dispatcher;
import dev.actorspring.durable.runtime.Account.Balance;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.system.NodeSnapshot;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What can be seen of a state from outside, and be kept from happening to it.
 */
class WatchedStateTests extends DurableTest {

	private final Queue<String> heard = new ConcurrentLinkedQueue<>();

	private final AtomicBoolean forbidden = new AtomicBoolean();

	WatchedStateTests() {
		this.listener = new DurableListener() {

			@Override
			public void loaded(StateKey key, long nanos) {
				WatchedStateTests.this.heard.add("loaded " + key + ((nanos > 0) ? " in time" : ""));
			}

			@Override
			public void written(StateKey key, int size, long nanos) {
				WatchedStateTests.this.heard.add("written " + key + " " + size + ((nanos > 0) ? " in time" : ""));
			}

		};
		this.beforeChange = (key) -> {
			if (this.forbidden.get()) {
				throw new IllegalStateException(key + " is not to be changed");
			}
		};
	}

	private @Nullable StateSnapshot snapshot(String path) {
		return this.system.find(path).map(NodeSnapshot.Actor.class::cast).map(this.durable::snapshot).orElse(null);
	}

	@Test
	void snapshotTellsVersionAndTurnsThatAreNotWritten() {
		ActorRef<Account> account = start(Dispatcher.VIRTUAL);
		account.call(new Account.Get(), LONG);
		assertThat(snapshot("account/a")).isEqualTo(new StateSnapshot(0, 0, null));
		account.call(new Account.Add(1), LONG);
		assertThat(snapshot("account/a")).isEqualTo(new StateSnapshot(1, 0, null));
		this.store.holdWrites();
		account.ask(new Account.Add(1), LONG);
		await().until(() -> this.store.heldBatches() == 1);
		account.ask(new Account.Add(1), LONG);
		account.ask(new Account.Add(1), LONG);
		long loads = this.store.loads();
		await().untilAsserted(() -> assertThat(snapshot("account/a")).isEqualTo(new StateSnapshot(1, 3, null)));
		assertThat(this.store.loads()).isEqualTo(loads);
		this.store.releaseWrites();
		await().untilAsserted(() -> assertThat(snapshot("account/a")).isEqualTo(new StateSnapshot(3, 0, null)));
	}

	@Test
	void snapshotIsOfAnActorWithAState() {
		start(Dispatcher.VIRTUAL).call(new Account.Add(1), LONG);
		NodeSnapshot.Actor actor = (NodeSnapshot.Actor) this.system.find("account/a").orElseThrow();
		passivate("a");
		assertThat(this.durable.snapshot(actor)).isNull();
		assertThat(this.durable.actors()).containsExactly("account");
	}

	@Test
	void listenerHearsOfLoadsAndWrites_beforeAnybodyElseDoes() {
		ActorRef<Account> account = start(Dispatcher.VIRTUAL);
		for (int i = 1; i < 200; i++) {
			account.call(new Account.Add(1), LONG);
			assertThat(this.heard).hasSize(1 + i);
		}
		account.call(new Account.Delete(), LONG);
		assertThat(this.heard).hasSize(201)
			.startsWith("loaded account/a in time", "written account/a 12 in time")
			.endsWith("written account/a 14 in time", "written account/a 0 in time");
	}

	@Test
	void changeCanBeForbidden_andNothingIsChanged() {
		ActorRef<Account> account = start(Dispatcher.VIRTUAL);
		account.call(new Account.Add(1), LONG);
		this.forbidden.set(true);
		assertThat(failure(account.ask(new Account.Add(1), LONG))).isInstanceOf(ActorCrashedException.class)
			.rootCause()
			.hasMessage("account/a is not to be changed");
		assertThat(failure(account.ask(new Account.Delete(), LONG))).isInstanceOf(ActorCrashedException.class);
		assertThat(account.call(new Account.Do((balance, context) -> balance.orElse(new Balance(0)).amount()), LONG))
			.isEqualTo(1);
		assertThat(row("a")).contains("{\"amount\":1}");
	}

}
