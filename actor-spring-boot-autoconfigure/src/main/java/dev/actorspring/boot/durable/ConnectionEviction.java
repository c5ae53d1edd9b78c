package dev.actorspring.boot.durable;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfigMXBean;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;

import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.util.ClassUtils;

/**
 * Takes the connections out of a pool whose database has closed itself: as H2 does when a
 * thread is interrupted while it writes. They would stay dead.
 */
final class ConnectionEviction {

	private static final boolean HIKARI = ClassUtils.isPresent("com.zaxxer.hikari.HikariDataSource",
			ConnectionEviction.class.getClassLoader());

	private ConnectionEviction() {
	}

	/**
	 * What to do with a data source.
	 * @param dataSource possibly a pool, and possibly wrapped
	 * @return does nothing if the pool is an unknown one
	 */
	static Runnable of(DataSource dataSource) {
		return HIKARI ? Hikari.eviction(dataSource) : () -> {
		};
	}

	private static final class Hikari {

		static Runnable eviction(DataSource dataSource) {
			return () -> {
				HikariDataSource pooled = DataSourceUnwrapper.unwrap(dataSource, HikariConfigMXBean.class,
						HikariDataSource.class);
				HikariPoolMXBean pool = (pooled != null) ? pooled.getHikariPoolMXBean() : null;
				if (pool != null) {
					pool.softEvictConnections();
				}
			};
		}

	}

}
