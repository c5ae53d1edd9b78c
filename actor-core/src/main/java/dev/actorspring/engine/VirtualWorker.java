package dev.actorspring.engine;

import java.util.concurrent.locks.LockSupport;

import dev.actorspring.engine.mailbox.TurnLength;
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

	/**
	 * In microseconds, after which it is the turn of others: to give way takes a while,
	 * and wakes a thread of the scheduler.
	 */
	private static final int YIELD_EACH = 1_000;

	/** After how many times that it gives way it sleeps. */
	private static final int YIELDS = 13;

	/** In milliseconds. */
	private static final int SLEEP_EACH = 50;

	private final VirtualWorkers workers;

	private final short place;

	private final KeptRunner next = new KeptRunner();

	/** The one that it served at the last look. For the {@link Lookout}. */
	private @Nullable CellRunner seen;

	/** When it gave way last, in microseconds or so, modulo 2^32. */
	private int yielded = micros();

	private byte yields;

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
			this.next.keep(first);
		}
	}

	int place() {
		return this.place;
	}

	@Override
	public void run() {
		Engine.enter(this);
		try {
			int served = 0;
			int turn = this.yielded;
			CellRunner runner = next(false);
			while (runner != null) {
				runner.run(this);
				boolean over = false;
				if (++served % STREAK == 0) {
					int now = micros();
					over = hasPassed(TURN, turn, now);
					turn = over ? now : turn;
				}
				CellRunner following = next(over);
				if (following != null) {
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
	 * Gives the processor to other virtual threads. They come after this one all the same
	 * as long as that only yields, if they were started by threads of the platform: the
	 * scheduler of the JDK takes from where it has taken before while something is there.
	 * So now and then this sleeps as shortly as it can.
	 * @param since the coarse time at which it has done so
	 * @param now the coarse time; both modulo 2^32
	 * @return when it has done so last
	 */
	static int leaveProcessor(int since, int now) {
		if (now - since < SLEEP_EACH) {
			Thread.yield();
			return since;
		}
		LockSupport.parkNanos(1);
		return now;
	}

	/**
	 * What to serve next.
	 * @param turnOver whether it is the turn of those that queue
	 */
	private @Nullable CellRunner next(boolean turnOver) {
		CellRunner kept = this.next.take();
		boolean retired = !this.workers.has(this);
		if (kept != null && !retired && !turnOver) {
			return kept;
		}
		if (kept != null) {
			this.workers.addLast(kept);
		}
		if (retired) {
			return null;
		}
		if (turnOver) {
			leaveProcessor();
		}
		return this.workers.poll(this, turnOver);
	}

	/**
	 * The same, each time that {@link #YIELD_EACH} has passed. The worker is small, as
	 * one is started for each message that comes to an idle system.
	 */
	private void leaveProcessor() {
		if (!hasPassed(YIELD_EACH, this.yielded, micros())) {
			return;
		}
		if (++this.yields < YIELDS) {
			Thread.yield();
		}
		else {
			this.yields = 0;
			LockSupport.parkNanos(1);
		}
		this.yielded = micros();
	}

	/**
	 * Whether some time has passed, also if it is so long that a difference of two times
	 * is negative.
	 */
	private static boolean hasPassed(int micros, int since, int now) {
		return Integer.compareUnsigned(now - since, micros) >= 0;
	}

	private static int micros() {
		return (int) (System.nanoTime() >>> 10);
	}

	/**
	 * Whether it may be left to this thread to serve a cell next. Only on this thread.
	 * @return {@code false} if it may be busy for a while
	 */
	boolean isFast() {
		CellRunner serving = this.current;
		return serving != null && (serving.isFasterThan(TurnLength.VERY_QUICK) || serving.isQuick());
	}

	/**
	 * Keeps a runner to run it next. Only on this thread.
	 * @return what was kept so far and is to be queued, or {@code null}
	 */
	@Nullable CellRunner keep(CellRunner runner) {
		return this.next.keep(runner);
	}

	/**
	 * Whether others wait for this thread, or it is to end. Only on this thread.
	 */
	boolean isWanted() {
		return keepsAny() || this.workers.isAnyWaiting() || !this.workers.has(this);
	}

	boolean keepsAny() {
		return this.next.peek() != null;
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
		CellRunner kept = this.next.take();
		if (kept != null) {
			this.workers.add(kept);
		}
	}

	/**
	 * Whether it serves the same cell as at the last look. Only by the {@link Lookout}.
	 */
	boolean isStalled() {
		CellRunner serving = this.current;
		boolean same = serving != null && serving == this.seen;
		this.seen = serving;
		return same;
	}

	/**
	 * Whether its thread waits for something, and does not only compute. Any thread.
	 */
	boolean isBlocked() {
		CellRunner serving = this.current;
		Thread started = (serving != null) ? serving.thread : null;
		return started != null && Deadlocks.isWaiting(started);
	}

}
