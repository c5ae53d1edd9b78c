package dev.actorspring.boot.actuate.endpoint;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * What is written as JSON. Which descriptor a node gets cannot be seen from the types of
 * the operations.
 */
class ActorsEndpointRuntimeHints implements RuntimeHintsRegistrar {

	private final BindingReflectionHintsRegistrar binding = new BindingReflectionHintsRegistrar();

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		this.binding.registerReflectionHints(hints.reflection(), NodeDescriptor.Supervisor.class,
				NodeDescriptor.Actor.class, NodeDescriptor.Family.class, NodeDescriptor.Keys.class,
				NodeDescriptor.Top.class, NodeDescriptor.RestartDescriptor.class);
	}

}
