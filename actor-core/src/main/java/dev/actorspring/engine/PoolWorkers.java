package dev.actorspring.engine;

import java.time.Duration;

import dev.actorspring.ExitReason;
import dev.actorspring.StartIgnoredException;
import org.jspecify.annotations.Nullable;

/**
 * The workers of a pool, each restarted for itself with backoff.
 */
final class PoolWorkers extends SpawnedActors {

	private final Pool pool;

	/** What one of them has said that was not to run, when all of them were started. */
	private volatile @Nullable StartIgnoredException ignored;

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
		ActorCell<?> cell = (ActorCell<?>) node;
		// The first start is that of the pool; but one that has run may be on its second.
		if (this.pool.isOpen(this) || cell.recovery() != null) {
			super.startFailed(node, path, cause);
			this.pool.left(cell);
		}
	}

	/**
	 * One that is not to run as the pool starts, is the whole pool. Later it is missing
	 * beside the others, as after any start that failed.
	 */
	@Override
	public void startIgnored(Node node, StartIgnoredException why) {
		this.ignored = why;
		startFailed(node, node.path(), why);
	}

	@Nullable StartIgnoredException ignored() {
		return this.ignored;
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

	/**
	 * The front is killed, and has told them to stop: they are interrupted at once, and
	 * those that do not heed that are abandoned.
	 * @param front of a pool or not
	 */
	static void killThoseOf(Incarnation<?> front) {
		if (front.spawned() instanceof PoolWorkers group) {
			Engine engine = group.engine();
			new ShutdownTimer(engine.timer(), engine::execute, Duration.ZERO, () -> group.cells().stream().toList());
		}
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
