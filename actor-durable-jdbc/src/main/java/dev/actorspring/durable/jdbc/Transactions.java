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

	private final int answerTimeout;

	private final Runnable onBroken;

	/**
	 * Creates it.
	 * @param answerTimeout how long the database may be silent: if a cable is cut, no
	 * driver notices by itself
	 * @param onBroken called if all connections are gone
	 */
	Transactions(DataSource dataSource, Dialect dialect, Duration answerTimeout, Runnable onBroken) {
		this.dataSource = dataSource;
		this.dialect = dialect;
		this.answerTimeout = (int) Math.min(Integer.MAX_VALUE, answerTimeout.toMillis());
		this.onBroken = onBroken;
	}

	/**
	 * Runs queries, each of which sees what is committed before it.
	 * @param what is done, for the message of an exception
	 * @param work in no transaction of its own
	 */
	<T> T read(String what, Work<T, StoreException> work) throws StoreException {
		Connection connection = connect(what);
		int usual = limitSilence(connection);
		try {
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
		finally {
			close(connection, usual);
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
		int usual = limitSilence(connection);
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
			close(connection, usual);
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

	/**
	 * Has a statement fail if nothing is heard of it for too long.
	 * @return what was so before, or -1 if the driver cannot do it
	 */
	private int limitSilence(Connection connection) {
		try {
			int usual = connection.getNetworkTimeout();
			connection.setNetworkTimeout(Runnable::run, this.answerTimeout);
			return usual;
		}
		catch (SQLException ex) {
			log.debug("How long the database may be silent cannot be limited", ex);
			return -1;
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
		catch (RuntimeException ex) {
			undo(connection, autoCommit, ex);
			throw new SQLException(what + " has failed: " + ex, ex);
		}
		catch (Exception ex) {
			undo(connection, autoCommit, ex);
			throw ex;
		}
		try {
			connection.commit();
		}
		catch (SQLException ex) {
			undo(connection, autoCommit, ex);
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

	private void undo(Connection connection, boolean autoCommit, Exception cause) {
		if (cause instanceof SQLException failure && this.dialect.isClosed(failure)) {
			// A statement on what is left of an embedded H2 may never return.
			return;
		}
		try {
			connection.rollback();
		}
		catch (SQLException ex) {
			// The end of the connection does it as well.
			cause.addSuppressed(ex);
		}
		reset(connection, autoCommit);
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

	private static void close(Connection connection, int usual) {
		try {
			if (usual >= 0 && !connection.isClosed()) {
				connection.setNetworkTimeout(Runnable::run, usual);
			}
		}
		catch (SQLException ex) {
			log.debug("A connection could not be reset", ex);
		}
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
			case LOST -> "; is the database up, and can it write?";
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
