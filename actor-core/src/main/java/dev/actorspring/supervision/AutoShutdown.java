package dev.actorspring.supervision;

/**
 * Whether a supervisor stops when its significant children have ended by themselves, and
 * are not restarted.
 */
public enum AutoShutdown {

	/**
	 * It does not.
	 */
	NEVER,

	/**
	 * As soon as one of them has.
	 */
	ANY_SIGNIFICANT,

	/**
	 * Once all of them have.
	 */
	ALL_SIGNIFICANT

}
