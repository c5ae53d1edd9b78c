package dev.actorspring.engine;

import org.jspecify.annotations.Nullable;

/**
 * One of the workers of a pool, as the pool sees it. Guarded by the pool.
 */
final class PoolWorker {

	private final Pool pool;

	private final PoolWorkers group;

	private final ActorCell<?> cell;

	/** What the message in hand belongs to. */
	PoolLines.@Nullable Line line;

	/** Whether it has a message in hand. */
	boolean busy;

	/** How many messages it has taken. Read by others. */
	volatile long taken;

	/** Whether it gets nothing more. */
	boolean retired;

	PoolWorker(Pool pool, PoolWorkers group, ActorCell<?> cell) {
		this.pool = pool;
		this.group = group;
		this.cell = cell;
	}

	PoolWorkers group() {
		return this.group;
	}

	ActorCell<?> cell() {
		return this.cell;
	}

	/**
	 * Whether it has nothing of its own to do, nor waits in the middle of that. Any
	 * thread.
	 */
	boolean isFree() {
		Incarnation<?> current = this.cell.incarnation();
		return this.cell.isIdle() && (current == null || current.suspension() == null);
	}

	/**
	 * Whether it has put something aside, which nobody else can handle. Any thread.
	 */
	boolean owes() {
		return this.cell.postponedCount() > 0;
	}

	/**
	 * Takes the next message from the queue that it shares with others. By the owner of
	 * its cell, when it has done all that was in its own mailbox.
	 * @return a payload, or {@code null}: then it is woken when there is one
	 */
	@Nullable Object next() {
		return this.pool.next(this);
	}

}
