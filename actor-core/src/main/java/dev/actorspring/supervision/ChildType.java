package dev.actorspring.supervision;

/**
 * What a child of a supervisor is.
 */
public enum ChildType {

	/**
	 * An actor, or a keyed family.
	 */
	WORKER,

	/**
	 * Another supervisor.
	 */
	SUPERVISOR

}
