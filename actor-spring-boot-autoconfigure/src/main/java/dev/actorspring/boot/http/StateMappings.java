package dev.actorspring.boot.http;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.States;
import dev.actorspring.protocol.ActorStates;
import dev.actorspring.protocol.Handler;

import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;

/**
 * Finds what is said of a route at a method of one state: it is for all of them, and so
 * has to stand where that is seen.
 */
final class StateMappings {

	private StateMappings() {
	}

	/**
	 * Checks the states of an actor.
	 * @param actor the actor class
	 * @param handlers those that stand for all of their message
	 * @throws ActorConfigurationException if one of its states has a mapping of its own
	 */
	static void check(Class<?> actor, List<Handler> handlers) {
		Set<Method> shared = handlers.stream()
			.map(Handler::method)
			.filter((method) -> method.getDeclaringClass().isInterface()
					|| method.getDeclaringClass().isAssignableFrom(actor))
			.collect(Collectors.toSet());
		for (Class<?> state : ActorStates.typesOf(actor)) {
			for (Method method : state.getDeclaredMethods()) {
				MergedAnnotations annotations = MergedAnnotations.from(method);
				boolean mapped = annotations.isPresent(RequestMapping.class)
						|| annotations.isPresent(ResponseStatus.class);
				if (mapped && !method.isSynthetic() && !shared.contains(method)) {
					throw new ActorConfigurationException(
							"Method " + Mapping.describe(method)
									+ " says what it is over HTTP, but is for one state only",
							"Say it once, for all states: at a @Receive method for the same message of the interface "
									+ root(actor) + ", or of " + actor.getSimpleName() + " itself.");
				}
			}
		}
	}

	private static String root(Class<?> actor) {
		States states = actor.getAnnotation(States.class);
		return (states != null) ? states.value().getSimpleName() : "";
	}

}
