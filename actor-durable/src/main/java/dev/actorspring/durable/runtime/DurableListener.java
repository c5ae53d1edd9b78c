package dev.actorspring.durable.runtime;

import dev.actorspring.durable.store.StateKey;

/**
 * Hears what the writer and the loader do, to measure it. Any thread; must not block.
 */
public interface DurableListener {

	/** Hears nothing. */
	DurableListener NONE = new DurableListener() {
	};

	/**
	 * A batch was written.
	 * @param rows how many rows
	 * @param turns how many turns they bring into the store
	 * @param nanos how long that took
	 */
	default void written(int rows, int turns, long nanos) {
	}

	/**
	 * Somebody else has written a state.
	 * @param key whose
	 */
	default void conflict(StateKey key) {
	}

}
