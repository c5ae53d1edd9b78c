package dev.actorspring.protocol;

import java.lang.reflect.Type;

import dev.actorspring.ActorContext;
import org.jspecify.annotations.Nullable;

/**
 * Lets handlers be functions of another JVM language that may be suspended in the middle,
 * and take a last parameter for that, as {@code suspend} functions of Kotlin.
 */
public interface LanguageAdapter {

	/**
	 * The type of the last parameter.
	 * @return where such a function goes on
	 */
	Class<?> continuation();

	/**
	 * What such a function returns in the end.
	 * @param continuation the generic type of the last parameter
	 * @return the type
	 */
	Type returned(Type continuation);

	/**
	 * What methods that return nothing are said to return.
	 * @return the only value of its class. The methods of requests with replies of that
	 * class may be {@code void}
	 */
	Object unit();

	/**
	 * Calls such a function and, if it is suspended, suspends the turn as
	 * {@link ActorContext#await} does until it has ended. The whole function must run on
	 * the present thread.
	 * @param context the context of the actor
	 * @param function the function
	 * @return what it has returned in the end
	 * @throws Throwable what it has thrown
	 */
	@Nullable Object run(ActorContext<?> context, Suspendable function) throws Throwable;

	/**
	 * A function that may be suspended.
	 */
	@FunctionalInterface
	interface Suspendable {

		/**
		 * Calls it.
		 * @param continuation where it goes on
		 * @return what it has returned, or that it is suspended
		 * @throws Throwable what it has thrown
		 */
		@Nullable Object call(Object continuation) throws Throwable;

	}

}
