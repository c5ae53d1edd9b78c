package dev.actorspring.durable.codec;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.durable.Upcast;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The steps from old versions of a state to that of the code.
 */
final class Upcasters {

	private final Class<?> type;

	private final Map<Integer, Method> steps = new HashMap<>();

	Upcasters(Class<?> type, int version) {
		this.type = type;
		for (Method method : annotated(type)) {
			add(method, version);
		}
	}

	/**
	 * Refuses steps that stand where nobody looks for them.
	 * @param others types that are not the state itself
	 */
	void refuseIn(Set<Class<?>> others) {
		for (Class<?> other : others) {
			if (other != this.type && !annotated(other).isEmpty()) {
				throw new ActorConfigurationException(
						"Method " + annotated(other).getFirst() + " is annotated with @Upcast, but "
								+ other.getSimpleName() + " is only a part of the state " + this.type.getName(),
						"Move the method to " + this.type.getSimpleName() + ", and have it change that part.");
			}
		}
	}

	private static List<Method> annotated(Class<?> type) {
		return Arrays.stream(type.getDeclaredMethods()).filter((it) -> it.isAnnotationPresent(Upcast.class)).toList();
	}

	private void add(Method method, int version) {
		Upcast annotation = method.getAnnotation(Upcast.class);
		if (annotation == null) {
			return;
		}
		int from = annotation.from();
		if (!Modifier.isStatic(method.getModifiers()) || method.getReturnType() != ObjectNode.class
				|| !Arrays.equals(method.getParameterTypes(), new Class<?>[] { ObjectNode.class })) {
			throw new ActorConfigurationException("Method " + method + " cannot be an @Upcast",
					"Declare it as 'static ObjectNode " + method.getName() + "(ObjectNode old)', with "
							+ ObjectNode.class.getName() + ".");
		}
		if (from < 1 || from >= version) {
			throw new ActorConfigurationException(
					"Method " + method + " is an @Upcast(from = " + from + "), but the state has version " + version,
					(from < 1) ? "Versions start from 1." : "Raise the version of the state to " + (from + 1)
							+ " where it is declared, or remove the method.");
		}
		Method other = this.steps.put(from, Shapes.accessible(method, this.type));
		if (other != null) {
			throw new ActorConfigurationException(
					"Both " + other + " and " + method + " are @Upcast(from = " + from + ")",
					"Keep one method for each version.");
		}
	}

	ObjectNode apply(ObjectNode state, int from, int to) {
		for (int version = from; version < to; version++) {
			if (!this.steps.containsKey(version)) {
				throw new MisfitException("There is no @Upcast(from = " + version + ") in " + this.type.getSimpleName()
						+ ": add that method");
			}
		}
		ObjectNode upcast = state;
		for (int version = from; version < to; version++) {
			upcast = apply(this.steps.get(version), upcast, version);
		}
		return upcast;
	}

	private ObjectNode apply(@Nullable Method step, ObjectNode state, int version) {
		String what = "@Upcast(from = " + version + ") in " + this.type.getSimpleName();
		try {
			if (step != null && step.invoke(null, state) instanceof ObjectNode upcast) {
				return upcast;
			}
			throw new MisfitException(what + " returned null");
		}
		catch (InvocationTargetException ex) {
			throw new MisfitException(what + " failed", RecordShape.unwrap(ex));
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException("No longer accessible: " + step, ex);
		}
	}

}
