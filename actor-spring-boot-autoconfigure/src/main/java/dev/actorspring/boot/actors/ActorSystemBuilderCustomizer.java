package dev.actorspring.boot.actors;

import dev.actorspring.system.ActorSystemBuilder;

/**
 * Changes how the actor system is built. Every bean of this type is called once, in
 * order, after everything that the auto-configuration has set: so a customizer has the
 * last word.
 */
@FunctionalInterface
public interface ActorSystemBuilderCustomizer {

	/**
	 * Changes the builder.
	 * @param builder of the actor system of this application
	 */
	void customize(ActorSystemBuilder builder);

}
