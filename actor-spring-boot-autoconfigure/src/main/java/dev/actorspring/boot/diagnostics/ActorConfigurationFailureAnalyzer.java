package dev.actorspring.boot.diagnostics;

import dev.actorspring.ActorConfigurationException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Shows what is wrong with a declaration, and what to change, as the exception has it.
 */
final class ActorConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<ActorConfigurationException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, ActorConfigurationException cause) {
		String message = String.valueOf(cause.getMessage());
		return new FailureAnalysis(message.endsWith(".") ? message : message + ".", cause.getAction(), cause);
	}

}
