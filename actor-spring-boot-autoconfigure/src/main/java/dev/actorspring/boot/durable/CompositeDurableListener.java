package dev.actorspring.boot.durable;

import java.util.List;

import dev.actorspring.durable.runtime.DurableListener;
import dev.actorspring.durable.store.StateKey;

/**
 * Several listeners, told in order.
 *
 * @param listeners those that hear it
 */
record CompositeDurableListener(List<DurableListener> listeners) implements DurableListener {

	@Override
	public void written(int rows, int turns, long nanos) {
		this.listeners.forEach((listener) -> listener.written(rows, turns, nanos));
	}

	@Override
	public void conflict(StateKey key) {
		this.listeners.forEach((listener) -> listener.conflict(key));
	}

}
