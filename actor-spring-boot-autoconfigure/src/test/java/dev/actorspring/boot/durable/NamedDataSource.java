package dev.actorspring.boot.durable;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;

import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * A database of which nothing but the name of the product is known.
 */
final class NamedDataSource extends AbstractDataSource {

	private final String product;

	NamedDataSource(String product) {
		this.product = product;
	}

	@Override
	public Connection getConnection() {
		DatabaseMetaData database = proxy(DatabaseMetaData.class, null);
		return proxy(Connection.class, database);
	}

	@Override
	public Connection getConnection(String username, String password) {
		return getConnection();
	}

	private <T> T proxy(Class<T> type, Object metaData) {
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
				(proxy, method, arguments) -> switch (method.getName()) {
					case "getMetaData" -> metaData;
					case "getDatabaseProductName" -> this.product;
					case "getDatabaseProductVersion" -> "1";
					case "close" -> null;
					default -> throw new UnsupportedOperationException(method.toString());
				}));
	}

}
