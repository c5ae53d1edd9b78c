package dev.actorspring.durable.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Locale;

import javax.sql.DataSource;

import dev.actorspring.durable.store.StoreException;

/**
 * Finds the dialect of a database.
 */
final class Dialects {

	private Dialects() {
	}

	static Dialect of(DataSource dataSource) throws StoreException {
		try (Connection connection = dataSource.getConnection()) {
			DatabaseMetaData database = connection.getMetaData();
			String product = database.getDatabaseProductName();
			return of(product, database.getDatabaseProductVersion(), product.equals("H2") ? database.getURL() : "");
		}
		catch (SQLException ex) {
			throw new StoreException("The database cannot be asked what it is: " + ex.getMessage(), ex);
		}
	}

	static Dialect of(String product, String version, String url) {
		return switch (product) {
			case "H2" -> new H2Dialect(isShared(url));
			case "PostgreSQL" -> new PostgresDialect();
			case "MariaDB" -> mariaDb();
			// MySQL's driver takes the other for its own.
			case "MySQL" -> version.toLowerCase(Locale.ROOT).contains("mariadb") ? mariaDb()
					: new MariaDbDialect("schema-mysql.sql", false);
			default -> throw new IllegalArgumentException("States of actors cannot be kept in '" + product
					+ "': use H2, PostgreSQL, MariaDB or MySQL, or a StateStore of your own");
		};
	}

	private static Dialect mariaDb() {
		return new MariaDbDialect("schema-mariadb.sql", true);
	}

	/**
	 * Whether a URL of H2 is that of a server.
	 */
	private static boolean isShared(String url) {
		String lower = url.toLowerCase(Locale.ROOT);
		return lower.startsWith("jdbc:h2:tcp:") || lower.startsWith("jdbc:h2:ssl:")
				|| lower.contains("auto_server=true");
	}

}
