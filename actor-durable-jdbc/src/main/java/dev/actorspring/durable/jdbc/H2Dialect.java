package dev.actorspring.durable.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * H2. It writes what was committed to its file a little later, unless it is told to do so
 * at once, and has to be asked to have it on the disk before anybody is told.
 */
final class H2Dialect extends Dialect {

	private static final int DUPLICATE_KEY = 23505;

	private static final int ADMINISTRATOR_REQUIRED = 90040;

	private final boolean shared;

	/** Those that know that their database writes with each commit. */
	private final Set<Connection> writingAtOnce = Collections
		.newSetFromMap(Collections.synchronizedMap(new WeakHashMap<>()));

	/**
	 * Creates the dialect.
	 * @param shared whether other processes can reach the database
	 */
	H2Dialect(boolean shared) {
		this.shared = shared;
	}

	@Override
	boolean isShared() {
		return this.shared;
	}

	@Override
	String script() {
		return "schema-h2.sql";
	}

	@Override
	String now() {
		return "current_timestamp(6)";
	}

	@Override
	String later() {
		return "dateadd(microsecond, cast(? as bigint), current_timestamp(6))";
	}

	@Override
	String keyOrder() {
		return "key_bytes";
	}

	@Override
	String keyOrderParameter() {
		return "cast(cast(? as varchar) as varbinary(1500))";
	}

	/**
	 * It sorts all rows for which the condition holds if it is to lock some of them. So
	 * the first are looked up before, in the index, and it is looked at again whether the
	 * condition still holds: as a value, or H2 takes a part of it, as the actor, for the
	 * better way to find rows than their keys, and compares all rows of that actor.
	 */
	@Override
	List<List<String>> lockFirst(Connection connection, RowOrder order, String condition, Parameters parameters,
			int limit) throws SQLException {
		String hint = " use index (" + order.table() + "_" + order.column() + ")";
		List<List<String>> first = first(connection, order, hint, condition, parameters, limit, "");
		Set<List<String>> locked = new HashSet<>();
		for (List<List<String>> part : InLists.parts(first)) {
			try (PreparedStatement query = connection
				.prepareStatement(select(String.join(", ", order.key()), order.table(), order.key(), part.size())
						+ " and (" + condition + ") is true" + LOCKING)) {
				bindKeys(query, part);
				parameters.set(query, 1 + InLists.length(part.size()) * order.key().size());
				locked.addAll(keys(query, order.key()));
			}
		}
		return first.stream().filter(locked::contains).toList();
	}

	@Override
	String sharedLock() {
		// It has no shared locks of rows.
		return " for update";
	}

	@Override
	String unlessPresent(String column) {
		return "";
	}

	@Override
	void begin(Connection connection, Duration lockTimeout) throws SQLException {
		execute(connection, "set @actor_lock_timeout = lock_timeout()");
		execute(connection, "set lock_timeout " + Math.max(1, lockTimeout.toMillis()));
		execute(connection, "set session characteristics as transaction isolation level read committed");
	}

	@Override
	void end(Connection connection) throws SQLException {
		execute(connection, "set lock_timeout @actor_lock_timeout");
	}

	/**
	 * Neither the delay of 0 nor the checkpoint is enough alone: without the one, a
	 * checkpoint does not wait for the thread in the background; without the other,
	 * commits were lost when the process was killed, and a disk that is full was noticed
	 * by later commits only.
	 */
	@Override
	void makeDurable(Connection connection) throws SQLException {
		try {
			writeAtOnce(connection);
			execute(connection, "checkpoint sync");
		}
		catch (SQLException ex) {
			if (ex.getErrorCode() != ADMINISTRATOR_REQUIRED) {
				throw ex;
			}
			if (writesLater(connection)) {
				throw new SQLException("H2 loses what was committed last when the process is killed, and this user may"
						+ " not prevent it: have an administrator run 'set write_delay 0', or be one", ex);
			}
		}
	}

	/**
	 * Has the database write with each commit. What a thread in the background has begun
	 * to write, a checkpoint does not wait for; to have no such thread does.
	 */
	private void writeAtOnce(Connection connection) throws SQLException {
		Connection physical = connection.isWrapperFor(Connection.class) ? connection.unwrap(Connection.class)
				: connection;
		if (!this.writingAtOnce.contains(physical)) {
			if (writesLater(connection)) {
				execute(connection, "set write_delay 0");
			}
			this.writingAtOnce.add(physical);
		}
	}

	private static boolean writesLater(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement();
				ResultSet delay = statement.executeQuery(
						"select setting_value from information_schema.settings where setting_name = 'WRITE_DELAY'")) {
			return !delay.next() || delay.getInt(1) > 0;
		}
	}

	@Override
	<R> int[] insert(PreparedStatement statement, List<R> rows, Binder<? super R> binder) throws SQLException {
		int[] counts = new int[rows.size()];
		for (int i = 0; i < counts.length; i++) {
			binder.bind(statement, rows.get(i));
			try {
				counts[i] = statement.executeUpdate();
			}
			catch (SQLException ex) {
				// The transaction goes on without it.
				if (ex.getErrorCode() != DUPLICATE_KEY) {
					throw ex;
				}
			}
		}
		return counts;
	}

	@Override
	Failure failure(int errorCode) {
		return switch (errorCode) {
			// A lock that took too long, a row that has changed meanwhile.
			case 50200, 90131 -> Failure.LOCKED;
			case 42102, 42103, 42104 -> Failure.MISSING;
			case 90007, 90020, 90067 -> Failure.LOST;
			// A file that is damaged, or only read.
			case 90030, 90097 -> Failure.LOST;
			default -> isClosed(errorCode) ? Failure.LOST : Failure.OTHER;
		};
	}

	@Override
	boolean isClosed(SQLException exception) {
		for (Throwable each : exception) {
			if (each instanceof SQLException cause && isClosed(cause.getErrorCode())) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Whether it is closed, or about to be: as its file cannot be written, H2 says with
	 * an internal error.
	 */
	private static boolean isClosed(int errorCode) {
		return switch (errorCode) {
			case 50000, 90028, 90031, 90098, 90121 -> true;
			default -> false;
		};
	}

}
