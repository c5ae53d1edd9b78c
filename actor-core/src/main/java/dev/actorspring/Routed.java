package dev.actorspring;

import org.jspecify.annotations.Nullable;

/**
 * A message that has a key, for pools with {@link PoolRouting#BY_KEY}.
 */
public interface Routed {

	/**
	 * What the message is about. Called by any thread, while others wait: to be answered
	 * at once, and always in the same way.
	 * @return compared with {@code equals}; {@code null} if the order of this message
	 * does not matter
	 */
	@Nullable Object routingKey();

}
