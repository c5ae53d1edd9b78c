package dev.actorspring.benchmarks.durable;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;

import com.zaxxer.hikari.HikariDataSource;
import dev.actorspring.ActorSpec;
import dev.actorspring.Dispatcher;
import dev.actorspring.KeyedActors;
import dev.actorspring.Request;
import dev.actorspring.durable.jdbc.ActorSchema;
import dev.actorspring.durable.jdbc.JdbcStateStore;
import dev.actorspring.durable.runtime.DurableActors;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.store.StateStore;
import dev.actorspring.durable.store.StateWrite;
import dev.actorspring.durable.store.StoreException;
import dev.actorspring.durable.store.StoredState;
import dev.actorspring.system.ActorSystem;
import tools.jackson.databind.json.JsonMapper;

/**
 * Counters that are durable actors of ours.
 */
final class ActorCounters implements Counters {

	private static final String FAMILY = "counter";

	private static final String STATE = "count";

	private static final Duration TIMEOUT = Duration.ofMinutes(1);

	private final Kind kind;

	private final HikariDataSource pool;

	private final StateStore store;

	private final DurableActors durable;

	private final ActorSystem system;

	private final KeyedActors<Counter> counters;

	private final LongAdder made = new LongAdder();

	/**
	 * Starts an actor system.
	 * @throws StoreException if the database does not work
	 */
	ActorCounters(Kind kind, Database database) throws StoreException {
		this.kind = kind;
		this.pool = Database.pool(database.newUrl());
		ActorSchema.of(this.pool).createMissing();
		this.store = JdbcStateStore.builder(this.pool).build();
		this.durable = DurableActors.builder(this.store).build();
		this.durable.register(FAMILY, Count.class, STATE, 1);
		this.system = ActorSystem.builder()
			.interceptors(this.durable)
			.actor(ActorSpec.keyed(FAMILY, Counter.class, (context) -> {
				this.made.increment();
				return new Counter(context.key(), this.durable.state(FAMILY, true, context, Count.class));
			})
				.withDispatcher(Dispatcher.COMPUTE)
				.withMailboxCapacity(ActorSpec.UNBOUNDED)
				.withPassivateAfter(Duration.ZERO))
			.build();
		this.durable.start(this.system);
		this.system.start();
		this.counters = this.system.keyed(Counter.class);
	}

	@Override
	public String config() {
		return String.format(Locale.ROOT, "%,d requests under way, metrics off; %s", this.kind.underWay(),
				Database.describe(this.pool));
	}

	@Override
	public long warmUp(Duration time) {
		return run(time).requests();
	}

	@Override
	public Slice run(Duration time) {
		return Chains.run(this.kind.underWay(), time, (chain) -> add(chain % this.kind.keys()));
	}

	/**
	 * Adds to a counter.
	 * @param index which
	 */
	CompletableFuture<Long> add(int index) {
		return ask(index, this.kind.isIdempotent() ? new Counter.AddOnce(newIdempotencyKey()) : new Counter.Add());
	}

	/**
	 * Asks a counter.
	 * @param index which
	 */
	CompletableFuture<Long> ask(int index, Request<Counter, Long> request) {
		return this.counters.get(this.kind.key(index)).ask(request, TIMEOUT);
	}

	/**
	 * A UUID, as clients choose it. Not a secure one, which would take longer to make
	 * than some of what is measured.
	 */
	static String newIdempotencyKey() {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		return new UUID(random.nextLong(), random.nextLong()).toString();
	}

	@Override
	public long sum() {
		return Rows.sum(this.pool, "select state from actor_state where actor = '" + FAMILY + "'");
	}

	@Override
	public long outcomes() {
		return Rows.count(this.pool, "actor_reply");
	}

	// For activations.

	/**
	 * The connections to where the states are.
	 */
	HikariDataSource pool() {
		return this.pool;
	}

	/**
	 * Where the states are.
	 */
	StateStore store() {
		return this.store;
	}

	/**
	 * Whose state that of a counter is.
	 */
	StateKey stateKey(int index) {
		return new StateKey(FAMILY, this.kind.key(index));
	}

	/**
	 * What the first request to a counter writes.
	 * @param index which
	 */
	StateWrite firstWrite(int index) {
		String state = JsonMapper.shared().writeValueAsString(Count.zero(this.kind.key(index)).next());
		return new StateWrite(stateKey(index), null, new StateWrite.Mark(1, UUID.randomUUID()),
				new StoredState.Value(STATE, 1, state, null, null), List.of());
	}

	/**
	 * Takes a counter out of memory.
	 * @param index which
	 * @return done when it is gone
	 */
	CompletableFuture<Void> passivate(int index) {
		return this.system.operations(FAMILY + "/" + this.kind.key(index)).orElseThrow().passivate();
	}

	/**
	 * How many counters were made, with their states loaded.
	 */
	long made() {
		return this.made.sum();
	}

	@Override
	public void close() {
		this.system.close();
		this.durable.close();
		this.pool.close();
	}

}
