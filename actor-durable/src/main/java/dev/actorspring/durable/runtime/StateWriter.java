package dev.actorspring.durable.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;

import dev.actorspring.durable.StateConflictException;
import dev.actorspring.durable.StateOutcomeUnknownException;
import dev.actorspring.durable.StateRefusedException;
import dev.actorspring.durable.StateUnavailableException;
import dev.actorspring.durable.store.FencedException;
import dev.actorspring.durable.store.Lease;
import dev.actorspring.durable.store.StateStore;
import dev.actorspring.durable.store.StateWrite;
import dev.actorspring.durable.store.StoreException;
import dev.actorspring.durable.store.WriteOutcome;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what has to be written, as much of it at a time as there is. There is no delay
 * on purpose: while one batch is committed the next one gathers.
 */
final class StateWriter implements StateSlot.Writer {

	private static final Logger log = LoggerFactory.getLogger(StateWriter.class);

	private static final int BATCH = 256;

	private static final Duration PAUSE = Duration.ofMillis(200);

	private static final Duration FIRST_PAUSE = Duration.ofMillis(2);

	private final StateStore store;

	private final Background closing;

	private final StoreBreaker breaker;

	private final Tenures tenures;

	private final DurableListener listener;

	private final long patience;

	private final WriteMarks marks = new WriteMarks();

	private final BlockingQueue<StateSlot<?>> queue = new LinkedBlockingQueue<>();

	/** What was tried and has to be tried again, apart from others. Guarded by itself. */
	private final Map<StateSlot<?>, Tried> aside = new LinkedHashMap<>();

	private boolean writingAside;

	/**
	 * Creates a writer.
	 * @param tenures what is written under
	 * @param patience in nanoseconds: for how long a write is tried again
	 */
	StateWriter(StateStore store, Background closing, StoreBreaker breaker, Tenures tenures, DurableListener listener,
			long patience) {
		this.store = store;
		this.closing = closing;
		this.breaker = breaker;
		this.tenures = tenures;
		this.listener = new SafeListener(listener);
		this.patience = patience;
	}

	@Override
	public long nanos() {
		return this.closing.nanos();
	}

	@Override
	public void add(StateSlot<?> slot) {
		this.queue.add(slot);
	}

	@Override
	public void perform(StateSlot<?> slot) {
		this.closing.run("actor-after-write", () -> {
			for (Runnable action = slot.nextAction(); action != null; action = slot.nextAction()) {
				try {
					action.run();
				}
				catch (Throwable ex) {
					log.warn("An action after a write of {} failed", slot, ex);
				}
			}
		});
	}

	/**
	 * Writes until it is time to end.
	 */
	void run() {
		List<StateSlot<?>> batch = new ArrayList<>();
		while (!this.closing.isClosed()) {
			StateSlot<?> first = this.closing.poll(this.queue);
			if (first != null) {
				batch.add(first);
				this.queue.drainTo(batch, BATCH - 1);
				write(batch);
				batch.clear();
			}
		}
		for (StateSlot<?> slot = this.queue.poll(); slot != null; slot = this.queue.poll()) {
			loseAtEnd(slot);
		}
	}

	private static void loseAtEnd(StateSlot<?> slot) {
		StateUnavailableException failure = new StateUnavailableException(slot.toString(),
				"The state of " + slot + " was not written, as the application has ended", null);
		slot.loseAll(failure, failure);
	}

	private void write(List<StateSlot<?>> batch) {
		Map<StateSlot<?>, StateWrite> writes = new LinkedHashMap<>();
		Map<StateSlot<?>, Lease.Fence> fences = new HashMap<>();
		long begun = this.closing.nanos();
		for (StateSlot<?> slot : batch) {
			StateWrite write = next(slot, begun);
			Tenure tenure = (write != null) ? this.tenures.of(slot) : null;
			Lease.Fence fence = (tenure != null) ? tenure.fence() : null;
			if (write != null && tenure != null && fence == null) {
				// What it holds is lost, or is about to be.
				conflict(slot, write, null);
			}
			else if (write != null) {
				writes.put(slot, write);
				if (fence != null) {
					fences.put(slot, fence);
				}
			}
		}
		write(writes, fences, begun);
	}

	private void write(Map<StateSlot<?>, StateWrite> writes, Map<StateSlot<?>, Lease.Fence> fences, long begun) {
		Exception failure = attempt(writes, fences, begun);
		if (failure == null) {
			return;
		}
		this.breaker.stuck();
		try {
			while (failure != null) {
				this.breaker.failed(failure);
				giveUp(writes, failure, this.patience);
				if (this.closing.await(PAUSE)) {
					giveUp(writes, failure, 0);
				}
				failure = attempt(writes, fences, begun);
			}
		}
		finally {
			this.breaker.unstuck();
		}
	}

