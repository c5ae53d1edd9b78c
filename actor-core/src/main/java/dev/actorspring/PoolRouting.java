package dev.actorspring;

/**
 * Which worker of a pool gets a message.
 */
public enum PoolRouting {

	/**
	 * The one that is idle first.
	 */
	SHARED,

	/**
	 * The one that is idle first, but never while another message of the same
	 * {@linkplain Routed#routingKey() key} is in hand: those of one key are handled one
	 * after another, in the order in which they came, and those of different keys side by
	 * side.
	 */
	BY_KEY

}
