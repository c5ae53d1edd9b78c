package dev.actorspring.durable.jdbc;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

import dev.actorspring.durable.store.StoredReply;
import org.jspecify.annotations.Nullable;

/**
 * What differs from database to database.
 */
abstract class Dialect {

	/** Values, constraints, check options, triggers that raise or signal, limits. */
	private static final List<String> REFUSED = List.of("22", "23", "44", "45", "54", "P0");

	/** Connections, resources such as the disk, a server that goes or only reads. */
	private static final List<String> LOST = List.of("08", "25006", "53", "57P", "58");

	static final String LOCKING = " for update skip locked";

	static final String REPLY_COLUMNS = "actor, actor_key, idempotency_key, fingerprint, outcome";

	/** What is in those columns. */
	static final List<Function<StoredReply, String>> REPLY_VALUES = List.of((reply) -> reply.id().key().actor(),
			(reply) -> reply.id().key().key(), (reply) -> reply.id().idempotencyKey(),
			(reply) -> reply.outcome().fingerprint(), (reply) -> reply.outcome().json());

	/** In which class path resource the tables are. */
	abstract String script();

	/** The database's time, the same in a statement, in the type of its columns. */
	abstract String now();

	/** The same, some microseconds later: one parameter. */
	abstract String later();

	/** By what {@code actor_key} is ordered as its UTF-8 bytes are. */
	String keyOrder() {
		return "actor_key";
	}

	/** A parameter that is compared with {@link #keyOrder}. */
	String keyOrderParameter() {
		return "?";
	}

	/**
	 * A query for rows by their whole primary key. It has to look up each of them in the
	 * index, however many others have the same first columns, and whatever the database
	 * thinks of how many that are.
	 * @param columns what to select
	 * @param table of which table
	 * @param key the columns of its primary key
	 * @param count how many rows
	 */
	String select(String columns, String table, List<String> key, int count) {
		String row = "(?" + ", ?".repeat(key.size() - 1) + ")";
		return "select " + columns + " from " + table + " where (" + String.join(", ", key) + ") in (" + row
				+ (", " + row).repeat(InLists.length(count) - 1) + ")";
	}

	/**
	 * Sets the parameters of {@link #select}.
	 * @param keys of the rows, at least one
	 */
	void bindKeys(PreparedStatement statement, List<List<String>> keys) throws SQLException {
		int index = 1;
		for (int i = 0; i < InLists.length(keys.size()); i++) {
			for (String column : keys.get(Math.min(i, keys.size() - 1))) {
				statement.setString(index++, column);
			}
		}
	}

	/**
	 * Locks the first rows for which a condition holds, without those that others have
	 * locked. Reads not many more than these, however many there are.
	 * @param order what is the first
	 * @param condition on them, with parameters
	 * @param parameters sets those
	 * @param limit how many rows at most
	 * @return their primary keys
	 */
	List<List<String>> lockFirst(Connection connection, RowOrder order, String condition, Parameters parameters,
			int limit) throws SQLException {
		return first(connection, order, "", condition, parameters, limit, LOCKING);
	}

	/**
	 * Finds the first rows for which a condition holds.
	 * @param hint which index to use
	 * @param locking what becomes of the rows
	 */
	final List<List<String>> first(Connection connection, RowOrder order, String hint, String condition,
			Parameters parameters, int limit, String locking) throws SQLException {
		try (PreparedStatement query = connection
			.prepareStatement("select " + String.join(", ", order.key()) + " from " + order.table() + hint + " where "
					+ condition + " order by " + order.column() + " limit ?" + locking)) {
			query.setInt(parameters.set(query, 1), limit);
			return keys(query, order.key());
		}
	}

	final List<List<String>> keys(PreparedStatement query, List<String> columns) throws SQLException {
		List<List<String>> keys = new ArrayList<>();
		try (ResultSet row = query.executeQuery()) {
			while (row.next()) {
				List<String> key = new ArrayList<>();
				for (String column : columns) {
					key.add(text(row, column));
				}
				keys.add(key);
			}
		}
		return keys;
	}

	/** What makes a query keep seizers away, but not others of its kind. */
	abstract String sharedLock();

	/**
	 * Whether other processes can reach the database.
	 */
	boolean isShared() {
		return true;
	}

	/**
	 * What is appended to an insert, so that it leaves a row alone that is there.
	 * @param column one of the table
	 */
	abstract String unlessPresent(String column);

	/**
	 * Begins a transaction in which each statement sees what is committed before it.
	 * @param connection without automatic commits
	 * @param lockTimeout how long a statement may wait for others
	 */
	abstract void begin(Connection connection, Duration lockTimeout) throws SQLException;

