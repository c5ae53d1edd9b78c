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
import dev.actorspring.durable.store.StoredReply;
import dev.actorspring.durable.store.StoredState;
import org.jspecify.annotations.Nullable;

/**
 * Loads rows and outcomes in batches, of whatever is wanted at the time.
 */
final class StateLoader {

	private static final int BATCH = 256;

	private final StateStore store;

	private final StoreBreaker breaker;

	private final Background closing;

	private final DurableListener listener;

	private final BlockingQueue<Task> queue = new LinkedBlockingQueue<>();

	StateLoader(StateStore store, Background closing, StoreBreaker breaker, DurableListener listener) {
		this.store = store;
		this.closing = closing;
		this.breaker = breaker;
		this.listener = listener;
	}

	/**
	 * Loads a row. Any thread.
	 * @param key whose
	 * @return the row, or {@code null} if there is none; or a {@link StoreException}
	 */
	CompletableFuture<@Nullable StoredState> load(StateKey key) {
		Load load = new Load(key, this.closing.nanos(), new CompletableFuture<>());
		add(load);
		return load.row();
	}

	/**
	 * Looks up what requests came to. Any thread.
	 * @param ids which
	 * @return for each what is there, or {@code null}; or a {@link StoreException}
	 */
	List<CompletableFuture<StoredReply.@Nullable Content>> lookUp(List<StoredReply.Id> ids) {
		List<Lookup> lookups = ids.stream().map((id) -> new Lookup(id, new CompletableFuture<>())).toList();
		lookups.forEach(this::add);
		return lookups.stream().map(Lookup::outcome).toList();
	}

	private void add(Task task) {
		StoreBreaker.Failure failure = this.breaker.failure();
		if (failure != null) {
			task.fail(failure.cause());
			return;
		}
		this.queue.add(task);
		if (this.closing.isClosed()) {
			failWaiting();
		}
	}

	private void failWaiting() {
		for (Task task = this.queue.poll(); task != null; task = this.queue.poll()) {
			task.fail(new StoreException("Nothing is loaded any more", null));
		}
	}

	/**
	 * Loads what is wanted until it is time to end.
	 */
	void run() {
		List<Task> batch = new ArrayList<>();
		while (!this.closing.isClosed()) {
			Task first = this.closing.poll(this.queue);
			if (first != null) {
				batch.add(first);
				this.queue.drainTo(batch, BATCH - 1);
				attempt(batch);
				batch.clear();
			}
		}
		failWaiting();
	}

	private void attempt(List<Task> batch) {
		try {
			load(batch.stream().filter(Load.class::isInstance).map(Load.class::cast).toList());
			lookUpAll(batch.stream().filter(Lookup.class::isInstance).map(Lookup.class::cast).toList());
			this.breaker.succeeded();
		}
		catch (StoreException | RuntimeException ex) {
			this.breaker.failed(ex);
			batch.forEach((task) -> task.fail(ex));
		}
		catch (Error ex) {
			// Of a driver, say. Nobody would load any more if it ended the thread.
			StoreException failure = new StoreException("The store has failed: " + ex, ex);
			this.breaker.failed(failure);
			batch.forEach((task) -> task.fail(failure));
		}
	}

	private void load(List<Load> loads) throws StoreException {
		if (loads.isEmpty()) {
			return;
		}
		Map<StateKey, StoredState> rows = new HashMap<>();
		this.store.load(loads.stream().map(Load::key).distinct().toList()).forEach((row) -> rows.put(row.key(), row));
		for (Load load : loads) {
			this.listener.loaded(load.key(), this.closing.nanos() - load.since());
			load.row().complete(rows.get(load.key()));
		}
	}

	private void lookUpAll(List<Lookup> lookups) throws StoreException {
		if (lookups.isEmpty()) {
			return;
		}
		Map<StoredReply.Id, StoredReply.Content> replies = new HashMap<>();
		this.store.replies(lookups.stream().map(Lookup::id).distinct().toList())
			.forEach((reply) -> replies.put(reply.id(), reply.outcome()));
		lookups.forEach((lookup) -> lookup.outcome().complete(replies.get(lookup.id())));
	}

	/**
	 * Something that is wanted.
	 */
	private sealed interface Task {

		void fail(Exception cause);

	}

	/**
	 * A row that is wanted.
	 *
	 * @param key whose
	 * @param since when, by the clock of the background
	 * @param row gets it
	 */
	private record Load(StateKey key, long since, CompletableFuture<@Nullable StoredState> row) implements Task {

		@Override
		public void fail(Exception cause) {
			this.row.completeExceptionally(cause);
		}

	}

	/**
	 * An outcome that is wanted.
	 *
	 * @param id of the request
	 * @param outcome gets it
	 */
	private record Lookup(StoredReply.Id id, CompletableFuture<StoredReply.@Nullable Content> outcome) implements Task {

		@Override
		public void fail(Exception cause) {
			this.outcome.completeExceptionally(cause);
		}

	}

}
