package dev.actorspring.durable.runtime;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Dispatcher;
import dev.actorspring.durable.Durable;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.store.StateStore;
import dev.actorspring.durable.store.StoredState;
import dev.actorspring.durable.test.InMemoryStateStore;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.AfterEach;

import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Base of tests with accounts in memory.
 */
abstract class DurableTest {

	static final Duration LONG = Duration.ofMinutes(1);

	final InMemoryStateStore store = new InMemoryStateStore();

	final Collection<ActorEvent> events = new ConcurrentLinkedQueue<>();

	DurableListener listener = DurableListener.NONE;

	Consumer<StateKey> beforeChange = (key) -> {
	};

	DurableActors durable;

	ActorSystem system;

	/** Where the states are. */
	StateStore states() {
		return this.store;
	}

	@AfterEach
	void stop() {
		if (this.system != null) {
			this.store.releaseWrites();
			this.system.close();
			this.durable.close();
		}
	}

	ActorRef<Account> start(Dispatcher dispatcher) {
		return start(dispatcher, Duration.ofSeconds(30));
	}

	ActorRef<Account> start(Dispatcher dispatcher, Duration patience) {
		this.durable = DurableActors.builder(states())
			.patience(patience)
			.closing(Duration.ofSeconds(5))
			.listener(this.listener)
			.beforeChange(this.beforeChange)
			.build();
		ActorSpec<Account> bare = ActorSpec.keyed("account", Account.class, (context) -> null);
		ActorSpec<Account> spec = this.durable.with(bare.withDispatcher(dispatcher), Account.Balance.class, "balance",
				1, this::account);
		this.system = ActorSystem.builder().interceptors(this.durable).listener(this.events::add).actor(spec).build();
		this.durable.start(this.system);
		this.system.start();
		return account("a");
	}

	private Account account(ActorContext<Account> context, Durable<Account.Balance> balance) {
		return new Account(context, balance, this.durable.alarms("account", true, context));
	}

	ActorRef<Account> account(String key) {
		return this.system.keyed(Account.class).get(key);
	}

	void passivate(String key) {
		this.system.operations("account/" + key).orElseThrow().passivate().join();
	}

	Optional<String> row(String key) {
		return this.store.row(new StateKey("account", key)).map(StoredState::value).map(StoredState.Value::state);
	}

	static Throwable failure(CompletableFuture<?> future) {
		Throwable thrown = catchThrowable(() -> future.get(30, TimeUnit.SECONDS));
		return (thrown instanceof ExecutionException) ? thrown.getCause() : thrown;
	}

}
