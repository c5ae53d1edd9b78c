package dev.actorspring;

/**
 * What is known of a request that ends without a reply.
 */
public enum Handling {

	/**
	 * It was not and will not be handled: it can be repeated freely.
	 */
	NOT_HANDLED,

	/**
	 * It may or may not have been handled, or may still be.
	 */
	UNKNOWN

}