	/**
	 * Tries to write.
	 * @return why all of it has to be tried again, or {@code null} if none has to
	 */
	private @Nullable Exception attempt(Map<StateSlot<?>, StateWrite> writes, Map<StateSlot<?>, Lease.Fence> fences,
			long begun) {
		if (writes.isEmpty()) {
			return null;
		}
		List<StateWrite> rows = List.copyOf(writes.values());
		Set<Lease.Fence> under = writes.keySet()
			.stream()
			.map(fences::get)
			.filter(Objects::nonNull)
			.collect(Collectors.toSet());
		List<WriteOutcome> outcomes;
		try {
			outcomes = this.breaker.ask(() -> this.store.write(rows, under));
		}
		catch (FencedException ex) {
			fenced(writes, fences, ex);
			if (writes.size() == rows.size()) {
				return new StoreException("The store names what nothing was written under: " + ex.fence(), ex);
			}
			return attempt(writes, fences, begun);
		}
		catch (StoreException ex) {
			return ex;
		}
		catch (RuntimeException | Error ex) {
			return failedUnexpectedly(writes, fences, begun, ex);
		}
		if (outcomes.size() != rows.size()) {
			return new StoreException("The store has not said what has become of each write", null);
		}
		// Not among what is tried again: it has been written.
		this.breaker.written();
		settle(writes, outcomes, begun);
		return null;
	}

	/**
	 * Takes out what was to be written by a right that somebody else has.
	 */
	private void fenced(Map<StateSlot<?>, StateWrite> writes, Map<StateSlot<?>, Lease.Fence> fences,
			FencedException thrown) {
		new LinkedHashMap<>(writes).forEach((slot, write) -> {
			if (thrown.fence().equals(fences.get(slot))) {
				writes.remove(slot);
				Tenure tenure = this.tenures.of(slot);
				if (tenure != null) {
					// Before an actor starts anew and takes it for its own still.
					tenure.lost(thrown.fence());
				}
				conflict(slot, write, thrown);
			}
		});
	}

	private @Nullable Exception failedUnexpectedly(Map<StateSlot<?>, StateWrite> writes,
			Map<StateSlot<?>, Lease.Fence> fences, long begun, Throwable thrown) {
		if (writes.size() > 1) {
			writes.forEach((slot, write) -> write(new LinkedHashMap<>(Map.of(slot, write)), fences, begun));
			return null;
		}
		if (!isThere()) {
			return new StoreException("The store has failed: " + thrown, thrown);
		}
		writes.forEach((slot, write) -> setAside(slot, write, thrown));
		return null;
	}

	/**
	 * Whether the store has an answer to other questions, so that what it has failed with
	 * concerns one row.
	 */
	private boolean isThere() {
		try {
			this.breaker.ask(this.store::now);
			return true;
		}
		catch (StoreException | RuntimeException | Error ex) {
			return false;
		}
	}

	/**
	 * Has a row tried again that cannot be written at present, apart from others, which
	 * would have to wait for it.
	 */
	private void setAside(StateSlot<?> slot, StateWrite write, Throwable cause) {
		if (slot.tryingFor(this.closing.nanos()) >= this.patience) {
			loseAfterLong(slot, write, cause);
			return;
		}
		log.debug("The state of {} cannot be written, and is tried again", slot, cause);
		synchronized (this.aside) {
			this.aside.put(slot, new Tried(write, cause));
			if (!this.writingAside) {
				this.writingAside = true;
				this.closing.run("actor-state-writer-aside", this::writeAside);
			}
		}
	}

	private void writeAside() {
		Duration pause = FIRST_PAUSE;
		List<StateSlot<?>> before = List.of();
		do {
			boolean over = this.closing.await(pause);
			Map<StateSlot<?>, Tried> tried;
			synchronized (this.aside) {
				tried = new LinkedHashMap<>(this.aside);
				this.aside.clear();
				this.writingAside = !over && !tried.isEmpty();
			}
			if (over) {
				tried.forEach((slot, last) -> loseAfterLong(slot, last.write(), last.cause()));
				return;
			}
			List<StateSlot<?>> batch = List.copyOf(tried.keySet());
			write(batch);
			// Longer only for those that have waited already.
			boolean again = batch.stream().anyMatch(before::contains);
			pause = !again ? FIRST_PAUSE : (pause.compareTo(PAUSE) < 0) ? pause.multipliedBy(2) : PAUSE;
			before = batch;
		}
		while (!before.isEmpty());
	}

