package dev.actorspring.durable.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.actorspring.durable.store.StoredReply;

/**
 * PostgreSQL.
 */
final class PostgresDialect extends Dialect {

	@Override
	String script() {
		return "schema-postgresql.sql";
	}

	@Override
	String now() {
		// Not clock_timestamp(), with which no index can be used.
		return "statement_timestamp()";
	}

	@Override
	String later() {
		return "statement_timestamp() + cast(? as bigint) * interval '1 microsecond'";
	}

	/**
	 * Before it has statistics of a table, it takes any other way than the index for a
	 * list. That it cannot do across {@code lateral} and {@code offset}.
	 */
	@Override
	String select(String columns, String table, List<String> key, int count) {
		String found = key.stream()
			.map((column) -> table + "." + column + " = wanted." + column)
			.collect(Collectors.joining(" and "));
		return "select found.* from unnest(?" + ", ?".repeat(key.size() - 1) + ") as wanted (" + String.join(", ", key)
				+ ") cross join lateral (select " + columns + " from " + table + " where " + found
				+ " offset 0) as found";
	}

	@Override
	void bindKeys(PreparedStatement statement, List<List<String>> keys) throws SQLException {
		for (int i = 0; i < keys.getFirst().size(); i++) {
			int column = i;
			setArray(statement, i + 1, keys, (key) -> key.get(column));
		}
	}

	private static <T> void setArray(PreparedStatement statement, int index, List<T> rows, Function<T, String> value)
			throws SQLException {
		Object[] values = rows.stream().map(value).toArray();
		statement.setArray(index, statement.getConnection().createArrayOf("varchar", values));
	}

	@Override
	String sharedLock() {
		// Not "for share", which a renewal would have to wait for, perhaps for ever.
		return " for key share";
	}

	@Override
	String unlessPresent(String column) {
		return " on conflict do nothing";
	}

	/** In one statement, however many there are. */
	@Override
	void insertReplies(Connection connection, List<StoredReply> replies) throws SQLException {
		try (PreparedStatement insert = connection
			.prepareStatement("insert into actor_reply (" + REPLY_COLUMNS + ", created) select given.*, " + now()
					+ " from unnest(?, ?, ?, ?, ?) as given on conflict do nothing")) {
			int index = 1;
			for (Function<StoredReply, String> value : REPLY_VALUES) {
				setArray(insert, index++, replies, value);
			}
			insert.executeUpdate();
		}
	}

	@Override
	void begin(Connection connection, Duration lockTimeout) throws SQLException {
		execute(connection,
				"set transaction isolation level read committed; set local lock_timeout = "
						+ Math.max(1, lockTimeout.toMillis()) + "; set local idle_in_transaction_session_timeout = "
						+ Math.max(1, idleTimeout(lockTimeout).toMillis()));
	}

}
