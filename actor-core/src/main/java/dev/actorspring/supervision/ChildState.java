package dev.actorspring.supervision;

/**
 * How a child of a supervisor is doing.
 */
public enum ChildState {

	/**
	 * It handles messages.
	 */
	RUNNING,

	/**
	 * It is being started, for the first time or again.
	 */
	RESTARTING,

	/**
	 * It ended too often and waits before the next attempt.
	 */
	BACKOFF,

	/**
	 * It is not running and will not be started by itself.
	 */
	STOPPED,

	/**
	 * It is not running, and nothing starts it until it is enabled.
	 */
	DISABLED

}