	private @Nullable StateWrite next(StateSlot<?> slot, long now) {
		try {
			return slot.next(this.marks, now);
		}
		catch (RuntimeException ex) {
			log.warn("The state of {} cannot be encoded, and what was set is gone", slot, ex);
			StateRefusedException failure = new StateRefusedException(slot.toString(),
					"The state of " + slot + " cannot be encoded: " + ex.getMessage(), ex);
			slot.loseAll(failure, failure);
			return null;
		}
	}

	private void settle(Map<StateSlot<?>, StateWrite> writes, List<WriteOutcome> outcomes, long begun) {
		announce(writes, outcomes, begun);
		Iterator<WriteOutcome> each = outcomes.iterator();
		for (Map.Entry<StateSlot<?>, StateWrite> entry : writes.entrySet()) {
			StateSlot<?> slot = entry.getKey();
			StateWrite write = entry.getValue();
			switch (each.next()) {
				case WriteOutcome.Written written -> slot.written(write);
				case WriteOutcome.Conflict conflict -> conflict(slot, write, null);
				case WriteOutcome.Unknown unknown -> unknown(slot, write);
				case WriteOutcome.Refused refused -> refused(slot, write, refused.cause());
				case WriteOutcome.Again again -> setAside(slot, write, again.cause());
			}
		}
	}

	/**
	 * Tells what is written before anybody can act on it: who has a reply finds it
	 * measured, and the next write of a row is not heard of first.
	 */
	private void announce(Map<StateSlot<?>, StateWrite> writes, List<WriteOutcome> outcomes, long begun) {
		int rows = 0;
		int segments = 0;
		long now = this.closing.nanos();
		Iterator<WriteOutcome> each = outcomes.iterator();
		for (Map.Entry<StateSlot<?>, StateWrite> entry : writes.entrySet()) {
			if (each.next() instanceof WriteOutcome.Written) {
				rows++;
				StateSlot<?> slot = entry.getKey();
				Unwritten done = slot.underWay(entry.getValue());
				if (done != null) {
					segments += done.segments();
					String json = entry.getValue().value().state();
					this.listener.written(slot.key(), (json != null) ? json.length() : 0, now - done.since());
				}
			}
		}
		this.listener.written(rows, segments, now - begun);
	}

	private void conflict(StateSlot<?> slot, StateWrite write, @Nullable Exception cause) {
		this.listener.conflict(slot.key());
		StateConflictException failure = new StateConflictException(slot.toString(),
				"The state of " + slot + " was written by somebody else, so this was not", cause);
		slot.lose(write, failure, failure);
	}

	private void unknown(StateSlot<?> slot, StateWrite write) {
		slot.lose(write,
				new StateOutcomeUnknownException(slot.toString(),
						"Nobody can say whether the state of " + slot + " was written", null),
				new StateConflictException(slot.toString(),
						"The state of " + slot + " that this was built on may not be written, so this is not", null));
	}

	private void refused(StateSlot<?> slot, StateWrite write, Exception cause) {
		log.warn("The state of {} cannot be written, and what was set is gone", slot, cause);
		slot.lose(write,
				new StateRefusedException(slot.toString(),
						"The state of " + slot + " cannot be written: " + cause.getMessage(), cause),
				new StateConflictException(slot.toString(),
						"The state of " + slot + " that this was built on cannot be written, so this is not", cause));
	}

	/**
	 * Gives those up that were tried for too long.
	 */
	private void giveUp(Map<StateSlot<?>, StateWrite> writes, Exception cause, long tooLong) {
		long now = this.closing.nanos();
		new LinkedHashMap<>(writes).forEach((slot, write) -> {
			if (slot.tryingFor(now) >= tooLong) {
				writes.remove(slot);
				loseAfterLong(slot, write, cause);
			}
		});
	}

	private static void loseAfterLong(StateSlot<?> slot, StateWrite write, Throwable cause) {
		slot.lose(write,
				new StateOutcomeUnknownException(slot.toString(),
						"Nobody can say whether the state of " + slot
								+ " was written: it was tried for too long, and the last time failed",
						cause),
				new StateUnavailableException(slot.toString(),
						"The state of " + slot + " was not written: that was tried for too long", cause));
	}

	/**
	 * A write that may have been committed or not.
	 *
	 * @param write the write
	 * @param cause what it has failed with last
	 */
	private record Tried(StateWrite write, Throwable cause) {

	}

}
