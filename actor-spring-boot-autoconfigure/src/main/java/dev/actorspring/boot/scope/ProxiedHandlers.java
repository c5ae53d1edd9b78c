package dev.actorspring.boot.scope;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.Receive;

import org.springframework.core.KotlinDetector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ReflectionUtils;

/**
 * A proxy is a subclass whose own fields are empty. A handler that it cannot override
 * would run on those.
 */
public final class ProxiedHandlers {

	private ProxiedHandlers() {
	}

	/**
	 * Checks that a proxy can override the handlers of an actor.
	 * @param actorType the class of the actor
	 * @throws ActorConfigurationException naming a handler that it cannot
	 */
	public static void check(Class<?> actorType) {
		ReflectionUtils.doWithMethods(actorType, ProxiedHandlers::reject, ProxiedHandlers::cannotBeOverridden);
		ReflectionUtils.doWithMethods(actorType, ProxiedHandlers::rejectSuspended, ProxiedHandlers::isSuspended);
	}

	private static boolean isSuspended(Method method) {
		return KotlinDetector.isSuspendingFunction(method)
				&& AnnotatedElementUtils.hasAnnotation(method, Receive.class);
	}

	private static void rejectSuspended(Method method) {
		String name = method.getDeclaringClass().getSimpleName() + "." + method.getName();
		throw new ActorConfigurationException(
				"Advice such as @Transactional applies to the actor, and would take its handler " + name
						+ " for ended where that is suspended",
				"Let " + name + " be no suspend function, or put the annotation at a bean that the handlers call.");
	}

	private static boolean cannotBeOverridden(Method method) {
		return (method.getModifiers() & (Modifier.PRIVATE | Modifier.FINAL)) != 0
				&& AnnotatedElementUtils.hasAnnotation(method, Receive.class);
	}

	private static void reject(Method method) {
		String name = method.getDeclaringClass().getSimpleName() + "." + method.getName();
		throw new ActorConfigurationException(
				"Advice such as @Transactional applies to the actor, but cannot reach its handler " + name
						+ ", which is private or final",
				"Make " + name + " neither private nor final.");
	}

}
