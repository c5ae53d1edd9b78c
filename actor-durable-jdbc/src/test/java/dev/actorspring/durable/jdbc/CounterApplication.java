package dev.actorspring.durable.jdbc;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;

import com.zaxxer.hikari.HikariDataSource;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.durable.runtime.DurableActors;
import dev.actorspring.durable.store.StateStore;
import dev.actorspring.durable.store.StoreException;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorSystem;
import org.jspecify.annotations.Nullable;

/**
 * An application with counters that are durable and an echo that is not.
 */
final class CounterApplication implements Counters, AutoCloseable {

	static final String FAMILY = "counter";

	static final Duration LONG = Duration.ofMinutes(2);

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	/** As little as a test can wait for what is cut off. */
	static final Duration LOCK_TIMEOUT = Duration.ofMillis(300);

	private final Queue<ActorEvent> crashes = new ConcurrentLinkedQueue<>();

	private final DurableActors durable;

	private final ActorSystem system;

	/**
	 * Starts it.
	 * @param pool of its database, which has the tables
	 * @param lease how long it has the states, or {@code null} for ever
	 * @param around stands between the actors and the store
	 */
	CounterApplication(HikariDataSource pool, @Nullable Duration lease, UnaryOperator<StateStore> around)
			throws StoreException {
		this(pool, lease, PATIENCE, around);
	}

	/**
	 * Starts it.
	 * @param pool of its database, which has the tables
	 * @param lease how long it has the states, or {@code null} for ever
	 * @param patience for how long it tries to write something
	 * @param around stands between the actors and the store
	 */
	CounterApplication(HikariDataSource pool, @Nullable Duration lease, Duration patience,
			UnaryOperator<StateStore> around) throws StoreException {
		StateStore store = JdbcStateStore.builder(pool)
			.lockTimeout(LOCK_TIMEOUT)
			.onBroken(() -> pool.getHikariPoolMXBean().softEvictConnections())
			.build();
		DurableActors made = DurableActors.builder(around.apply(store)).lease(lease).patience(patience).build();
		made.register(FAMILY, Counter.Count.class, "count", 1);
		this.durable = made;
		this.system = ActorSystem.builder()
			.interceptors(made)
			.listener(this::heard)
			.actor(ActorSpec.keyed(FAMILY, Counter.class,
					(context) -> new Counter(made.state(FAMILY, true, context, Counter.Count.class),
							made.alarms(FAMILY, true, context))))
			.actor(ActorSpec.of("echo", Echo.class, (context) -> new Echo()))
			.build();
		made.start(this.system);
		this.system.start();
	}

	private void heard(ActorEvent event) {
		if (!(event instanceof ActorEvent.DeadLetter)) {
			this.crashes.add(event);
		}
	}

	/** Restarts and the like. */
	Queue<ActorEvent> crashes() {
		return this.crashes;
	}

	DurableActors durable() {
		return this.durable;
	}

	ActorSystem system() {
		return this.system;
	}

	@Override
	public CompletableFuture<Integer> add(String key, @Nullable String id) {
		return counter(key).ask(new Counter.Add(id), LONG);
	}

	@Override
	public CompletableFuture<Counter.Count> look(String key) {
		return counter(key).ask(new Counter.Look(), LONG);
	}

	ActorRef<Counter> counter(String key) {
		return this.system.keyed(Counter.class).get(key);
	}

	CompletableFuture<Integer> echo(int number) {
		return this.system.actor(Echo.class).ask(new Echo.Say(number), LONG);
	}

	@Override
	public void close() {
		this.system.close();
		this.durable.close();
	}

	/**
	 * Has no state.
	 */
	static final class Echo {

		@Receive
		int say(Say say) {
			return say.number();
		}

		/**
		 * Wants to hear a number.
		 *
		 * @param number which
		 */
		record Say(int number) implements Request<Echo, Integer> {

		}

	}

}
