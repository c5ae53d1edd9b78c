package dev.actorspring.durable.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * Makes objects that stand between a test and others.
 */
final class Proxies {

	private Proxies() {
	}

	static <T> T proxy(Class<T> type, Call call) {
		InvocationHandler handler = (proxy, method, arguments) -> call.of(method, arguments);
		return type.cast(Proxy.newProxyInstance(Proxies.class.getClassLoader(), new Class<?>[] { type }, handler));
	}

	static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
		try {
			return method.invoke(target, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getCause();
		}
	}

	/**
	 * What is done instead.
	 */
	interface Call {

		Object of(Method method, Object[] arguments) throws Throwable;

	}

}
