package dev.actorspring.boot.durable;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.boot.scope.ActorBean;
import dev.actorspring.durable.Alarms;
import dev.actorspring.durable.Durable;
import dev.actorspring.durable.State;
import dev.actorspring.durable.codec.StateType;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Finds the parameter by which an actor takes its state.
 */
final class StateParameter {

	private static final String EXAMPLE = "@State(name = \"stock-level\") Durable<Level>";

	private StateParameter() {
	}

	/**
	 * Looks at what an actor is made by.
	 * @param actor the actor
	 * @param maker its constructor, or the method that makes it
	 * @return its state, or {@code null} if it takes none
	 * @throws ActorConfigurationException if the parameters cannot mean what they say
	 */
	static @Nullable DiscoveredState<?> find(ActorBean<?> actor, Executable maker) {
		List<MethodParameter> found = new ArrayList<>();
		for (int i = 0; i < maker.getParameterCount(); i++) {
			MethodParameter parameter = MethodParameter.forExecutable(maker, i);
			boolean durable = parameter.getParameterType() == Durable.class;
			boolean annotated = parameter.hasParameterAnnotation(State.class);
			if (annotated && !durable) {
				throw new ActorConfigurationException(
						describe(parameter) + " has the annotation @State, but is a "
								+ parameter.getParameterType().getSimpleName() + " and no Durable",
						"Write it as in " + EXAMPLE + ".");
			}
			if (durable && !annotated) {
				throw new ActorConfigurationException(
						describe(parameter) + " is a Durable, but has no name by which it is stored",
						"Annotate it, as in " + EXAMPLE + ".");
			}
			if (durable) {
				found.add(parameter);
			}
		}
		if (found.size() > 1) {
			throw new ActorConfigurationException(
					"Actor '" + actor.name() + "' takes " + found.size() + " states, but can have one: "
							+ describe(found.get(0)) + ", and " + describe(found.get(1)),
					"Put all that it has to keep into one record.");
		}
		if (found.isEmpty()) {
			checkAlarms(maker);
			return null;
		}
		return state(actor, found.get(0));
	}

	private static void checkAlarms(Executable maker) {
		for (int i = 0; i < maker.getParameterCount(); i++) {
			if (maker.getParameterTypes()[i] == Alarms.class) {
				throw new ActorConfigurationException(
						describe(MethodParameter.forExecutable(maker, i))
								+ " is for alarms, which are kept with a state, and there is none",
						"Take a state as well, as in " + EXAMPLE + ".");
			}
		}
	}

	private static DiscoveredState<?> state(ActorBean<?> actor, MethodParameter parameter) {
		Class<?> type = ResolvableType.forMethodParameter(parameter).getGeneric(0).resolve();
		if (type == null) {
			throw new ActorConfigurationException(describe(parameter) + " is a Durable of nobody knows what",
					"Say of which record it is, as in " + EXAMPLE + ".");
		}
		State state = parameter.getParameterAnnotation(State.class);
		if (state == null) {
			throw new IllegalStateException(describe(parameter) + " has no @State");
		}
		try {
			return new DiscoveredState<>(actor, parameter, StateType.of(type, state.name(), state.version()));
		}
		catch (ActorConfigurationException ex) {
			throw new ActorConfigurationException(
					"Actor '" + actor.name() + "' cannot have its state: " + ex.getMessage(), ex.getAction(), ex);
		}
	}

	/**
	 * Chosen as Spring does it: the only constructor, or the one that is marked.
	 * @param type the class that is made
	 * @return {@code null} if it is another one, which takes nothing
	 */
	static @Nullable Constructor<?> constructor(Class<?> type) {
		Constructor<?>[] all = type.getDeclaredConstructors();
		if (all.length == 1) {
			return all[0];
		}
		return Stream.of(all).filter(StateParameter::isMarked).findFirst().orElse(null);
	}

	/**
	 * Refuses states that would come after the constructor.
	 * @param type the class of an actor
	 * @throws ActorConfigurationException naming the field
	 */
	static void checkFields(Class<?> type) {
		ReflectionUtils.doWithFields(type, (field) -> {
			throw new ActorConfigurationException(
					"Field " + field.getName() + " in " + field.getDeclaringClass().getName()
							+ " is a Durable that is to be injected",
					"Take it by the constructor, as in " + EXAMPLE + ".");
		}, StateParameter::isInjected);
	}

	private static boolean isInjected(Field field) {
		return field.getType() == Durable.class && isMarked(field);
	}

	private static boolean isMarked(AnnotatedElement element) {
		return AnnotatedElementUtils.hasAnnotation(element, Autowired.class)
				|| AnnotatedElementUtils.isAnnotated(element, "jakarta.inject.Inject");
	}

	/**
	 * Where a state is injected, in words.
	 */
	static String describe(MethodParameter parameter) {
		return "Parameter " + parameter.getParameterIndex() + " of "
				+ ((parameter.getMethod() != null) ? "method " + parameter.getMethod().getName() : "constructor")
				+ " in " + parameter.getDeclaringClass().getName();
	}

}
