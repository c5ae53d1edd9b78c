package dev.actorspring.durable.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * MariaDB and MySQL. Times are in UTC, whatever the time zone of the session is.
 */
final class MariaDbDialect extends Dialect {

	private final String script;

	private final boolean endsIdleTransactions;

	/**
	 * Creates the dialect.
	 * @param script where the tables are
	 * @param endsIdleTransactions whether it can do so, which MySQL cannot
	 */
	MariaDbDialect(String script, boolean endsIdleTransactions) {
		this.script = script;
		this.endsIdleTransactions = endsIdleTransactions;
	}

	@Override
	String script() {
		return this.script;
	}

	@Override
	String now() {
		return "utc_timestamp(6)";
	}

	@Override
	String later() {
		return "utc_timestamp(6) + interval ? microsecond";
	}

	@Override
	String sharedLock() {
		return " lock in share mode";
	}

	@Override
	String unlessPresent(String column) {
		// Not "insert ignore", which turns other errors into warnings.
		return " on duplicate key update " + column + " = " + column;
	}

	@Override
	void begin(Connection connection, Duration lockTimeout) throws SQLException {
		execute(connection,
				"set @actor_lock_wait_timeout = @@session.innodb_lock_wait_timeout, "
						+ "session innodb_lock_wait_timeout = " + seconds(lockTimeout)
						+ (this.endsIdleTransactions
								? ", @actor_idle_timeout = @@session.idle_transaction_timeout, "
										+ "session idle_transaction_timeout = " + seconds(idleTimeout(lockTimeout))
								: ""));
		execute(connection, "set transaction isolation level read committed");
	}

	@Override
	void end(Connection connection) throws SQLException {
		execute(connection, "set session innodb_lock_wait_timeout = @actor_lock_wait_timeout"
				+ (this.endsIdleTransactions ? ", session idle_transaction_timeout = @actor_idle_timeout" : ""));
	}

	private static long seconds(Duration time) {
		return Math.max(1, time.plusMillis(999).toSeconds());
	}

	@Override
	<R> int[] insert(PreparedStatement statement, List<R> rows, Binder<? super R> binder) throws SQLException {
		// Drivers that count the rows found say 1 for one that was left alone.
		return uncounted(update(statement, rows, binder).length);
	}

	@Override
	int timeType() {
		return Types.TIMESTAMP;
	}

	@Override
	void setTime(PreparedStatement statement, int index, Instant time) throws SQLException {
		statement.setObject(index, LocalDateTime.ofInstant(time, ZoneOffset.UTC));
	}

	@Override
	@Nullable Instant instant(ResultSet row, String column) throws SQLException {
		LocalDateTime time = row.getObject(column, LocalDateTime.class);
		return (time != null) ? time.toInstant(ZoneOffset.UTC) : null;
	}

	@Override
	Failure failure(int errorCode) {
		return switch (errorCode) {
			// A lock that took too long, a deadlock, a row that has changed meanwhile.
			case 1205, 1213, 1020 -> Failure.LOCKED;
			case 1146 -> Failure.MISSING;
			// Shutdown, killed, gone away, lost in a query.
			case 1053, 1927, 2006, 2013 -> Failure.LOST;
			// A disk or a table that is full, an error of the storage, a server that only
			// reads.
			case 1021, 1030, 1114, 1290, 1836 -> Failure.LOST;
			default -> Failure.OTHER;
		};
	}

}
