package dev.actorspring.durable.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

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
