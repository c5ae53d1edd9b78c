package dev.actorspring;

/**
 * A message that may be more urgent than others, for pools. Messages that are not
 * {@code Prioritized} have the priority 0.
 */
public interface Prioritized {

	/**
	 * How urgent the message is. Called by any thread, while others wait: to be answered
	 * at once, and always in the same way.
	 * @return more is sooner
	 */
	int priority();

}
