package dev.actorspring.boot.actors;

import dev.actorspring.ActorSpec;

/**
 * Changes the specs of actors and keyed families before the actor system is built: those
 * that are beans, and those that a {@link dev.actorspring.supervision.SupervisorSpec}
 * bean declares. Beans of this type are called in order, after the annotation and before
 * the properties {@code actor.actors.<name>.*}, which have the last word.
 */
@FunctionalInterface
public interface ActorSpecCustomizer {

	/**
	 * Changes a spec.
	 * @param <A> the actor class
	 * @param spec as it is so far
	 * @return the same, or another with the same name and class
	 */
	<A> ActorSpec<A> customize(ActorSpec<A> spec);

}
