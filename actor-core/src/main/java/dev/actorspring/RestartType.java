package dev.actorspring;

/**
 * When a child is restarted after it has ended.
 */
public enum RestartType {

	/**
	 * Always.
	 */
	PERMANENT,

	/**
	 * After a crash or a kill, not after a normal exit.
	 */
	TRANSIENT,

	/**
	 * Never: once ended it is forgotten.
	 */
	TEMPORARY

}
