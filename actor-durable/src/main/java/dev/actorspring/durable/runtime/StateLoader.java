package dev.actorspring.durable.runtime;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.store.StateStore;
import dev.actorspring.durable.store.StoreException;
import dev.actorspring.durable.store.StoredState;
import org.jspecify.annotations.Nullable;

/**
 * Loads rows in batches, of whatever is wanted at the time.
 */
final class StateLoader {

	private static final int BATCH = 256;

	private final StateStore store;

	private final StoreBreaker breaker;

	private final ClosingSignal closing;

	private final DurableListener listener;

	private final BlockingQueue<Load> queue = new LinkedBlockingQueue<>();

	StateLoader(StateStore store, ClosingSignal closing, StoreBreaker breaker, DurableListener listener) {
		this.store = store;
		this.closing = closing;
		this.breaker = breaker;
		this.listener = new SafeListener(listener);
	}

	/**
	 * Loads a row. Any thread.
	 * @param key whose
	 * @return the row, or {@code null} if there is none; or a {@link StoreException}
	 */
	CompletableFuture<@Nullable StoredState> load(StateKey key) {
		Load load = new Load(key, System.nanoTime(), new CompletableFuture<>());
		StoreBreaker.Failure failure = this.breaker.failure();
		if (failure != null) {
			load.row().completeExceptionally(failure.cause());
		}
		else {
			this.queue.add(load);
			if (this.closing.isClosed()) {
				failWaiting();
			}
		}
		return load.row();
	}

	private void failWaiting() {
		for (Load load = this.queue.poll(); load != null; load = this.queue.poll()) {
			load.row().completeExceptionally(new StoreException("Nothing is loaded any more", null));
		}
	}

	/**
	 * Loads what is wanted until it is time to end.
	 */
	void run() {
		List<Load> batch = new ArrayList<>();
		while (!this.closing.isClosed()) {
			Load first = Queues.poll(this.queue);
			if (first != null) {
				batch.add(first);
				this.queue.drainTo(batch, BATCH - 1);
				load(batch);
				batch.clear();
			}
		}
		failWaiting();
	}

	private void load(List<Load> batch) {
		try {
			Map<StateKey, StoredState> rows = new HashMap<>();
			this.store.load(batch.stream().map(Load::key).distinct().toList())
				.forEach((row) -> rows.put(row.key(), row));
			this.breaker.succeeded();
			for (Load load : batch) {
				load.row().complete(rows.get(load.key()));
				this.listener.loaded(load.key(), System.nanoTime() - load.since());
			}
		}
		catch (StoreException | RuntimeException ex) {
			this.breaker.failed(ex);
			batch.forEach((load) -> load.row().completeExceptionally(ex));
		}
		catch (Error ex) {
			// Of a driver, say. Nobody would load any more if it ended the thread.
			StoreException failure = new StoreException("The store has failed: " + ex, ex);
			this.breaker.failed(failure);
			batch.forEach((load) -> load.row().completeExceptionally(failure));
		}
	}

	/**
	 * A row that is wanted.
	 *
	 * @param key whose
	 * @param since when, by {@code System.nanoTime}
	 * @param row gets it
	 */
	private record Load(StateKey key, long since, CompletableFuture<@Nullable StoredState> row) {

	}

}
