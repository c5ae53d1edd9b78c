package dev.actorspring.properties;

import dev.actorspring.Message;

/**
 * A message that can be told from all others of its test.
 *
 * @param <A> the actor class
 */
interface Numbered<A> extends Message<A> {

	/**
	 * Which it is.
	 * @return the number that the {@link Ledger} has given out
	 */
	int id();

}
