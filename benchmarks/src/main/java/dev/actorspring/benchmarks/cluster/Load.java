package dev.actorspring.benchmarks.cluster;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Deposits one after another, or many at a time. Each balance is checked.
 */
final class Load {

	private static final Duration LIMIT = Duration.ofMinutes(2);

	private final Accounts accounts;

	Load(Accounts accounts) {
		this.accounts = accounts;
	}

	/**
	 * Makes deposits one at a time.
	 * @param time for how long
	 * @return the median of the times that they take, in nanoseconds
	 */
	long one(Duration time) {
		Histogram histogram = new Histogram(3);
		long end = System.nanoTime() + time.toNanos();
		int index = 0;
		long begun = System.nanoTime();
		do {
			this.accounts.deposit(index).join();
			long now = System.nanoTime();
			histogram.recordValue(now - begun);
			begun = now;
			index = (index + 1) % this.accounts.size();
		}
		while (begun - end < 0);
		return histogram.getValueAtPercentile(50);
	}

	/**
	 * Makes deposits in chains, which are all under way at a time: each makes its next
	 * when the balance after the one before has come, on the thread where it comes.
	 * @param chains how many, no more than there are accounts
	 * @param time for how long
	 * @return how many were answered
	 */
	Slice many(int chains, Duration time) {
		Chains all = new Chains(chains, time);
		for (int i = 0; i < chains; i++) {
			all.next(i, i);
		}
		return all.await();
	}

	/**
	 * Chains of deposits. No two have an account in common.
	 */
	private final class Chains {

		private final int chains;

		private final long begun = System.nanoTime();

		private final long end;

		private final CountDownLatch open;

		private final LongAdder answered = new LongAdder();

		private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

		Chains(int chains, Duration time) {
			this.chains = chains;
			this.end = this.begun + time.toNanos();
			this.open = new CountDownLatch(chains);
		}

		void next(int chain, int first) {
			int index = first;
			// A loop, and not a recursion, where the balance is there at once.
			for (;;) {
				CompletableFuture<Balance> balance = Load.this.accounts.deposit(index);
				int following = (index + this.chains < Load.this.accounts.size()) ? index + this.chains : chain;
				if (!balance.isDone()) {
					balance.whenComplete((value, problem) -> {
						if (goesOn(problem)) {
							next(chain, following);
						}
					});
					return;
				}
				if (!goesOn(balance.isCompletedExceptionally() ? balance.exceptionNow() : null)) {
					return;
				}
				index = following;
			}
		}

		private boolean goesOn(@Nullable Throwable problem) {
			if (problem != null) {
				this.failure.compareAndSet(null, problem);
			}
			else {
				this.answered.increment();
				if (System.nanoTime() - this.end < 0) {
					return true;
				}
			}
			this.open.countDown();
			return false;
		}

		Slice await() {
			try {
				if (!this.open.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
					throw new IllegalStateException(this.open.getCount() + " deposits have no answer");
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IllegalStateException("Interrupted", ex);
			}
			long nanos = System.nanoTime() - this.begun;
			Throwable problem = this.failure.get();
			if (problem != null) {
				throw new IllegalStateException("A deposit failed: " + problem, problem);
			}
			return new Slice(this.answered.sum(), nanos);
		}

	}

	/**
	 * What was done for a while.
	 *
	 * @param deposits how many were answered
	 * @param nanos how long that took, until the last of them was
	 */
	record Slice(long deposits, long nanos) {

	}

}
