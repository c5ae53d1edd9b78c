package dev.actorspring.boot.discovery;

import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.Set;

import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.protocol.ActorStates;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodIntrospector;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;

/**
 * The interfaces of an actor class by which it can be addressed.
 */
final class Protocols {

	private Protocols() {
	}

	/**
	 * Finds the interfaces whose messages the class handles.
	 * @param actorType the actor class
	 * @return the interfaces that some message is for, or that extend one
	 */
	static Set<Class<?>> of(Class<?> actorType) {
		Set<Class<?>> addressees = addressees(actorType);
		Set<Class<?>> protocols = new LinkedHashSet<>();
		for (Class<?> candidate : ClassUtils.getAllInterfacesForClassAsSet(actorType)) {
			if (addressees.stream().anyMatch((addressee) -> addressee.isAssignableFrom(candidate))) {
				protocols.add(candidate);
			}
		}
		protocols.remove(actorType);
		return protocols;
	}

	private static Set<Class<?>> addressees(Class<?> actorType) {
		Set<Class<?>> addressees = new LinkedHashSet<>();
		Set<Method> handlers = new LinkedHashSet<>(handlers(actorType));
		ActorStates.typesOf(actorType).forEach((state) -> handlers.addAll(handlers(state)));
		for (Method method : handlers) {
			for (Class<?> parameter : method.getParameterTypes()) {
				Class<?> addressee = addressee(parameter);
				if (addressee != null && addressee.isInterface()) {
					addressees.add(addressee);
				}
			}
		}
		return addressees;
	}

	private static Set<Method> handlers(Class<?> type) {
		return MethodIntrospector.selectMethods(type,
				(Method candidate) -> AnnotatedElementUtils.hasAnnotation(candidate, Receive.class));
	}

	private static @Nullable Class<?> addressee(Class<?> messageType) {
		return ResolvableType.forClass(messageType).as(Message.class).getGeneric(0).resolve();
	}

}
