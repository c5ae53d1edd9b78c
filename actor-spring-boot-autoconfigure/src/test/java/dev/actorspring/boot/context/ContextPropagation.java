package dev.actorspring.boot.context;

import org.springframework.boot.autoconfigure.AutoConfigurations;

/**
 * Lets tests of other packages have contexts carried.
 */
public final class ContextPropagation {

	private ContextPropagation() {
	}

	public static AutoConfigurations autoConfiguration() {
		return AutoConfigurations.of(ActorContextPropagationAutoConfiguration.class);
	}

}
