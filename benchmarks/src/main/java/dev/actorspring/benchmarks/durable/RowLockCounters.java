package dev.actorspring.benchmarks.durable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Counters as they are written without actors: each request is a transaction, on the
 * thread that makes it, which locks the row of its counter.
 */
final class RowLockCounters implements Counters {

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final List<String> SCHEMA = List.of(
			"create table counter (id varchar(500) primary key, version bigint not null, state text not null,"
					+ " changed timestamp with time zone not null)",
			"create table counter_reply (counter varchar(500) not null, idempotency_key varchar(200) not null,"
					+ " outcome text not null, created timestamp with time zone not null,"
					+ " primary key (counter, idempotency_key))",
			"create index counter_reply_created on counter_reply (created)");

	private final Kind kind;

	private final Database database;

	private final HikariDataSource pool;

	private Callers callers = Callers.ALL.getFirst();

	/**
	 * Creates the tables, and a row for each counter.
	 * @throws SQLException if the database does not work
	 */
	RowLockCounters(Kind kind, Database database) throws SQLException {
		this.kind = kind;
		this.database = database;
		this.pool = Database.pool(database.newUrl() + database.committedAtOnce());
		try (Connection connection = this.pool.getConnection(); Statement statement = connection.createStatement()) {
			for (String each : SCHEMA) {
				statement.execute(each);
			}
		}
		for (int i = 0; i < kind.keys(); i++) {
			create(kind.key(i));
		}
	}

	private void create(String key) throws SQLException {
		try (Connection connection = this.pool.getConnection();
				PreparedStatement insert = connection
					.prepareStatement("insert into counter values (?, 0, ?, current_timestamp)")) {
			insert.setString(1, key);
			insert.setString(2, JSON.writeValueAsString(Count.zero(key)));
			insert.executeUpdate();
		}
	}

	@Override
	public String config() {
		return String.format(Locale.ROOT, "%s, %d connections%s; %s", this.callers, Database.CONNECTIONS,
				this.database.committedAtOnce().replace(";", ", "), Database.describe(this.pool));
	}

	/**
	 * Tries how many threads are best.
	 */
	@Override
	public long warmUp(Duration time) {
		long requests = run(time).requests();
		double best = 0;
		for (Callers each : Callers.ALL) {
			Slice slice = run(each, time.dividedBy(Callers.ALL.size()));
			requests += slice.requests();
			if (slice.perSecond() > best) {
				best = slice.perSecond();
				this.callers = each;
			}
		}
		return requests;
	}

	@Override
	public Slice run(Duration time) {
		return run(this.callers, time);
	}

	private Slice run(Callers threads, Duration time) {
		return threads.call(time, this.kind.keys(), (counter) -> add(this.kind.key(counter)));
	}

	private long add(String key) throws SQLException {
		String request = this.kind.isIdempotent() ? ActorCounters.newIdempotencyKey() : null;
		try (Connection connection = this.pool.getConnection()) {
			connection.setAutoCommit(false);
			try {
				long number = add(connection, key, request);
				connection.commit();
				return number;
			}
			catch (SQLException | RuntimeException ex) {
				connection.rollback();
				throw ex;
			}
		}
	}

	private static long add(Connection connection, String key, @Nullable String request) throws SQLException {
		// Before its outcome is looked for, or the same request could run twice.
		Count count = lock(connection, key);
		String outcome = (request != null) ? outcome(connection, key, request) : null;
		if (outcome != null) {
			return Long.parseLong(outcome);
		}
		Count next = count.next();
		update(connection, key, next);
		if (request != null) {
			insert(connection, key, request, String.valueOf(next.number()));
		}
		return next.number();
	}

	private static Count lock(Connection connection, String key) throws SQLException {
		try (PreparedStatement query = connection
			.prepareStatement("select state from counter where id = ? for update")) {
			query.setString(1, key);
			try (ResultSet row = query.executeQuery()) {
				row.next();
				return JSON.readValue(row.getString(1), Count.class);
			}
		}
	}

	private static @Nullable String outcome(Connection connection, String key, String request) throws SQLException {
		try (PreparedStatement query = connection
			.prepareStatement("select outcome from counter_reply where counter = ? and idempotency_key = ?")) {
			query.setString(1, key);
			query.setString(2, request);
			try (ResultSet row = query.executeQuery()) {
				return row.next() ? row.getString(1) : null;
			}
		}
	}

	private static void update(Connection connection, String key, Count count) throws SQLException {
		try (PreparedStatement update = connection.prepareStatement(
				"update counter set state = ?, version = version + 1, changed = current_timestamp where id = ?")) {
			update.setString(1, JSON.writeValueAsString(count));
			update.setString(2, key);
			update.executeUpdate();
		}
	}

	private static void insert(Connection connection, String key, String request, String outcome) throws SQLException {
		try (PreparedStatement insert = connection
			.prepareStatement("insert into counter_reply values (?, ?, ?, current_timestamp)")) {
			insert.setString(1, key);
			insert.setString(2, request);
			insert.setString(3, outcome);
			insert.executeUpdate();
		}
	}

	@Override
	public long sum() {
		return Rows.sum(this.pool, "select state from counter");
	}

	@Override
	public long outcomes() {
		return Rows.count(this.pool, "counter_reply");
	}

	@Override
	public void close() {
		this.pool.close();
	}

}
