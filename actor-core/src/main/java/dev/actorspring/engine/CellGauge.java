package dev.actorspring.engine;

import java.time.Duration;
import java.util.function.Supplier;

import dev.actorspring.supervision.ChildState;
import dev.actorspring.system.ActorGauge;

/**
 * The numbers of a single actor.
 *
 * @param cell its cell
 * @param state how its supervisor sees it
 */
record CellGauge(ActorCell<?> cell, Supplier<ChildState> state) implements ActorGauge {

	@Override
	public String actor() {
		return this.cell.name();
	}

	@Override
	public boolean keyed() {
		return false;
	}

	@Override
	public int depth() {
		return this.cell.depth();
	}

	@Override
	public int maxDepth() {
		return this.cell.depth();
	}

	@Override
	public int capacity() {
		return CellSnapshots.capacity(this.cell);
	}

	@Override
	public Duration oldestAge() {
		Long oldest = this.cell.oldestSentAt();
		return (oldest != null) ? this.cell.type().engine().timer().since(oldest) : Duration.ZERO;
	}

	@Override
	public int active() {
		return this.cell.isRunning() ? 1 : 0;
	}

	@Override
	public int away() {
		ChildState now = this.state.get();
		return (now == ChildState.RESTARTING || now == ChildState.BACKOFF) ? 1 : 0;
	}

}
