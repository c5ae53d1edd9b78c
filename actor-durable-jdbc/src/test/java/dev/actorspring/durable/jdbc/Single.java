package dev.actorspring.durable.jdbc;

import java.sql.Connection;

import javax.sql.DataSource;

/**
 * Makes data sources that always give the same connection, and never close it.
 */
final class Single {

	private Single() {
	}

	static DataSource of(Connection connection) {
		Connection open = Proxies.proxy(Connection.class, (method, arguments) -> method.getName().equals("close") ? null
				: Proxies.invoke(connection, method, arguments));
		return Proxies.proxy(DataSource.class, (method, arguments) -> open);
	}

}