	/**
	 * How long a transaction may wait for its next statement. Its process may have been
	 * stopped, or its machine be gone, and others must not wait for its locks.
	 */
	static Duration idleTimeout(Duration lockTimeout) {
		return lockTimeout.multipliedBy(5);
	}

	/** Gives the connection its own settings back, after the end of the transaction. */
	void end(Connection connection) throws SQLException {
	}

	/** Has what was committed survive the end of the process. */
	void makeDurable(Connection connection) throws SQLException {
	}

	/**
	 * Inserts rows that are not there yet.
	 * @param statement ends with {@link #unlessPresent}
	 * @param rows to be inserted
	 * @return for each 1, 0, or {@link Statement#SUCCESS_NO_INFO}
	 */
	<R> int[] insert(PreparedStatement statement, List<R> rows, Binder<? super R> binder) throws SQLException {
		return update(statement, rows, binder);
	}

	/**
	 * Inserts what requests came to, unless it is there.
	 * @param replies at least one
	 */
	void insertReplies(Connection connection, List<StoredReply> replies) throws SQLException {
		try (PreparedStatement insert = connection.prepareStatement("insert into actor_reply (" + REPLY_COLUMNS
				+ ", created) values (?, ?, ?, ?, ?, " + now() + ")" + unlessPresent("created"))) {
			insert(insert, replies, (statement, reply) -> {
				int index = 1;
				for (Function<StoredReply, String> value : REPLY_VALUES) {
					statement.setString(index++, value.apply(reply));
				}
			});
		}
	}

	final <R> int[] update(PreparedStatement statement, List<R> rows, Binder<? super R> binder) throws SQLException {
		for (R row : rows) {
			binder.bind(statement, row);
			statement.addBatch();
		}
		return statement.executeBatch();
	}

	/**
	 * Sets a time. It is rounded up to what the column has room for, so that no alarm is
	 * early.
	 */
	final void setInstant(PreparedStatement statement, int index, @Nullable Instant time) throws SQLException {
		if (time == null) {
			statement.setNull(index, timeType());
			return;
		}
		Instant down = time.truncatedTo(ChronoUnit.MICROS);
		setTime(statement, index, down.equals(time) ? down : down.plus(1, ChronoUnit.MICROS));
	}

	int timeType() {
		return Types.TIMESTAMP_WITH_TIMEZONE;
	}

	void setTime(PreparedStatement statement, int index, Instant time) throws SQLException {
		statement.setObject(index, time.atOffset(ZoneOffset.UTC));
	}

	@Nullable Instant instant(ResultSet row, String column) throws SQLException {
		OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
		return (time != null) ? time.toInstant() : null;
	}

	/** Reads a text that some databases keep as bytes. */
	final String text(ResultSet row, String column) throws SQLException {
		return new String(row.getBytes(column), StandardCharsets.UTF_8);
	}

	/**
	 * Classifies an exception by its code, and else by those of its causes.
	 */
	final Failure failure(SQLException exception) {
		for (Throwable each : exception) {
			if (each instanceof SQLException cause) {
				Failure failure = failureOf(cause);
				if (failure != Failure.OTHER) {
					return failure;
				}
			}
		}
		return Failure.OTHER;
	}

	private Failure failureOf(SQLException exception) {
		Failure byCode = failure(exception.getErrorCode());
		if (byCode != Failure.OTHER) {
			return byCode;
		}
		String state = (exception.getSQLState() != null) ? exception.getSQLState() : "";
		if (state.equals("40001") || state.equals("40P01") || state.equals("55P03") || state.equals("57014")) {
			return Failure.LOCKED;
		}
		if (state.equals("42P01") || state.equals("42S02")) {
			return Failure.MISSING;
		}
		if (REFUSED.stream().anyMatch(state::startsWith)) {
			return Failure.REFUSED;
		}
		boolean lost = LOST.stream().anyMatch(state::startsWith)
				|| exception instanceof SQLNonTransientConnectionException
				|| exception instanceof SQLTransientConnectionException || exception instanceof SQLRecoverableException;
		return lost ? Failure.LOST : Failure.OTHER;
	}

	/**
	 * Classifies by the number that a database gives to the error.
	 */
	Failure failure(int errorCode) {
		return Failure.OTHER;
	}

	/**
	 * Whether it says that not a connection was lost but all of them, so that a pool had
	 * better forget those it has.
	 */
	boolean isClosed(SQLException exception) {
		return false;
	}

	static void execute(Connection connection, String sql) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	static int[] uncounted(int rows) {
		int[] counts = new int[rows];
		Arrays.fill(counts, Statement.SUCCESS_NO_INFO);
		return counts;
	}

	/**
	 * Sets the parameters for a row.
	 *
	 * @param <R> the row
	 */
	@FunctionalInterface
	interface Binder<R> {

		void bind(PreparedStatement statement, R row) throws SQLException;

	}

}
