package dev.actorspring.durable.runtime;

import java.time.Duration;

import dev.actorspring.durable.store.StateKey;

/**
 * Hears what becomes of states and alarms, to measure it. Any thread; must not block.
 */
public interface DurableListener {

	/** Hears nothing. */
	DurableListener NONE = new DurableListener() {
	};

	/**
	 * A state was loaded, or it was found that there is none.
	 * @param key whose
	 * @param nanos how long that took since it was wanted
	 */
	default void loaded(StateKey key, long nanos) {
	}

	/**
	 * A batch was written.
	 * @param rows how many rows
	 * @param turns how many turns they bring into the store
	 * @param nanos how long that took
	 */
	default void written(int rows, int turns, long nanos) {
	}

	/**
	 * A state was written, as one of a batch. Told before anything leaves that shows it.
	 * @param key whose
	 * @param size how many characters its JSON has; 0 if it was deleted
	 * @param nanos how long what shows it was kept back: since the first of its turns had
	 * ended
	 */
	default void written(StateKey key, int size, long nanos) {
	}

	/**
	 * Somebody else has written a state.
	 * @param key whose
	 */
	default void conflict(StateKey key) {
	}

	/**
	 * An alarm was sent, for the first time or again.
	 * @param key whose
	 * @param late how long after its time
	 */
	default void alarmSent(StateKey key, Duration late) {
	}

}
