package dev.actorspring.boot.diagnostics;

import dev.actorspring.ActorRef;
import dev.actorspring.KeyedActors;
import dev.actorspring.stereotype.KeyedActor;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.analyzer.AbstractInjectionFailureAnalyzer;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.Order;

/**
 * A ref was injected, and there is no such actor. Comes before Spring Boot's advice to
 * define a bean.
 */
@Order(0)
final class MissingRefFailureAnalyzer extends AbstractInjectionFailureAnalyzer<NoSuchBeanDefinitionException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause,
			@Nullable String description) {
		ResolvableType required = cause.getResolvableType();
		Class<?> actor = (required != null) ? required.getGeneric(0).resolve() : null;
		if (required == null || actor == null || cause instanceof NoUniqueBeanDefinitionException) {
			return null;
		}
		boolean single = required.resolve() == ActorRef.class;
		if (!single && required.resolve() != KeyedActors.class) {
			return null;
		}
		String where = (description != null) ? description : "A bean";
		return new FailureAnalysis("%s required %s<%s>, but there is no such actor.".formatted(where,
				single ? "ActorRef" : "KeyedActors", actor.getSimpleName()), action(actor, single), cause);
	}

	private static String action(Class<?> actor, boolean single) {
		String name = actor.getSimpleName();
		if (single && AnnotatedElementUtils.hasAnnotation(actor, KeyedActor.class)) {
			return name + " is a keyed actor: inject KeyedActors<" + name + "> and take the ref of a key from it.";
		}
		if (actor.isInterface()) {
			return "Declare an actor that implements " + name + " and handles its messages, in a package that is "
					+ "scanned for components.";
		}
		return "Annotate %s with @%s, in a package that is scanned for components, or declare it with a @Bean method."
			.formatted(name, single ? "Actor" : "KeyedActor");
	}

}
