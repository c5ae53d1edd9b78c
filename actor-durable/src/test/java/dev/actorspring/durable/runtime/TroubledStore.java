package dev.actorspring.durable.runtime;

import java.time.Duration;
import java.util.Optional;

import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.store.StateStore;
import dev.actorspring.durable.store.StoredState;

/**
 * A store, and what may happen to it. What has the name of a method of
 * {@link dev.actorspring.durable.test.InMemoryStateStore} does the same.
 */
public interface TroubledStore extends AutoCloseable {

	/** For the actors. */
	StateStore asStore();

	Optional<StoredState> row(StateKey key);

	void put(StoredState row);

	void advance(Duration time);

	void holdWrites();

	void releaseWrites();

	int heldBatches();

	void failEverything(boolean fail);

	void loseConnectionBeforeCommit();

	void loseConnectionAfterCommit();

	@Override
	default void close() {
	}

	/** Whether single rows can be refused and locked. */
	default boolean hasRowTroubles() {
		return false;
	}

	default void refuse(StateKey key) {
		throw new UnsupportedOperationException();
	}

	default void accept(StateKey key) {
		throw new UnsupportedOperationException();
	}

	default void lock(StateKey key, int times) {
		throw new UnsupportedOperationException();
	}

}
