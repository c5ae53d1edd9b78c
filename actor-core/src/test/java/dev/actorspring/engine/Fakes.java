package dev.actorspring.engine;

import java.lang.reflect.Proxy;

import dev.actorspring.ActorContext;

/**
 * Stand-ins for what a test does not look at.
 */
final class Fakes {

	private Fakes() {
	}

	/**
	 * A context that does nothing.
	 */
	@SuppressWarnings("unchecked")
	static <A> ActorContext<A> context() {
		return (ActorContext<A>) Proxy.newProxyInstance(ActorContext.class.getClassLoader(),
				new Class<?>[] { ActorContext.class }, (proxy, method, arguments) -> null);
	}

}
