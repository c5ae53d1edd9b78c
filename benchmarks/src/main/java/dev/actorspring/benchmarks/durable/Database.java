package dev.actorspring.benchmarks.durable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.actorspring.durable.jdbc.PostgresServer;
import org.jspecify.annotations.Nullable;

/**
 * A kind of database. Its files are among the temporary ones of the system.
 */
enum Database {

	/** Inside of this process, in a file. */
	H2 {

		@Override
		String newUrl() {
			try {
				Path directory = Files.createTempDirectory("benchmarks");
				directory.toFile().deleteOnExit();
				directory.resolve("counters.mv.db").toFile().deleteOnExit();
				return "jdbc:h2:" + directory.resolve("counters") + ";TRACE_LEVEL_FILE=0";
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		@Override
		String committedAtOnce() {
			return ";WRITE_DELAY=0";
		}

	},

	/** A server of the system's package, with data and a port of its own. */
	POSTGRESQL {

		@Override
		@Nullable String missing() {
			return server().isInstalled() ? null : "PostgreSQL is not installed";
		}

		@Override
		String newUrl() {
			return server().newDatabase();
		}

		private static PostgresServer server() {
			return Server.INSTANCE;
		}

	};

	/** As many as Spring Boot's pool has. */
	static final int CONNECTIONS = 10;

	/**
	 * Its name in those of workloads.
	 */
	String id() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Why it cannot be had.
	 * @return the reason, or {@code null} if it can
	 */
	@Nullable String missing() {
		return null;
	}

	/**
	 * Makes a new database.
	 * @return its URL
	 */
	abstract String newUrl();

	/**
	 * What has to follow a URL so that a commit is over only when the database has
	 * written it down. Our store sees to that by itself.
	 */
	String committedAtOnce() {
		return "";
	}

	/**
	 * Opens a pool of connections.
	 * @param url of the database
	 */
	static HikariDataSource pool(String url) {
		HikariConfig config = new HikariConfig();
		config.setJdbcUrl(url);
		config.setMaximumPoolSize(CONNECTIONS);
		return new HikariDataSource(config);
	}

	/**
	 * The product and its version.
	 */
	static String describe(HikariDataSource pool) {
		try (Connection connection = pool.getConnection()) {
			return connection.getMetaData().getDatabaseProductName() + " "
					+ connection.getMetaData().getDatabaseProductVersion();
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Starts with its first database, and ends with this process.
	 */
	private static final class Server {

		static final PostgresServer INSTANCE = new PostgresServer();

	}

}
