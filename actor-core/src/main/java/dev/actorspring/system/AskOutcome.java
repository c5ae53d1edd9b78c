package dev.actorspring.system;

/**
 * How a request ended, as its asker saw it.
 */
public enum AskOutcome {

	/**
	 * With a reply.
	 */
	REPLY,

	/**
	 * With a declared exception, or with that of advice which refused the request before
	 * its handler ran.
	 */
	DECLINED,

	/**
	 * The actor crashed while handling it.
	 */
	CRASHED,

	/**
	 * It was being handled when its time was up, or was left to another node, of which
	 * that is not known.
	 */
	TIMEOUT,

	/**
	 * The mailbox refused it.
	 */
	REJECTED,

	/**
	 * Its time was up before it was looked at; it is dropped from the queue.
	 */
	EXPIRED,

	/**
	 * The asker withdrew it.
	 */
	CANCELLED,

	/**
	 * The actor was gone, or went before it could answer.
	 */
	TERMINATED

}
