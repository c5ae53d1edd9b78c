package dev.actorspring.durable.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/**
 * An empty database.
 *
 * @param dataSource a pool, which is closed with it
 * @param waiting a query for how many wait for a lock
 * @param lockTimeout a query for how long the session waits for a lock
 */
record TestDatabase(HikariDataSource dataSource, String waiting, String lockTimeout) implements AutoCloseable {

	static TestDatabase h2InMemory() {
		return h2("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
	}

	static TestDatabase h2InFile() {
		try {
			Path directory = Files.createTempDirectory("h2");
			directory.toFile().deleteOnExit();
			directory.resolve("actors.mv.db").toFile().deleteOnExit();
			return h2("jdbc:h2:" + directory.resolve("actors") + ";TRACE_LEVEL_FILE=0");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static TestDatabase h2(String url) {
		return new TestDatabase(pool(url),
				"select count(*) from information_schema.sessions where blocker_id is not null", "call lock_timeout()");
	}

	static TestDatabase postgres(String options) {
		return new TestDatabase(pool(PostgresServer.INSTANCE.newDatabase() + options),
				"select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
				"show lock_timeout");
	}

	static TestDatabase mariaDb(String options) {
		return new TestDatabase(pool(MariaDbServer.INSTANCE.newDatabase() + options),
				"select count(*) from information_schema.innodb_trx where trx_state = 'LOCK WAIT'",
				"select @@session.innodb_lock_wait_timeout");
	}

	/**
	 * A pool that gives up soon, for databases that are away in between.
	 */
	static HikariDataSource impatientPool(String url) {
		HikariConfig config = config(url);
		config.setConnectionTimeout(2_000);
		config.setValidationTimeout(500);
		return new HikariDataSource(config);
	}

	static HikariDataSource pool(String url) {
		return new HikariDataSource(config(url));
	}

	private static HikariConfig config(String url) {
		HikariConfig config = new HikariConfig();
		config.setJdbcUrl(url);
		config.setMaximumPoolSize(10);
		config.setMinimumIdle(0);
		return config;
	}

	/** Whether somebody waits for a lock. */
	boolean isSomebodyWaiting() {
		return !"0".equals(query(this.waiting));
	}

	String query(String sql) {
		try (Connection connection = this.dataSource.getConnection()) {
			return query(connection, sql);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static String query(Connection connection, String sql) throws SQLException {
		try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
			row.next();
			return row.getString(1);
		}
	}

	void execute(String sql) {
		try (Connection connection = this.dataSource.getConnection()) {
			Dialect.execute(connection, sql);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.dataSource.close();
	}

}
