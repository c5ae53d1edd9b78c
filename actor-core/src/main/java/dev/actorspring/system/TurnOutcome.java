package dev.actorspring.system;

/**
 * How the handling of a message ended.
 */
public enum TurnOutcome {

	/**
	 * The handler returned.
	 */
	SUCCESS,

	/**
	 * The handler threw an exception that it declares, or advice refused the message
	 * before the handler ran.
	 */
	DECLINED,

	/**
	 * The handler threw anything else, and the incarnation is gone.
	 */
	CRASHED

}
