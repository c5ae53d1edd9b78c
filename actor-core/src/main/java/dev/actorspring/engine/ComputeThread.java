package dev.actorspring.engine;

import java.lang.invoke.VarHandle;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;

import dev.actorspring.Dispatcher;
import org.jspecify.annotations.Nullable;

/**
 * A thread on which handlers run that do not block.
 * <p>
 * The cell that a fast handler wakes last is kept to be served <em>next</em> by the same
 * thread: what was sent is still in its cache, nobody else has to be woken, and a queue
 * of the pool is not touched. Should the handler take its time after all, the
 * {@linkplain #release timer} gives that cell to the others.
 */
final class ComputeThread extends ForkJoinWorkerThread {

	/** How many cells are served in a row before it is the turn of those that queue. */
	private static final int STREAK = 64;

	/** Of how many runners one is from outside, if there are any. A power of two. */
	private static final int OWN = 8;

	private final Serving serving = new Serving();

	private int runners;

	private final Engine engine;

	private ComputeThread(ForkJoinPool pool, Engine engine, @Nullable ClassLoader classLoader) {
		super(null, pool, true);
		this.engine = engine;
		this.serving.begin(this);
		setName("actor-compute-" + getPoolIndex());
		setDaemon(true);
		setContextClassLoader(classLoader);
	}

	/**
	 * Makes a thread. Not on the present one, which may be that of a request, as it would
	 * inherit what that has in its inheritable thread-locals, and keep it for good.
	 * @param pool the pool
	 * @param engine whose cells it serves
	 * @param classLoader the application's
	 * @return the thread
	 */
	static ComputeThread create(ForkJoinPool pool, Engine engine, @Nullable ClassLoader classLoader) {
		return CompletableFuture
			.supplyAsync(() -> new ComputeThread(pool, engine, classLoader),
					(task) -> Thread.ofPlatform().daemon().inheritInheritableThreadLocals(false).start(task))
			.join();
	}

	/**
	 * What this thread does.
	 * @return always the same
	 */
	Serving serving() {
		return this.serving;
	}

	/**
	 * Whether a system may leave it to this thread to serve a cell next.
	 * @param system the system
	 * @return {@code false} if it is another's, or may be busy for a while
	 */
	boolean isFast(Engine system) {
		return this.engine == system && this.serving.isFast();
	}

	/**
	 * Keeps a runner to run it next. Only on this thread.
	 * @param runner what to run
	 * @return what was kept so far and is to be queued, or {@code null}
	 */
	@Nullable CellRunner keep(CellRunner runner) {
		return this.serving.keep(runner);
	}

	/**
	 * Serves a cell, then what is kept, and what that keeps, but not for ever. Only on
	 * this thread.
	 * @param first serves the cell
	 */
	void serve(CellRunner first) {
		int streak = 0;
		CellRunner runner = first;
		while (runner != null) {
			CellRunner empty = null;
			boolean over = ++streak > STREAK;
			try {
				empty = this.serving.serve(runner);
				if (over && empty != null) {
					// It lets go now, unless something has come: if two that answer each
					// other both queued, different threads would serve them next.
					empty = this.serving.serve(empty);
				}
			}
			finally {
				runner.cleanUp();
			}
			Incarnation<?> left = (empty != null) ? empty.incarnation() : null;
			runner = over ? null : this.serving.next(empty);
			if (over) {
				enqueue(empty);
				giveAway();
				VarHandle.fullFence();
			}
			if (left != null) {
				// Who interrupts has seen by now that it is not on this thread.
				left.leave();
			}
		}
	}

	private void giveAway() {
		enqueue(this.serving.take());
		enqueue(this.serving.takeLingering());
	}

	private void enqueue(@Nullable CellRunner runner) {
		if (runner != null) {
			this.engine.enqueue(runner, Dispatcher.COMPUTE);
		}
	}

	/**
	 * Whether it is time to look what other threads have submitted: the pool does so only
	 * when this thread's own queue is empty, which that might never be. Only on this
	 * thread, when a runner is over.
	 * @return {@code true} now and then
	 */
	boolean isTurnOfOthers() {
		return (++this.runners & (OWN - 1)) == 0;
	}

	/**
	 * Gives to the others what has been kept for a while. Only by the timer.
	 * @return whether the thread is still there
	 */
	boolean release() {
		boolean alive = getState() != State.TERMINATED;
		if (this.serving.hasServedNoOther() || !alive) {
			giveAway();
		}
		return alive;
	}

}
