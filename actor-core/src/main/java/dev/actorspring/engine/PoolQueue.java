package dev.actorspring.engine;

import org.jspecify.annotations.Nullable;

/**
 * In which order the messages of a pool are taken from its mailbox. Guarded by the pool.
 */
sealed interface PoolQueue {

	/**
	 * Takes the next message that may be handled now.
	 * @param worker who is going to handle it
	 * @return its payload, or {@code null} if there is none
	 */
	@Nullable Object take(PoolWorker worker);

	/**
	 * Whether there may be a message that may be handled now.
	 */
	boolean hasNext();

	/**
	 * A worker has done what it has taken last, if it has taken anything.
	 */
	void done(PoolWorker worker);

	/**
	 * Begins anew with what is in the mailbox, while no worker has anything of it.
	 */
	void reset();

	/**
	 * In the order in which they came.
	 *
	 * @param front where they wait
	 */
	record ByArrival(ActorCell<?> front) implements PoolQueue {

		@Override
		public @Nullable Object take(PoolWorker worker) {
			return this.front.take();
		}

		@Override
		public boolean hasNext() {
			return this.front.depth() > 0;
		}

		@Override
		public void done(PoolWorker worker) {
			// Nothing depends on it.
		}

		@Override
		public void reset() {
			// Nothing is remembered.
		}

	}

	/**
	 * By priorities and keys.
	 *
	 * @param lines knows the order
	 */
	record ByRank(PoolLines lines) implements PoolQueue {

		@Override
		public @Nullable Object take(PoolWorker worker) {
			return this.lines.take(worker);
		}

		@Override
		public boolean hasNext() {
			return this.lines.hasNext();
		}

		@Override
		public void done(PoolWorker worker) {
			this.lines.done(worker);
		}

		@Override
		public void reset() {
			this.lines.reset();
		}

	}

}
