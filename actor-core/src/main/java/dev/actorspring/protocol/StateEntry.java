package dev.actorspring.protocol;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.util.List;

import dev.actorspring.ActorContext;
import org.jspecify.annotations.Nullable;

/**
 * One {@link dev.actorspring.OnEntry} method.
 */
public final class StateEntry {

	private final Method method;

	private final List<Class<?>> becomes;

	/** Of type {@code (Object, ActorContext)Object}. */
	private final MethodHandle handle;

	StateEntry(Method method, List<Class<?>> becomes, MethodHandle handle) {
		this.method = method;
		this.becomes = becomes;
		this.handle = handle;
	}

	/**
	 * The method itself.
	 * @return as declared in the class of the state or one of its supertypes
	 */
	public Method method() {
		return this.method;
	}

	/**
	 * The states that it may bring about.
	 * @return concrete classes, without repetition
	 */
	public List<Class<?>> becomes() {
		return this.becomes;
	}

	/**
	 * Calls the method, without reflection.
	 * @param state the instance
	 * @param context the context of the actor
	 * @throws Throwable what the method threw
	 */
	public void invoke(Object state, ActorContext<?> context) throws Throwable {
		@Nullable Object nothing = (Object) this.handle.invokeExact(state, context);
		assert nothing == null;
	}

	@Override
	public String toString() {
		return this.method.getDeclaringClass().getSimpleName() + "." + this.method.getName() + "()";
	}

}
