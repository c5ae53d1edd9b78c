package dev.actorspring.boot.durable;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.analyzer.AbstractInjectionFailureAnalyzer;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.Order;

/**
 * Names the states there are where another was injected, or any of several. Comes before
 * Spring Boot's advice to define a bean. There may be no durable actors at all, so their
 * classes are known by name.
 */
@Order(0)
final class StateInjectionFailureAnalyzer extends AbstractInjectionFailureAnalyzer<NoSuchBeanDefinitionException> {

	private static final String DURABLE = "dev.actorspring.durable.Durable";

	private static final String STATES = "dev.actorspring.durable.DurableStates";

	private final ConfigurableListableBeanFactory beans;

	StateInjectionFailureAnalyzer(BeanFactory beans) {
		this.beans = (ConfigurableListableBeanFactory) beans;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause,
			@Nullable String description) {
		ResolvableType required = cause.getResolvableType();
		String type = (required != null) ? required.toClass().getName() : "";
		if (required == null || !(type.equals(DURABLE) || type.equals(STATES))) {
			return null;
		}
		Class<?> state = required.getGeneric(0).resolve();
		String wanted = required.toClass().getSimpleName() + "<" + ((state != null) ? state.getSimpleName() : "?")
				+ ">";
		String where = (description != null) ? description : "A bean";
		if (this.beans.getBeanNamesForType(StateDiscovery.class, true, false).length == 0) {
			return new FailureAnalysis(
					where + " required " + wanted + ", but durable actors are switched off, or not "
							+ "looked for here.",
					"Remove 'actor.durable.enabled=false'. In a test slice, add ActorAutoConfiguration and "
							+ "ActorDurableAutoConfiguration by @ImportAutoConfiguration.",
					cause);
		}
		if (cause instanceof NoUniqueBeanDefinitionException) {
			return new FailureAnalysis(
					"%s required %s, which several actors have: %s.".formatted(where, wanted, list()),
					"Say whose they are by the name of the actor, as in @Qualifier(\"" + actor(states().getFirst())
							+ "\").",
					cause);
		}
		return new FailureAnalysis("%s required %s, but there is no such state.".formatted(where, wanted),
				states().isEmpty()
						? "Let an actor take it, as in @State(name = \"stock-level\") Durable<%s>."
							.formatted((state != null) ? state.getSimpleName() : "Level")
						: "Correct the type, or the @Qualifier, which is the name of an actor. There are: " + list()
								+ ".",
				cause);
	}

	/**
	 * As they are defined: the beans have been destroyed.
	 */
	private List<BeanDefinition> states() {
		return Stream.of(this.beans.getBeanDefinitionNames())
			.filter((name) -> name.startsWith(StateDiscovery.PREFIX))
			.map(this.beans::getMergedBeanDefinition)
			.toList();
	}

	private String list() {
		return states().stream()
			.map((state) -> state.getResolvableType().getGeneric(0).toClass().getSimpleName() + " of '" + actor(state)
					+ "'")
			.collect(Collectors.joining(", "));
	}

	private static Object actor(BeanDefinition state) {
		return Objects.requireNonNullElse(state.getAttribute(AutowireCandidateQualifier.VALUE_KEY), "");
	}

}
