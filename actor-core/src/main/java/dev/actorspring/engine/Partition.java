package dev.actorspring.engine;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import dev.actorspring.engine.time.Timer.Delayed;
import dev.actorspring.spi.Hosting.Drained;
import org.jspecify.annotations.Nullable;

/**
 * The cells of a family whose keys belong to one partition, and how they end together.
 * Any thread.
 */
final class Partition {

	private final KeyedFamily<?> family;

	private final Set<ActorCell<?>> cells = ConcurrentHashMap.newKeySet();

	/** What was asked from elsewhere and is not over. */
	private final Set<Ask<?>> asked = ConcurrentHashMap.newKeySet();

	/** Set while the cells are to end. */
	private volatile @Nullable Ending ending;

	Partition(KeyedFamily<?> family) {
		this.family = family;
	}

	/**
	 * A cell has been made, and nobody can have seen it yet.
	 */
	void add(ActorCell<?> cell) {
		this.cells.add(cell);
	}

	/**
	 * A cell has been started.
	 */
	void started(ActorCell<?> cell) {
		if (this.ending != null) {
			cell.drain();
		}
	}

	/**
	 * A cell has closed.
	 */
	void remove(ActorCell<?> cell) {
		this.cells.remove(cell);
		endIfEmpty();
	}

	/**
	 * Whether its cells end because it does.
	 */
	boolean isEnding() {
		return this.ending != null;
	}

	void track(Ask<?> ask) {
		this.asked.add(ask);
		ask.whenComplete((reply, failure) -> this.asked.remove(ask));
	}

	/**
	 * Has all cells end when they are done.
	 * @param atMost after which those that are left are stopped
	 */
	CompletableFuture<Drained> drain(Duration atMost) {
		Ending begun = begin();
		begun.limit = this.family.engine()
			.timer()
			.schedule(atMost, () -> this.family.engine().execute(() -> cutOff(begun)));
		this.cells.forEach(ActorCell::drain);
		endIfEmpty();
		return begun.outcome;
	}

	/**
	 * Stops all cells at once, and lets nobody know from elsewhere what they come to.
	 */
	CompletableFuture<Drained> discard() {
		Ending begun = begin();
		this.asked.forEach((ask) -> ask.cancel(false));
		cutOff(begun);
		return begun.outcome;
	}

	private synchronized Ending begin() {
		Ending begun = Objects.requireNonNullElseGet(this.ending, Ending::new);
		this.ending = begun;
		return begun;
	}

	private void cutOff(Ending expected) {
		if (this.ending == expected) {
			Collection<ActorCell<?>> left = List.copyOf(this.cells);
			expected.cutOff = left.size();
			this.family.stop(() -> List.copyOf(left), true, Duration.ZERO, this::endIfEmpty);
		}
	}

	private void endIfEmpty() {
		Ending over;
		synchronized (this) {
			over = this.ending;
			if (over == null || !this.cells.isEmpty()) {
				return;
			}
			this.ending = null;
		}
		Delayed limit = over.limit;
		if (limit != null) {
			limit.cancel();
		}
		this.family.engine().complete(() -> over.outcome.complete(new Drained(over.cutOff)));
	}

	/**
	 * How it ends.
	 */
	private static final class Ending {

		private final CompletableFuture<Drained> outcome = new CompletableFuture<>();

		private volatile int cutOff;

		private volatile @Nullable Delayed limit;

	}

}
