package dev.actorspring.durable.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;

import javax.sql.DataSource;

/**
 * Makes data sources that always give the same connection, and never close it.
 */
final class Single {

	private Single() {
	}

	static DataSource of(Connection connection) {
		Connection open = proxy(Connection.class, (proxy, method, arguments) -> {
			try {
				return method.getName().equals("close") ? null : method.invoke(connection, arguments);
			}
			catch (InvocationTargetException ex) {
				throw ex.getCause();
			}
		});
		return proxy(DataSource.class, (proxy, method, arguments) -> open);
	}

	private static <T> T proxy(Class<T> type, InvocationHandler handler) {
		return type.cast(Proxy.newProxyInstance(Single.class.getClassLoader(), new Class<?>[] { type }, handler));
	}

}
