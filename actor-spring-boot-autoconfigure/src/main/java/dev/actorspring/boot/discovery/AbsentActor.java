package dev.actorspring.boot.discovery;

import dev.actorspring.ActorRef;
import dev.actorspring.KeyedActors;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.stereotype.KeyedActor;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Finds out why there is no such actor as somebody has asked for.
 */
public final class AbsentActor {

	private AbsentActor() {
	}

	/**
	 * What to do to have it.
	 * @param type its class, or an interface of its messages
	 * @param keyed whether a keyed family was asked for
	 * @param beans where it was looked for
	 * @return one or more sentences for the developer
	 */
	public static String action(Class<?> type, boolean keyed, ListableBeanFactory beans) {
		String name = type.getSimpleName();
		Class<?> other = keyed ? ActorRef.class : KeyedActors.class;
		if (beans.getBeanNamesForType(ResolvableType.forClassWithGenerics(other, type), true, false).length > 0) {
			return keyed ? name + " is a single actor: inject ActorRef<" + name + ">."
					: name + " is a keyed actor: inject KeyedActors<" + name + "> and take the ref of a key from it.";
		}
		Class<?> annotation = annotation(type);
		if (annotation != null) {
			return annotated(type, name + " is annotated with @" + annotation.getSimpleName() + ", but was not found: ",
					beans);
		}
		if (type.isInterface()) {
			return "Declare an actor that implements " + name + " and handles its messages, in a package that is "
					+ "scanned for components.";
		}
		return "Annotate %s with @%s, in a package that is scanned for components, or declare it with a @Bean method."
			.formatted(name, keyed ? "KeyedActor" : "Actor");
	}

	private static String annotated(Class<?> type, String subject, ListableBeanFactory beans) {
		String name = type.getSimpleName();
		String problem = ClassKinds.problem(type);
		if (problem != null) {
			return subject + "it " + problem + ". " + ClassKinds.action(type);
		}
		if (beans.getBeanNamesForType(ActorDiscovery.class, true, false).length == 0) {
			return subject + "actors are not looked for here, as in a test slice such as @WebFluxTest. Add "
					+ "@ImportAutoConfiguration(ActorAutoConfiguration.class) and @Import(" + name
					+ ".class), or replace the ref with one of the test.";
		}
		return subject + "package " + type.getPackageName()
				+ " is not scanned for components, or a condition such as @Profile excludes it. Move it below the package "
				+ "of the application class, or import it with @Import(" + name + ".class).";
	}

	private static @Nullable Class<?> annotation(Class<?> type) {
		if (AnnotatedElementUtils.hasAnnotation(type, KeyedActor.class)) {
			return KeyedActor.class;
		}
		return AnnotatedElementUtils.hasAnnotation(type, Actor.class) ? Actor.class : null;
	}

}
