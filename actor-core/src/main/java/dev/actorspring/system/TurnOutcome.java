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
	 * The handler threw an exception that it declares.
	 */
	DECLINED,

	/**
	 * The handler threw anything else, and the incarnation is gone.
	 */
	CRASHED

}
