package dev.actorspring.durable.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

import javax.sql.DataSource;

import dev.actorspring.durable.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs work with a connection, and tells failures after which it is certain that nothing
 * was committed ({@link SQLException}) from all others ({@link StoreException}).
 */
final class Transactions {

	private static final Logger log = LoggerFactory.getLogger(Transactions.class);

	private final DataSource dataSource;

	private final Dialect dialect;

	private final Runnable onBroken;

	Transactions(DataSource dataSource, Dialect dialect, Runnable onBroken) {
		this.dataSource = dataSource;
		this.dialect = dialect;
		this.onBroken = onBroken;
	}

	/**
	 * Runs queries, each of which sees what is committed before it.
	 * @param what is done, for the message of an exception
	 * @param work in no transaction of its own
	 */
	<T> T read(String what, Work<T, StoreException> work) throws StoreException {
		try (Connection connection = this.dataSource.getConnection()) {
			T result = work.run(connection);
			if (!connection.getAutoCommit()) {
				connection.rollback();
			}
			return result;
		}
		catch (SQLException ex) {
			throw failed(what, ex);
		}
		catch (RuntimeException ex) {
			throw new StoreException(what + " has failed: " + ex, ex);
		}
	}

	/**
	 * Runs a transaction.
	 * @param what is done, for the message of an exception
	 * @param durable whether the commit has to survive the end of the process
	 * @param lockTimeout how long each statement may wait for others
	 * @param work to be committed
	 * @throws SQLException if it is certain that nothing was
	 * @throws StoreException if that is not certain, or the database cannot be reached
	 */
	<T, X extends Exception> T run(String what, boolean durable, Duration lockTimeout, Work<T, X> work)
			throws SQLException, StoreException, X {
		Connection connection = connect(what);
		try {
			T result = commit(what, connection, lockTimeout, work);
			if (durable) {
				makeDurable(what, connection);
			}
			return result;
		}
		catch (SQLException ex) {
			if (this.dialect.failure(ex) == Failure.LOST) {
				throw failed(what, ex);
			}
			throw ex;
		}
		catch (RuntimeException ex) {
			throw new StoreException(what + " has failed: " + ex, ex);
		}
		finally {
			close(connection);
		}
	}

	private Connection connect(String what) throws StoreException {
		try {
			return this.dataSource.getConnection();
		}
		catch (SQLException ex) {
			throw failed(what, ex);
		}
	}

	private <T, X extends Exception> T commit(String what, Connection connection, Duration lockTimeout, Work<T, X> work)
			throws SQLException, StoreException, X {
		boolean autoCommit = connection.getAutoCommit();
		if (autoCommit) {
			connection.setAutoCommit(false);
		}
		T result;
		try {
			this.dialect.begin(connection, lockTimeout);
			result = work.run(connection);
		}
		catch (Exception ex) {
			rollBack(connection, ex);
			reset(connection, autoCommit);
			throw ex;
		}
		try {
			connection.commit();
		}
		catch (SQLException ex) {
			rollBack(connection, ex);
			reset(connection, autoCommit);
			if (this.dialect.failure(ex) == Failure.LOCKED) {
				throw ex;
			}
			throw failed(what, ex);
		}
		reset(connection, autoCommit);
		return result;
	}

	private void makeDurable(String what, Connection connection) throws StoreException {
		try {
			this.dialect.makeDurable(connection);
		}
		catch (SQLException ex) {
			throw failed(what, ex);
		}
	}

	private static void rollBack(Connection connection, Exception cause) {
		try {
			connection.rollback();
		}
		catch (SQLException ex) {
			// The end of the connection does it as well.
			cause.addSuppressed(ex);
		}
	}

	/** What the transaction has come to is known by now, and stands. */
	private void reset(Connection connection, boolean autoCommit) {
		try {
			this.dialect.end(connection);
			if (autoCommit) {
				connection.setAutoCommit(true);
			}
		}
		catch (SQLException ex) {
			log.debug("A connection could not be reset", ex);
		}
	}

	private static void close(Connection connection) {
		try {
			connection.close();
		}
		catch (SQLException ex) {
			log.debug("A connection could not be closed", ex);
		}
	}

	/**
	 * Makes an exception for the caller of the store.
	 * @param what was done
	 * @param ex why it failed
	 */
	StoreException failed(String what, SQLException ex) {
		if (this.dialect.isClosed(ex)) {
			this.onBroken.run();
		}
		String advice = switch (this.dialect.failure(ex)) {
			case LOST -> "; is the database up?";
			case MISSING -> "; are the tables of " + this.dialect.script() + " there?";
			case LOCKED, REFUSED, OTHER -> "";
		};
		return new StoreException(what + " has failed: " + ex.getMessage() + advice, ex);
	}

	/**
	 * What is done with a connection.
	 *
	 * @param <T> what it comes to
	 * @param <X> what else it throws
	 */
	@FunctionalInterface
	interface Work<T, X extends Exception> {

		T run(Connection connection) throws SQLException, X;

	}

}
