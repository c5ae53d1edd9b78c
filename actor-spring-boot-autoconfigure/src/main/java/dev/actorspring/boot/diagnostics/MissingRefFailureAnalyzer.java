package dev.actorspring.boot.diagnostics;

import dev.actorspring.ActorRef;
import dev.actorspring.KeyedActors;
import dev.actorspring.boot.discovery.AbsentActor;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.analyzer.AbstractInjectionFailureAnalyzer;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.Order;

/**
 * A ref was injected, and there is no such actor. Comes before Spring Boot's advice to
 * define a bean.
 */
@Order(0)
final class MissingRefFailureAnalyzer extends AbstractInjectionFailureAnalyzer<NoSuchBeanDefinitionException> {

	private final ListableBeanFactory beans;

	MissingRefFailureAnalyzer(BeanFactory beans) {
		this.beans = (ListableBeanFactory) beans;
	}

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
				single ? "ActorRef" : "KeyedActors", actor.getSimpleName()),
				AbsentActor.action(actor, !single, this.beans), cause);
	}

}
