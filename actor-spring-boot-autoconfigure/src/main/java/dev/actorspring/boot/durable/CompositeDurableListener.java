package dev.actorspring.boot.durable;

import java.time.Duration;
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
	public void loaded(StateKey key, long nanos) {
		this.listeners.forEach((listener) -> listener.loaded(key, nanos));
	}

	@Override
	public void written(int rows, int turns, long nanos) {
		this.listeners.forEach((listener) -> listener.written(rows, turns, nanos));
	}

	@Override
	public void written(StateKey key, int size, long nanos) {
		this.listeners.forEach((listener) -> listener.written(key, size, nanos));
	}

	@Override
	public void conflict(StateKey key) {
		this.listeners.forEach((listener) -> listener.conflict(key));
	}

	@Override
	public void alarmSent(StateKey key, Duration late) {
		this.listeners.forEach((listener) -> listener.alarmSent(key, late));
	}

}
