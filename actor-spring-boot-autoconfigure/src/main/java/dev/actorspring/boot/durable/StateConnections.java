package dev.actorspring.boot.durable;

import java.util.List;
import java.util.Locale;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariConfigMXBean;
import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.util.ClassUtils;

/**
 * Connections that only the states of actors have: callers that hold one each, in a
 * transaction of theirs, may wait for actors whose states could not be written without
 * another one.
 */
final class StateConnections {

	private static final boolean HIKARI = ClassUtils.isPresent("com.zaxxer.hikari.HikariDataSource",
			StateConnections.class.getClassLoader());

	private StateConnections() {
	}

	/**
	 * Opens a small pool beside that of the application.
	 * @param shared the pool of the application
	 * @param size how many connections
	 * @return {@code null} if it is of an unknown kind, or no other connection sees the
	 * same database
	 */
	static @Nullable DataSource beside(DataSource shared, int size) {
		return HIKARI ? Hikari.beside(shared, size) : null;
	}

	/**
	 * Whether the database closes itself while the application still stops, as H2 in a
	 * file does unless it is told not to.
	 * @param shared the pool of the application
	 * @return {@code false} also if that is not known
	 */
	static boolean closesEarly(DataSource shared) {
		return HIKARI && Hikari.closesEarly(shared);
	}

	/**
	 * Closes what was opened.
	 */
	static void close(DataSource own) {
		Hikari.close(own);
	}

	private static final class Hikari {

		private static final String UNNAMED = "jdbc:h2:mem:";

		/** Not in a file of this process. */
		private static final List<String> ELSEWHERE = List.of("MEM:", "TCP:", "SSL:");

		static @Nullable DataSource beside(DataSource shared, int size) {
			HikariDataSource pool = pool(shared);
			if (pool == null || isUnnamed(pool.getJdbcUrl())) {
				return null;
			}
			HikariConfig config = new HikariConfig();
			pool.copyStateTo(config);
			config.setPoolName("actor-state");
			config.setMaximumPoolSize(size);
			config.setMinimumIdle(1);
			config.setRegisterMbeans(false);
			return new HikariDataSource(config);
		}

		private static @Nullable HikariDataSource pool(DataSource shared) {
			return DataSourceUnwrapper.unwrap(shared, HikariConfigMXBean.class, HikariDataSource.class);
		}

		static boolean closesEarly(DataSource shared) {
			HikariDataSource pool = pool(shared);
			String url = (pool != null && pool.getJdbcUrl() != null) ? pool.getJdbcUrl().toUpperCase(Locale.ROOT) : "";
			return url.startsWith("JDBC:H2:")
					&& ELSEWHERE.stream().noneMatch(url.substring("JDBC:H2:".length())::startsWith)
					&& !url.contains("DB_CLOSE_ON_EXIT=FALSE");
		}

		private static boolean isUnnamed(@Nullable String url) {
			return url != null && (url.equals(UNNAMED) || url.startsWith(UNNAMED + ";"));
		}

		static void close(DataSource own) {
			((HikariDataSource) own).close();
		}

	}

}
