package dev.actorspring.supervision;

import dev.actorspring.ActorSpec;

/**
 * A child of a supervisor, given in one of four ways.
 */
public sealed interface ChildSpec {

	/**
	 * The one registered actor, or keyed family, of a class.
	 *
	 * @param type the actor class
	 */
	record OfType(Class<?> type) implements ChildSpec {

	}

	/**
	 * The registered actor, keyed family or supervisor of a name.
	 *
	 * @param name its name
	 */
	record Named(String name) implements ChildSpec {

	}

	/**
	 * An actor, or keyed family, that needs no registration beside.
	 *
	 * @param spec what to start
	 */
	record Actor(ActorSpec<?> spec) implements ChildSpec {

	}

	/**
	 * A supervisor that needs no registration beside.
	 *
	 * @param spec what to start
	 */
	record Supervisor(SupervisorSpec spec) implements ChildSpec {

	}

}
