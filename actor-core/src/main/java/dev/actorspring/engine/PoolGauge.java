package dev.actorspring.engine;

import java.time.Duration;

import dev.actorspring.system.ActorGauge;

/**
 * The numbers of a pool.
 *
 * @param pool the pool
 * @param front the numbers of where its messages wait
 */
record PoolGauge(PoolView pool, CellGauge front) implements ActorGauge {

	@Override
	public String actor() {
		return this.front.actor();
	}

	@Override
	public boolean keyed() {
		return false;
	}

	@Override
	public int depth() {
		return this.front.depth();
	}

	@Override
	public int maxDepth() {
		return this.front.maxDepth();
	}

	@Override
	public int capacity() {
		return this.front.capacity();
	}

	@Override
	public Duration oldestAge() {
		return this.front.oldestAge();
	}

	@Override
	public int active() {
		return this.pool.running();
	}

	@Override
	public int away() {
		return this.front.away() + this.pool.away();
	}

}
