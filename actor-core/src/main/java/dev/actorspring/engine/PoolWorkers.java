package dev.actorspring.engine;

import dev.actorspring.ExitReason;

/**
 * The workers of a pool, each restarted for itself with backoff.
 */
final class PoolWorkers extends SpawnedActors {

	private final Pool pool;

	PoolWorkers(Pool pool) {
		super(pool.front().type().engine(), pool.front().type().name(), pool.front().path(), pool.front(),
				new CellTable(1));
		this.pool = pool;
	}

	/**
	 * Adds one, which is not started yet.
	 * @param name its name
	 * @return the worker
	 */
	<A> PoolWorker add(ActorType<A> type, String name) {
		ActorCell<A> cell = new ActorCell<>(type, this, name);
		PoolWorker worker = new PoolWorker(this.pool, this, cell);
		cell.worker(worker);
		if (!cells().add(cell)) {
			throw new IllegalStateException("There is already a worker " + cell.path());
		}
		mayTake(cell.shutdownTimeout());
		return worker;
	}

	@Override
	public void startFailed(Node node, String path, Throwable cause) {
		if (this.pool.isOpen(this)) {
			super.startFailed(node, path, cause);
			this.pool.left((ActorCell<?>) node);
		}
	}

	@Override
	public void exited(Node node, ExitReason reason) {
		super.exited(node, reason);
		this.pool.left((ActorCell<?>) node);
	}

	@Override
	public void stopped(Node node) {
		super.stopped(node);
		this.pool.left((ActorCell<?>) node);
	}

	@Override
	void forgotten(ActorCell<?> cell, boolean passivated) {
		super.forgotten(cell, passivated);
		this.pool.gone(cell);
	}

	@Override
	void stop(Runnable then) {
		this.pool.close(this);
		super.stop(() -> {
			this.pool.lifecycle().ended(this);
			then.run();
		});
	}

}
