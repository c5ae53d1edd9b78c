package dev.actorspring.durable.runtime;

import java.time.Duration;

import dev.actorspring.durable.store.StateKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A listener whose failures harm nobody.
 *
 * @param listener hears it all
 */
record SafeListener(DurableListener listener) implements DurableListener {

	private static final Logger log = LoggerFactory.getLogger(SafeListener.class);

	@Override
	public void loaded(StateKey key, long nanos) {
		hear(() -> this.listener.loaded(key, nanos));
	}

	@Override
	public void written(int rows, int turns, long nanos) {
		hear(() -> this.listener.written(rows, turns, nanos));
	}

	@Override
	public void written(StateKey key, int size, long nanos) {
		hear(() -> this.listener.written(key, size, nanos));
	}

	@Override
	public void conflict(StateKey key) {
		hear(() -> this.listener.conflict(key));
	}

	@Override
	public void alarmSent(StateKey key, Duration late) {
		hear(() -> this.listener.alarmSent(key, late));
	}

	private static void hear(Runnable news) {
		try {
			news.run();
		}
		catch (Throwable ex) {
			log.warn("The listener of durable actors failed", ex);
		}
	}

}
