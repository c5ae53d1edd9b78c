package dev.actorspring.durable.runtime;

import java.time.Duration;
import java.util.Optional;

import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.store.StateStore;
import dev.actorspring.durable.store.StoredState;
import dev.actorspring.durable.test.InMemoryStateStore;

/**
 * The store for tests.
 *
 * @param store which can do all of it
 */
record TroubledMemory(InMemoryStateStore store) implements TroubledStore {

	@Override
	public StateStore asStore() {
		return this.store;
	}

	@Override
	public Optional<StoredState> row(StateKey key) {
		return this.store.row(key);
	}

	@Override
	public void put(StoredState row) {
		this.store.put(row);
	}

	@Override
	public void advance(Duration time) {
		this.store.advance(time);
	}

	@Override
	public void holdWrites() {
		this.store.holdWrites();
	}

	@Override
	public void releaseWrites() {
		this.store.releaseWrites();
	}

	@Override
	public int heldBatches() {
		return this.store.heldBatches();
	}

	@Override
	public void failEverything(boolean fail) {
		this.store.failEverything(fail);
	}

	@Override
	public void loseConnectionBeforeCommit() {
		this.store.loseConnectionBeforeCommit(1);
	}

	@Override
	public void loseConnectionAfterCommit() {
		this.store.loseConnectionAfterCommit(1);
	}

	@Override
	public boolean hasRowTroubles() {
		return true;
	}

	@Override
	public void refuse(StateKey key) {
		this.store.refuse(key);
	}

	@Override
	public void accept(StateKey key) {
		this.store.accept(key);
	}

	@Override
	public void lock(StateKey key, int times) {
		this.store.lock(key, times);
	}

}
