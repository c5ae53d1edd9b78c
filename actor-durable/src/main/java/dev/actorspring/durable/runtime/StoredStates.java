package dev.actorspring.durable.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import dev.actorspring.durable.DurableStates;
import dev.actorspring.durable.StateConflictException;
import dev.actorspring.durable.StateUnavailableException;
import dev.actorspring.durable.StateUnreadableException;
import dev.actorspring.durable.codec.StateType;
import dev.actorspring.durable.store.FencedException;
import dev.actorspring.durable.store.StateKey;
import dev.actorspring.durable.store.StateStore;
import dev.actorspring.durable.store.StateWrite;
import dev.actorspring.durable.store.StateWrite.Mark;
import dev.actorspring.durable.store.StoreException;
import dev.actorspring.durable.store.StoredState;
import dev.actorspring.durable.store.WriteOutcome;
import org.jspecify.annotations.Nullable;

/**
 * What is in the store of one actor or family.
 *
 * @param <T> the type of the state
 */
final class StoredStates<T> implements DurableStates<T> {

	private static final int ATTEMPTS = 10;

	private final StateStore store;

	private final String actor;

	private final StateType<T> type;

	private final Background background;

	private final WriteMarks marks = new WriteMarks();

	StoredStates(StateStore store, String actor, StateType<T> type, Background background) {
		this.store = store;
		this.actor = actor;
		this.type = type;
		this.background = background;
	}

	@Override
	public Optional<T> find(String key) {
		return row(key).map(this::state);
	}

	private Optional<StoredState> row(String key) {
		return reading(() -> this.store.load(List.of(new StateKey(this.actor, key))).stream().findFirst())
			.filter((row) -> row.value().state() != null);
	}

	@Override
	public List<Entry<T>> list(@Nullable String after, int limit) {
		if (limit < 1) {
			throw new IllegalArgumentException("The limit is " + limit + " but must be at least 1");
		}
		List<Entry<T>> found = new ArrayList<>();
		String behind = after;
		boolean more = true;
		while (more && found.size() < limit) {
			int wanted = limit - found.size();
			List<StoredState> rows = rows(behind, wanted);
			// Some have only alarms.
			rows.stream().filter((row) -> row.value().state() != null).map(this::entry).forEach(found::add);
			more = rows.size() == wanted;
			behind = more ? rows.getLast().key().key() : behind;
		}
		return found;
	}

	private List<StoredState> rows(@Nullable String after, int limit) {
		return reading(() -> this.store.list(this.actor, after, limit));
	}

	private Entry<T> entry(StoredState row) {
		String key = row.key().key();
		try {
			return new Entry.Readable<>(key, state(row), row.version());
		}
		catch (StateUnreadableException ex) {
			return new Entry.Unreadable<>(key, row.version(), ex);
		}
	}

	private T state(StoredState row) {
		StoredState.Value value = row.value();
		return this.type.decode(row.key().toString(), String.valueOf(value.state()), value.type(), value.typeVersion());
	}

	@Override
	public long count() {
		return reading(() -> this.store.count(this.actor));
	}

	@Override
	public boolean delete(String key) {
		for (int i = 0; i < ATTEMPTS; i++) {
			StoredState row = row(key).orElse(null);
			if (row == null) {
				return false;
			}
			Mark seen = new Mark(row.version(), row.writeId());
			StateWrite write = new StateWrite(row.key(), seen, this.marks.after(seen),
					new StoredState.Value(this.type.name(), this.type.version(), null, null, null), List.of());
			WriteOutcome outcome = reading(() -> write(write));
			if (outcome instanceof WriteOutcome.Written) {
				return true;
			}
		}
		throw new StateConflictException(this.actor + "/" + key,
				"The state of " + this.actor + "/" + key + " was not deleted, as it is written all the time", null);
	}

	private WriteOutcome write(StateWrite write) throws StoreException {
		try {
			return this.store.write(List.of(write), Set.of()).getFirst();
		}
		catch (FencedException ex) {
			throw new StoreException("The state of " + write.key() + " was not deleted", ex);
		}
	}

	/**
	 * Asks the store on a thread of its own: whoever asks may be interrupted, an actor
	 * too, and an interrupt in the middle of a statement closes some databases.
	 */
	private <R> R reading(Callable<R> question) {
		FutureTask<R> answer = new FutureTask<>(question);
		this.background.run("actor-states", answer);
		try {
			this.background.await(answer::isDone);
			return answer.get();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw unavailable("they were waited for by a thread that was interrupted", ex);
		}
		catch (ExecutionException ex) {
			switch (ex.getCause()) {
				case StoreException cause -> throw unavailable(String.valueOf(cause.getMessage()), cause);
				case RuntimeException cause -> throw cause;
				case Error cause -> throw cause;
				case null, default -> throw new IllegalStateException(ex);
			}
		}
	}

	private StateUnavailableException unavailable(String why, Throwable cause) {
		return new StateUnavailableException(this.actor,
				"The states of " + this.actor + " cannot be read or deleted: " + why, cause);
	}

}
