package dev.actorspring.boot.diagnostics;

import dev.actorspring.boot.scope.DirectActorAccessException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.analyzer.AbstractInjectionFailureAnalyzer;

/**
 * Advises to inject the ref where an actor itself was injected.
 */
final class DirectActorAccessFailureAnalyzer extends AbstractInjectionFailureAnalyzer<DirectActorAccessException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, DirectActorAccessException cause,
			@Nullable String description) {
		String where = (description != null) ? description : "A bean";
		return new FailureAnalysis("%s required the actor '%s' itself. An actor is reached only by messages."
			.formatted(where, cause.getActorName()), "Inject " + cause.getInjectable() + " instead.", cause);
	}

}
