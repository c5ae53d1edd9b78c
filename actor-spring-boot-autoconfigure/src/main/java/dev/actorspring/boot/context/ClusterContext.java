package dev.actorspring.boot.context;

import java.util.Map;

/**
 * Lets a part of the sender's context go along with a message to another node. Nothing
 * else does. Beans of this type are found by the auto-configuration. Any thread.
 */
public interface ClusterContext {

	/**
	 * Writes down what is in place on the present thread.
	 * @param texts to be added to, under names of its own; all of them together may have
	 * some 8,000 characters
	 */
	void write(Map<String, String> texts);

	/**
	 * Puts in place on the present thread what was written down on another node.
	 * @param texts all that has come along
	 * @return to be closed on the same thread: puts back what was there before
	 */
	Scope open(Map<String, String> texts);

	/**
	 * A context that is in place.
	 */
	@FunctionalInterface
	interface Scope extends AutoCloseable {

		@Override
		void close();

	}

}
