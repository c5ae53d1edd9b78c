package dev.actorspring.durable.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import javax.sql.DataSource;

import dev.actorspring.durable.store.StateLimits;
import dev.actorspring.durable.store.FencedException;
import dev.actorspring.durable.store.Lease;
import dev.actorspring.durable.store.PartitionSet;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.store.StateStore;
import dev.actorspring.durable.store.StateWrite;
import dev.actorspring.durable.store.StoreException;
import dev.actorspring.durable.store.StoredReply;
import dev.actorspring.durable.store.StoredState;
import dev.actorspring.durable.store.WriteOutcome;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the states of actors in H2, PostgreSQL (9.5 and later), MariaDB (10.6 and later)
 * or MySQL (8.0.17 and later). The tables are those of {@link ActorSchema}.
 *
 * <p>
 * Each method has one connection for as long as it takes, and leaves it as it was. All
 * times are those of the database. What {@link #write} has called written survives that
 * the process is killed, in embedded H2 too.
 */
public final class JdbcStateStore implements StateStore {

	/** How many lock timeouts the database may be silent. */
	private static final int SILENCE = 10;

	private final Transactions transactions;

	private final Dialect dialect;

	private final Duration lockTimeout;

	private final StateTable states;

	private final ReplyTable replies;

	private final LeaseTable leases;

	private final BatchWriter writer;

	private JdbcStateStore(Builder builder, Dialect dialect) {
		this.dialect = dialect;
		this.lockTimeout = builder.lockTimeout;
		this.transactions = new Transactions(builder.dataSource, dialect, builder.lockTimeout.multipliedBy(SILENCE),
				builder.onBroken);
		this.states = new StateTable(dialect);
		this.replies = new ReplyTable(dialect);
		this.leases = new LeaseTable(dialect);
		this.writer = new BatchWriter(this.transactions, dialect, new StateLimits(builder.maxStateSize),
				this.lockTimeout);
	}

	/**
	 * Begins to build a store.
	 * @param dataSource of the database; better one with connections that are only for
	 * the store, as those who wait for actors may hold all others
	 * @return a builder
	 */
	public static Builder builder(DataSource dataSource) {
		return new Builder(dataSource);
	}

	@Override
	public boolean isShared() {
		return this.dialect.isShared();
	}

	@Override
	public List<StoredState> load(Collection<StateKey> keys) throws StoreException {
		List<StateKey> possible = keys.stream().filter(StateLimits::allows).toList();
		return this.transactions.read("Loading the states of actors",
				(connection) -> this.states.load(connection, possible));
	}

	@Override
	public List<StoredReply> replies(Collection<StoredReply.Id> ids) throws StoreException {
		return this.transactions.read("Loading the outcomes of requests",
				(connection) -> this.replies.find(connection, ids));
	}

	@Override
	public List<WriteOutcome> write(List<StateWrite> writes, Set<Lease.Fence> fences)
			throws FencedException, StoreException {
		return this.writer.write(writes, fences);
	}

	@Override
	public Instant now() throws StoreException {
		return this.transactions.read("Asking for the time", (connection) -> {
			try (PreparedStatement query = connection
				.prepareStatement("select " + this.dialect.now() + " as now_there");
					ResultSet row = query.executeQuery()) {
				row.next();
				return Objects.requireNonNull(this.dialect.instant(row, "now_there"));
			}
		});
	}

	@Override
	public List<StateKey> due(Collection<String> actors, @Nullable PartitionSet partitions, int limit,
			Duration notAgainFor) throws StoreException {
		if (actors.isEmpty() || (partitions != null && partitions.numbers().isEmpty())) {
			return List.of();
		}
		return run("Looking for alarms", false,
				(connection) -> this.states.due(connection, actors, partitions, limit, notAgainFor));
	}

	@Override
	public void postpone(StateKey key, Duration time) throws StoreException {
		run("Postponing an alarm", false, (connection) -> {
			this.states.postpone(connection, List.of(key), time);
			return true;
		});
	}

	@Override
	public List<StoredState> list(String actor, @Nullable String after, int limit) throws StoreException {
		return this.transactions.read("Listing the states of actors",
				(connection) -> this.states.list(connection, actor, after, limit));
	}

	@Override
	public long count(String actor) throws StoreException {
		return this.transactions.read("Counting the states of actors",
				(connection) -> this.states.count(connection, actor));
	}

	@Override
	public Optional<Lease> acquire(String name, String owner, Duration time, boolean ask) throws StoreException {
		return run("Acquiring the lease '" + name + "'", true,
				(connection) -> this.leases.acquire(connection, name, owner, time, ask));
	}

	@Override
	public Optional<Lease> renew(Lease.Fence fence, Duration time) throws StoreException {
		return run("Renewing the lease '" + fence.name() + "'", false,
				(connection) -> this.leases.renew(connection, fence, time));
	}

	@Override
	public void release(Lease.Fence fence) throws StoreException {
		run("Releasing the lease '" + fence.name() + "'", false, (connection) -> {
			this.leases.release(connection, fence);
			return true;
		});
	}

	@Override
	public Lease.Fence seize(String name, String owner) throws StoreException {
		return run("Seizing the lease '" + name + "'", true,
				(connection) -> this.leases.seize(connection, name, owner));
	}

	@Override
	public int purge(Duration tombstones, Duration replies, int limit) throws StoreException {
		return run("Removing old rows", false, (connection) -> this.states.purge(connection, tombstones, limit)
				+ this.replies.purge(connection, replies, limit));
	}

	private <T> T run(String what, boolean durable, Transactions.Work<T, StoreException> work) throws StoreException {
		try {
			return this.transactions.run(what, durable, this.lockTimeout, work);
		}
		catch (SQLException ex) {
			throw this.transactions.failed(what, ex);
		}
	}

	/**
	 * Builds a store.
	 */
	public static final class Builder {

		private static final int DEFAULT_MAX_STATE_SIZE = 256 * 1024;

		private static final Duration DEFAULT_LOCK_TIMEOUT = Duration.ofSeconds(2);

		private final DataSource dataSource;

		private int maxStateSize = DEFAULT_MAX_STATE_SIZE;

		private Duration lockTimeout = DEFAULT_LOCK_TIMEOUT;

		private Runnable onBroken = () -> {
		};

		private Builder(DataSource dataSource) {
			this.dataSource = dataSource;
		}

		/**
		 * How long the JSON of a state may be; that of alarms and outcomes likewise.
		 * @param characters 262,144 unless said otherwise
		 * @return this
		 */
		public Builder maxStateSize(int characters) {
			if (characters < 1) {
				throw new IllegalArgumentException("A state has at least one character, not " + characters);
			}
			this.maxStateSize = characters;
			return this;
		}

		/**
		 * How long a statement may wait for rows that others have locked. MariaDB and
		 * MySQL know only whole seconds: it is rounded up. A connection on which nothing
		 * is heard for ten times as long counts as lost.
		 * @param timeout two seconds unless said otherwise
		 * @return this
		 */
		public Builder lockTimeout(Duration timeout) {
			if (timeout.toMillis() < 1) {
				throw new IllegalArgumentException("A lock timeout is at least a millisecond, not " + timeout);
			}
			this.lockTimeout = timeout;
			return this;
		}

		/**
		 * What to do when embedded H2 has closed the database: the connections of a pool
		 * stay dead, so it should evict them.
		 * @param evict called by the thread that has noticed, before the
		 * {@link StoreException} is thrown; must not throw
		 * @return this
		 */
		public Builder onBroken(Runnable evict) {
			this.onBroken = evict;
			return this;
		}

		/**
		 * Finds out which database it is, and whether it can keep what it has committed.
		 * @return a store
		 * @throws StoreException if the database cannot be reached, or loses what it has
		 * committed last when the process is killed
		 * @throws IllegalArgumentException if it is none of those that are supported
		 */
		public JdbcStateStore build() throws StoreException {
			JdbcStateStore store = new JdbcStateStore(this, Dialects.of(this.dataSource));
			store.run("Preparing the store of states", true, (connection) -> true);
			return store;
		}

	}

}
