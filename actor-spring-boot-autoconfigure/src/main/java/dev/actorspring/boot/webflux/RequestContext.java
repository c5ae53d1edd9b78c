package dev.actorspring.boot.webflux;

import java.util.function.Supplier;

import reactor.util.context.ContextView;

/**
 * Puts what a request has in its Reactor context in place on the present thread, where
 * the sending of its message finds it.
 */
@FunctionalInterface
interface RequestContext {

	/**
	 * Puts it in place.
	 * @param context the Reactor context of the request
	 * @return to be closed on the same thread
	 */
	Scope open(ContextView context);

	/**
	 * Does something while it is in place.
	 * @param context the Reactor context of the request
	 * @param action what to do
	 */
	default <T> T call(ContextView context, Supplier<T> action) {
		Scope scope = open(context);
		try {
			return action.get();
		}
		finally {
			scope.close();
		}
	}

	/**
	 * A context that is in place.
	 */
	@FunctionalInterface
	interface Scope extends AutoCloseable {

		@Override
		void close();

	}

}
