package dev.actorspring.durable.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import javax.sql.DataSource;

import dev.actorspring.durable.store.StoreException;

/**
 * The tables of durable actors in a database.
 */
public final class ActorSchema {

	private static final List<Table> TABLES = List.of(
			new Table("actor_state",
					"actor, actor_key, partition_no, version, write_id, type, type_version, state, alarms, next_alarm,"
							+ " next_attempt, changed, deleted"),
			new Table("actor_reply", "actor, actor_key, idempotency_key, fingerprint, outcome, created"),
			new Table("actor_lease", "name, owner, epoch, expires, wanted_by"));

	private static final int ATTEMPTS = 3;

	private final DataSource dataSource;

	private final Dialect dialect;

	private ActorSchema(DataSource dataSource, Dialect dialect) {
		this.dataSource = dataSource;
		this.dialect = dialect;
	}

	/**
	 * Finds out which database it is.
	 * @param dataSource of the database
	 * @return its tables, whether they are there or not
	 * @throws StoreException if the database cannot be reached
	 * @throws IllegalArgumentException if it is none of those that are supported
	 */
	public static ActorSchema of(DataSource dataSource) throws StoreException {
		return new ActorSchema(dataSource, Dialects.of(dataSource));
	}

	/**
	 * Where the tables are defined, to be copied into a migration.
	 * @return a resource of the class path
	 */
	public String script() {
		return "dev/actorspring/durable/jdbc/" + this.dialect.script();
	}

	/**
	 * Finds out which tables are missing.
	 * @return their names; empty if all are there
	 * @throws StoreException if the database cannot be reached, or does not say
	 */
	public List<String> missing() throws StoreException {
		try (Connection connection = this.dataSource.getConnection()) {
			return missing(connection);
		}
		catch (SQLException ex) {
			throw new StoreException("The tables of durable actors cannot be looked for: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Creates the tables that are missing, and never alters one. Does nothing if all are
	 * there, so that it needs the right to create tables only once.
	 * @throws StoreException if the database cannot be reached, or does not let this user
	 * create tables
	 */
	public void createMissing() throws StoreException {
		try (Connection connection = this.dataSource.getConnection()) {
			for (int i = 1; !missing(connection).isEmpty(); i++) {
				create(connection, i == ATTEMPTS);
			}
		}
		catch (SQLException | IOException ex) {
			throw new StoreException("The tables of durable actors cannot be created: " + ex.getMessage() + "; run "
					+ script() + " yourself?", ex);
		}
	}

	private void create(Connection connection, boolean last) throws SQLException, IOException {
		try {
			for (String statement : statements()) {
				Dialect.execute(connection, statement);
			}
			if (!connection.getAutoCommit()) {
				connection.commit();
			}
		}
		catch (SQLException ex) {
			// Two who create the same table at the same time may fail with all sorts of
			// errors.
			if (last) {
				throw ex;
			}
			endTransaction(connection);
		}
	}

	private List<String> missing(Connection connection) throws SQLException {
		List<String> missing = new ArrayList<>();
		for (Table table : TABLES) {
			if (!isThere(connection, table)) {
				missing.add(table.name());
			}
		}
		return missing;
	}

	private boolean isThere(Connection connection, Table table) throws SQLException {
		try {
			look(connection, table.name(), "1");
		}
		catch (SQLException ex) {
			if (this.dialect.failure(ex) == Failure.MISSING) {
				return false;
			}
			throw ex;
		}
		try {
			look(connection, table.name(), table.columns());
			return true;
		}
		catch (SQLException ex) {
			throw new SQLException("the table '" + table.name() + "' is not as this version needs it, compare it with "
					+ script() + ": " + ex.getMessage(), ex);
		}
	}

	private static void look(Connection connection, String table, String columns) throws SQLException {
		try {
			Dialect.execute(connection, "select " + columns + " from " + table + " where 1 = 0");
		}
		finally {
			endTransaction(connection);
		}
	}

	private static void endTransaction(Connection connection) throws SQLException {
		if (!connection.getAutoCommit()) {
			connection.rollback();
		}
	}

	private List<String> statements() throws IOException {
		try (InputStream script = ActorSchema.class.getResourceAsStream(this.dialect.script())) {
			if (script == null) {
				throw new IOException(script() + " is not on the class path");
			}
			String text = new String(script.readAllBytes(), StandardCharsets.UTF_8).replaceAll("--.*", "");
			return Arrays.stream(text.split(";", -1)).map(String::strip).filter((each) -> !each.isEmpty()).toList();
		}
	}

	/**
	 * A table.
	 *
	 * @param name its name
	 * @param columns those that this version needs
	 */
	private record Table(String name, String columns) {

	}

}
