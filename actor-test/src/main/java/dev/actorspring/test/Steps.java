package dev.actorspring.test;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import dev.actorspring.test.simulation.TestScheduler;
import org.jspecify.annotations.Nullable;

/**
 * Runs the steps of a system, each on a virtual thread of its own, and knows when there
 * is none left: then every thread has ended, or waits for something that only another
 * step, the test or the time can bring. The time stands still until it is moved.
 */
final class Steps implements TestScheduler {

	/**
	 * How often in a row it has to look quiet, as it cannot look at all threads at once.
	 */
	private static final int LOOKS = 3;

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final AtomicLong now = new AtomicLong();

	private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

	/** Of threads that say what they wait for. */
	private final Map<Thread, BooleanSupplier> waits = new ConcurrentHashMap<>();

	/** Changes with each step that begins, ends, waits or goes on. */
	private final AtomicLong changes = new AtomicLong();

	private final Queue<Due> due = new PriorityQueue<>(
			Comparator.comparingLong(Due::deadline).thenComparingLong(Due::number));

	private long number;

	/** Of what runs beside the test. */
	private volatile @Nullable Throwable failure;

	@Override
	public long nanos() {
		return this.now.get();
	}

	@Override
	public void execute(Runnable step) {
		Thread thread = Thread.ofVirtual().name("actor-test").unstarted(() -> {
			try {
				step.run();
			}
			finally {
				this.changes.incrementAndGet();
				this.threads.remove(Thread.currentThread());
				awaken();
			}
		});
		this.threads.add(thread);
		this.changes.incrementAndGet();
		thread.start();
	}

	@Override
	public boolean await(BooleanSupplier over) {
		Thread own = Thread.currentThread();
		if (!this.threads.contains(own)) {
			return false;
		}
		this.waits.put(own, over);
		this.changes.incrementAndGet();
		awaken();
		while (!over.getAsBoolean() && !own.isInterrupted()) {
			LockSupport.park(this);
		}
		this.waits.remove(own);
		this.changes.incrementAndGet();
		return true;
	}

	/**
	 * Has those go on that have what they wait for.
	 * @return whether there was any
	 */
	private boolean awaken() {
		boolean any = false;
		for (Map.Entry<Thread, BooleanSupplier> wait : this.waits.entrySet()) {
			if (wait.getValue().getAsBoolean()) {
				any = true;
				LockSupport.unpark(wait.getKey());
			}
		}
		return any;
	}

	@Override
	public void schedule(long deadline, Runnable step) {
		if (deadline <= this.now.get()) {
			execute(step);
			return;
		}
		synchronized (this.due) {
			this.due.add(new Due(deadline, this.number++, step));
		}
	}

	@Override
	public void awaitQuiet() {
		long since = System.nanoTime();
		int quiet = 0;
		while (quiet < LOOKS) {
			quiet = isQuiet() ? quiet + 1 : 0;
			if (System.nanoTime() - since > PATIENCE.toNanos()) {
				throw new AssertionError("The actors are still busy after " + PATIENCE.toSeconds() + " s:\n" + busy());
			}
			Thread.yield();
		}
		Throwable failed = this.failure;
		if (failed != null) {
			throw new AssertionError("What runs beside the test has failed", failed);
		}
	}

	/**
	 * Whether nothing goes on by itself.
	 */
	boolean isQuiet() {
		long before = this.changes.get();
		return !awaken() && this.threads.stream().allMatch((thread) -> thread.getState() == Thread.State.WAITING)
				&& this.changes.get() == before;
	}

	private String busy() {
		return String.join("\n",
				this.threads.stream()
					.filter((thread) -> thread.getState() != Thread.State.WAITING)
					.map((thread) -> thread.getState() + " " + List.of(thread.getStackTrace()))
					.toList());
	}

	@Override
	public void awaitDone(CompletableFuture<?> future) {
		awaitQuiet();
	}

	/**
	 * {@inheritDoc} All that comes of it happens before anything else does.
	 */
	@Override
	public void advance(Duration time) {
		awaitQuiet();
		long target = this.now.get() + time.toNanos();
		while (runNext(target)) {
			awaitQuiet();
		}
		this.now.set(target);
	}

	@Override
	public boolean runNext(long atMost) {
		Due next;
		synchronized (this.due) {
			next = this.due.peek();
			if (next == null || next.deadline() > atMost) {
				return false;
			}
			this.due.remove();
		}
		this.now.accumulateAndGet(next.deadline(), Math::max);
		execute(next.step());
		return true;
	}

	@Override
	public void fork(Runnable step) {
		execute(() -> {
			try {
				step.run();
			}
			catch (Throwable ex) {
				this.failure = ex;
			}
		});
	}

	@Override
	public void complete(CompletableFuture<?> future) {
		long since = System.nanoTime();
		while (!future.isDone()) {
			if (System.nanoTime() - since > PATIENCE.toNanos()) {
				throw new AssertionError("Not done after " + PATIENCE.toSeconds() + " s:\n" + busy());
			}
			if (!isQuiet() || future.isDone() || !runNext(Long.MAX_VALUE)) {
				Thread.yield();
			}
		}
	}

	@Override
	public void close(Runnable stop) {
		Thread closing = Thread.ofVirtual().start(stop);
		while (closing.isAlive()) {
			if (!isQuiet() || !isWaiting(closing) || !runNext(Long.MAX_VALUE)) {
				Thread.yield();
			}
		}
	}

	private static boolean isWaiting(Thread thread) {
		return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
	}

	/**
	 * What is to happen at a time.
	 *
	 * @param deadline when
	 * @param number of those of one time, which comes first
	 * @param step what
	 */
	private record Due(long deadline, long number, Runnable step) {

	}

}
