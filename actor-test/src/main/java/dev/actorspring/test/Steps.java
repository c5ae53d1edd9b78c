package dev.actorspring.test;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

import dev.actorspring.spi.Scheduler;

/**
 * Runs the steps of a system, each on a virtual thread of its own, and knows when there
 * is none left: then every thread has ended, or waits for something that only another
 * step, the test or the time can bring. The time stands still until it is moved.
 */
final class Steps implements Scheduler, TestTime {

	/**
	 * How often in a row it has to look quiet, as it cannot look at all threads at once.
	 */
	private static final int LOOKS = 3;

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final AtomicLong now = new AtomicLong();

	private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

	/** Changes with each step that begins or ends. */
	private final AtomicLong changes = new AtomicLong();

	private final Queue<Due> due = new PriorityQueue<>(
			Comparator.comparingLong(Due::deadline).thenComparingLong(Due::number));

	private long number;

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
			}
		});
		this.threads.add(thread);
		this.changes.incrementAndGet();
		thread.start();
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
	}

	@Override
	public void settle() {
		awaitQuiet();
	}

	@Override
	public boolean await(BooleanSupplier condition) {
		awaitQuiet();
		return condition.getAsBoolean();
	}

	@Override
	public boolean await(BooleanSupplier condition, Duration within) {
		awaitQuiet();
		long until = nanos() + within.toNanos();
		while (!condition.getAsBoolean() && runNext(until)) {
			awaitQuiet();
		}
		return condition.getAsBoolean();
	}

	@Override
	public String limit() {
		return "";
	}

	/**
	 * Whether nothing goes on by itself.
	 */
	boolean isQuiet() {
		long before = this.changes.get();
		return this.threads.stream().allMatch((thread) -> thread.getState() == Thread.State.WAITING)
				&& this.changes.get() == before;
	}

	private String busy() {
		return String.join("\n",
				this.threads.stream()
					.filter((thread) -> thread.getState() != Thread.State.WAITING)
					.map((thread) -> thread.getState() + " " + List.of(thread.getStackTrace()))
					.toList());
	}

	/**
	 * Moves the time on. Whatever comes due happens at its time, and all that comes of it
	 * before anything else does.
	 * @param time how far
	 */
	void advance(Duration time) {
		awaitQuiet();
		long target = this.now.get() + time.toNanos();
		while (runNext(target)) {
			awaitQuiet();
		}
		this.now.set(target);
	}

	/**
	 * Moves the time on to what comes due next.
	 * @param atMost no further than that
	 * @return whether there was anything
	 */
	boolean runNext(long atMost) {
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
