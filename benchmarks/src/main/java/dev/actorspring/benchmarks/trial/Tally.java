package dev.actorspring.benchmarks.trial;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Waits until each of many has reported a number.
 */
public final class Tally {

	private static final long LIMIT_SECONDS = 120;

	private final AtomicInteger missing;

	private final CountDownLatch complete = new CountDownLatch(1);

	private final LongAdder sum = new LongAdder();

	/**
	 * Creates a tally.
	 * @param reports how many are expected, more than zero
	 */
	public Tally(int reports) {
		this.missing = new AtomicInteger(reports);
	}

	/**
	 * Adds a report. Any thread.
	 * @param value the number reported
	 */
	public void report(long value) {
		this.sum.add(value);
		if (this.missing.decrementAndGet() == 0) {
			this.complete.countDown();
		}
	}

	/**
	 * Waits for all reports.
	 * @return the sum of the numbers
	 * @throws IllegalStateException if they do not come in two minutes
	 */
	public long await() {
		try {
			if (!this.complete.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
				throw new IllegalStateException(
						this.missing + " reports are missing after " + LIMIT_SECONDS + " seconds");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted", ex);
		}
		return this.sum.sum();
	}

}
