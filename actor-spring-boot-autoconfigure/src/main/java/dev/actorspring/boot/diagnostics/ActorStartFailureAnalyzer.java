package dev.actorspring.boot.diagnostics;

import dev.actorspring.system.ActorStartException;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.NestedExceptionUtils;

/**
 * Names the actor that did not start, and why. A bean that is missing is left to Spring
 * Boot, which explains that better.
 */
final class ActorStartFailureAnalyzer extends AbstractFailureAnalyzer<ActorStartException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, ActorStartException cause) {
		if (findCause(cause, NoSuchBeanDefinitionException.class) != null) {
			return null;
		}
		return new FailureAnalysis(
				"Actor '%s' failed to start: %s".formatted(cause.getPath(),
						NestedExceptionUtils.getMostSpecificCause(cause)),
				"Correct what the constructor or a @PostConstruct method of the actor, or of a bean that it pulls in, "
						+ "failed on. The actors started before it have been stopped again.",
				cause);
	}

}
