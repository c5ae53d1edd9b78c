package dev.actorspring.stereotype;

/**
 * How far an actor, or those of a keyed family, reach.
 */
public enum FamilyScope {

	/**
	 * Each instance of the application has its own.
	 */
	NODE,

	/**
	 * There is one actor, or one of each key, in all instances together, and each of them
	 * reaches it. An instance that is in no cluster is one of its own.
	 */
	CLUSTER

}
