package dev.actorspring.durable.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

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
		String first = key.subList(0, key.size() - 1)
			.stream()
			.map((column) -> column + " = ? and ")
			.collect(Collectors.joining());
		return "select found.* from unnest(?) as wanted (value) cross join lateral (select " + columns + " from "
				+ table + " where " + first + key.getLast() + " = wanted.value offset 0) as found";
	}

	@Override
	void bindKeys(PreparedStatement statement, List<String> first, List<String> values) throws SQLException {
		int index = 1;
		statement.setArray(index++, statement.getConnection().createArrayOf("varchar", values.toArray()));
		for (String value : first) {
			statement.setString(index++, value);
		}
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

	@Override
	void begin(Connection connection, Duration lockTimeout) throws SQLException {
		execute(connection,
				"set transaction isolation level read committed; set local lock_timeout = "
						+ Math.max(1, lockTimeout.toMillis()) + "; set local idle_in_transaction_session_timeout = "
						+ Math.max(1, idleTimeout(lockTimeout).toMillis()));
	}

}
