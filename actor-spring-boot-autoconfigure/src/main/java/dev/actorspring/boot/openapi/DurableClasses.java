package dev.actorspring.boot.openapi;

import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

import dev.actorspring.boot.http.ProblemType;

/**
 * Which actors have a state that is kept in a store, as their constructors tell. The
 * annotation may not be there, so it is known by name.
 */
final class DurableClasses {

	/**
	 * What comes of the state, and not of the actor.
	 */
	static final Set<ProblemType> PROBLEMS = EnumSet.of(ProblemType.STATE_UNAVAILABLE, ProblemType.STATE_CONFLICT,
			ProblemType.STATE_REFUSED, ProblemType.STATE_UNREADABLE, ProblemType.STATE_OUTCOME_UNKNOWN);

	private static final String STATE = "dev.actorspring.durable.State";

	private DurableClasses() {
	}

	static boolean isDurable(Class<?> actor) {
		return Stream.of(actor.getDeclaredConstructors()).anyMatch(DurableClasses::takesState);
	}

	private static boolean takesState(Constructor<?> constructor) {
		return Stream.of(constructor.getParameterAnnotations()).flatMap(Stream::of).anyMatch(DurableClasses::isState);
	}

	private static boolean isState(Annotation annotation) {
		return annotation.annotationType().getName().equals(STATE);
	}

}
