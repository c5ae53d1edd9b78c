package dev.actorspring.protocol;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorContext;

/**
 * How methods of states are called.
 */
final class StateCalls {

	private static final MethodType HANDLER = MethodType.methodType(Object.class, Object.class, Object.class,
			ActorContext.class);

	private static final MethodType ENTRY = MethodType.methodType(Object.class, Object.class, ActorContext.class);

	private static final MethodHandle STATE;

	static {
		try {
			STATE = MethodHandles.publicLookup()
				.findVirtual(ActorContext.class, "state", MethodType.methodType(Object.class));
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private StateCalls() {
	}

	/**
	 * Calls a handler on the state that the actor is in, whatever it is given as the
	 * actor.
	 * @param handle of type {@code (Object, Object, ActorContext)Object}
	 * @return of the same type
	 */
	static MethodHandle onState(MethodHandle handle) {
		MethodHandle byContext = MethodHandles.filterArguments(handle, 0, STATE);
		return MethodHandles.permuteArguments(byContext, HANDLER, 2, 1, 2);
	}

	/**
	 * Calls what is done at the entry of a state.
	 * @param method takes nothing or the context
	 * @return of type {@code (Object, ActorContext)Object}: the state and the context
	 */
	static MethodHandle entry(Method method) {
		try {
			MethodHandle handle = MethodHandles.privateLookupIn(method.getDeclaringClass(), MethodHandles.lookup())
				.unreflect(method);
			return ((method.getParameterCount() > 0) ? handle
					: MethodHandles.dropArguments(handle, 1, ActorContext.class))
				.asType(ENTRY);
		}
		catch (IllegalAccessException ex) {
			throw new ActorConfigurationException("Method " + method + " is not accessible",
					"If the application is a module, open the package " + method.getDeclaringClass().getPackageName()
							+ " to the module of actor-core.",
					ex);
		}
	}

}
