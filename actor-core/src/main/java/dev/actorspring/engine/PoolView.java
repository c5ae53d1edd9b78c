package dev.actorspring.engine;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import dev.actorspring.PoolSpec;
import dev.actorspring.system.ActorPool;

/**
 * A pool as others see it.
 *
 * @param pool the pool
 */
record PoolView(Pool pool) implements ActorPool {

	/**
	 * Changes the size of a node, if it is a pool.
	 * @return completed, or failed with the reason
	 */
	static CompletableFuture<Void> resize(Node node, int size) {
		if (!(node instanceof ActorCell<?> cell) || !cell.type().isPool()) {
			return CompletableFuture.failedFuture(new IllegalStateException(node.path() + " is no pool"));
		}
		try {
			new PoolView(cell.pool()).resize(size);
			return CompletableFuture.completedFuture(null);
		}
		catch (IllegalArgumentException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	@Override
	public String name() {
		return this.pool.front().name();
	}

	@Override
	public String path() {
		return this.pool.front().path();
	}

	@Override
	public PoolSpec spec() {
		return this.pool.spec();
	}

	@Override
	public int size() {
		return this.pool.size();
	}

	@Override
	public int busy() {
		return this.pool.busy();
	}

	@Override
	public int away() {
		PoolWorkers present = this.pool.group();
		return (present != null) ? present.away().size() : 0;
	}

	/**
	 * How many workers run.
	 */
	int running() {
		return (int) this.pool.workers().stream().filter((worker) -> worker.cell().isRunning()).count();
	}

	/**
	 * How often a worker was restarted.
	 */
	int restarts() {
		return this.pool.workers()
			.stream()
			.map((worker) -> worker.cell().recovery())
			.filter(Objects::nonNull)
			.mapToInt((recovery) -> recovery.status().restarts())
			.sum();
	}

	/**
	 * How long a worker has needed for a message lately, on the average.
	 * @return nanoseconds; zero if that is not known
	 */
	long handlingTime() {
		return (long) this.pool.workers()
			.stream()
			.mapToDouble((worker) -> worker.cell().serviceTime())
			.filter((time) -> time > 0)
			.average()
			.orElse(0);
	}

	@Override
	public int depth() {
		return this.pool.depth();
	}

	@Override
	public Duration oldestAge() {
		ActorCell<?> front = this.pool.front();
		Long oldest = front.oldestSentAt();
		return (oldest != null) ? front.type().engine().timer().since(oldest) : Duration.ZERO;
	}

	@Override
	public void resize(int size) {
		if (size < 1 || size > PoolSpec.MOST_WORKERS) {
			throw new IllegalArgumentException(
					"The size of the pool " + path() + " cannot be " + size + ", only 1 to " + PoolSpec.MOST_WORKERS);
		}
		this.pool.resize(size);
	}

	@Override
	public int limit() {
		return this.pool.limit();
	}

	@Override
	public void changeLimit(int limit) {
		if (limit < 1) {
			throw new IllegalArgumentException(
					"The limit of the pool " + path() + " cannot be " + limit + ": let at least one message wait");
		}
		this.pool.changeLimit(limit);
	}

	@Override
	public void changeRate(int rate, Duration period) {
		this.pool.changeRate(rate, period);
	}

	@Override
	public String toString() {
		return "ActorPool[" + path() + "]";
	}

}
