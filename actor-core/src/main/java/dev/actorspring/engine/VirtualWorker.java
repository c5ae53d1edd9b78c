package dev.actorspring.engine;

import org.jspecify.annotations.Nullable;

/**
 * A virtual thread that serves one cell after another, as long as their handlers do not
 * block. It keeps the cell that a fast handler wakes last, to serve it next, as a
 * {@link ComputeThread} does.
 * <p>
 * It has one of the {@linkplain VirtualWorkers places}. As soon as a handler waits it
 * loses that to another worker, with all that it would have served, and ends after the
 * cell that it serves.
 */
final class VirtualWorker extends Serving implements Runnable {

	/** After how many cells it looks at the clock. */
	private static final int STREAK = 64;

	/**
	 * In microseconds, after which it is the turn of those that queue: what it keeps is
	 * in the cache of its processor, and has to come back there, perhaps from another's.
	 */
	private static final int TURN = 50;

	private final VirtualWorkers workers;

	private final short place;

	/** Whether it has lost that. */
	private volatile boolean left;

	/**
	 * Creates a worker.
	 * @param workers who it belongs to
	 * @param place which of the places it has
	 * @param first what it is to serve first, or {@code null} for what queues
	 */
	VirtualWorker(VirtualWorkers workers, int place, @Nullable CellRunner first) {
		this.workers = workers;
		this.place = (short) place;
		if (first != null) {
			keep(first);
		}
	}

	int place() {
		return this.place;
	}

	/**
	 * It has lost its place. Any thread.
	 */
	void left() {
		this.left = true;
	}

	boolean hasPlaceIn(VirtualWorkers system) {
		return this.workers == system && !this.left;
	}

	@Override
	public void run() {
		begin(Thread.currentThread());
		Engine.enter(this);
		try {
			int turn = micros();
			CellRunner runner = next(null, false);
			while (runner != null) {
				CellRunner empty = serve(runner);
				boolean over = false;
				if (served() % STREAK == 0) {
					int now = micros();
					over = hasPassed(TURN, turn, now);
					turn = over ? now : turn;
				}
				if (over && empty != null) {
					// It lets go now, unless something has come: if two that answer each
					// other both queued, different threads would serve them next.
					empty = serve(empty);
				}
				Incarnation<?> left = null;
				if (empty != null) {
					// Before it may be somebody else's.
					runner.cleanUp();
					left = runner.incarnation();
				}
				CellRunner following = next(empty, over);
				if (left != null) {
					// Who interrupts has seen by now that it is not on this thread.
					left.leave();
				}
				if (empty == null && following != null) {
					runner.cleanUp();
				}
				runner = following;
			}
		}
		finally {
			tell();
			retire();
		}
	}

	/**
	 * What to serve next.
	 * @param empty what was served last, if it wants to linger
	 * @param turnOver whether it is the turn of those that queue
	 */
	private @Nullable CellRunner next(@Nullable CellRunner empty, boolean turnOver) {
		boolean retired = !this.workers.has(this);
		if (retired || turnOver) {
			queue(empty);
			queue(take());
			queue(takeLingering());
		}
		if (retired) {
			return null;
		}
		if (turnOver) {
			leaveProcessor();
			return this.workers.poll(this, true);
		}
		CellRunner kept = next(empty);
		return (kept != null) ? kept : this.workers.poll(this, false);
	}

	private void queue(@Nullable CellRunner runner) {
		if (runner != null) {
			this.workers.addLast(runner);
		}
	}

	/**
	 * Whether others wait for this thread, or it is to end. Only on this thread.
	 */
	boolean isWanted() {
		return keepsAny() || this.workers.isAnyWaiting() || !this.workers.has(this);
	}

	/**
	 * Gives its place and what it keeps to others. Any thread.
	 */
	void retire() {
		if (this.workers.leave(this)) {
			giveAway();
			this.workers.goOn();
		}
	}

	/**
	 * Gives what it keeps to others. Any thread.
	 */
	void giveAway() {
		giveAway(take());
		giveAway(takeLingering());
	}

	private void giveAway(@Nullable CellRunner runner) {
		if (runner != null) {
			this.workers.add(runner);
		}
	}

	/**
	 * Whether it serves the same cell as at the last look. Only by the {@link Lookout}.
	 */
	boolean isStalled() {
		if (this.current == null) {
			forgetLook();
			return false;
		}
		return hasServedNoOther();
	}

	/**
	 * Whether its thread waits for something, and does not only compute. Any thread.
	 */
	boolean isBlocked() {
		CellRunner serving = this.current;
		Thread started = (serving != null) ? serving.thread() : null;
		return started != null && Deadlocks.isWaiting(started);
	}

}
