package dev.actorspring.benchmarks.cluster;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * Deposits to accounts whose node goes, again and again, until each of them was answered
 * from another one.
 */
final class Pursuit {

	private static final long PAUSE_MILLIS = 10;

	private static final Executor LATER = CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS);

	private final Accounts accounts;

	private final AtomicInteger failures = new AtomicInteger();

	private final AtomicLong longest = new AtomicLong();

	private final CompletableFuture<Void> failed = new CompletableFuture<>();

	private final CompletableFuture<Void> all;

	/**
	 * Begins.
	 * @param chains how many deposits are under way at a time
	 */
	Pursuit(Accounts accounts, int chains) {
		this.accounts = accounts;
		this.all = CompletableFuture.allOf(IntStream.range(0, chains)
			.mapToObj((chain) -> new Chain(chain, chains).moved)
			.toArray(CompletableFuture<?>[]::new));
	}

	/**
	 * Waits until a deposit fails.
	 */
	void awaitFailure() {
		this.failed.join();
	}

	/**
	 * Waits until all accounts have answered from another node.
	 * @param atMost how long
	 */
	void awaitAll(Duration atMost) {
		try {
			this.all.orTimeout(atMost.toMillis(), TimeUnit.MILLISECONDS).join();
		}
		catch (CompletionException ex) {
			throw new IllegalStateException("Not all accounts have moved, after " + this.failures + " failures", ex);
		}
	}

	/**
	 * How many deposits have failed.
	 */
	int failures() {
		return this.failures.get();
	}

	/**
	 * How long the deposit took that took longest, in nanoseconds.
	 */
	long longest() {
		return this.longest.get();
	}

	/**
	 * Some of the accounts, of which one is asked at a time.
	 */
	private final class Chain {

		private final Deque<Integer> left = new ArrayDeque<>();

		private final CompletableFuture<Void> moved = new CompletableFuture<>();

		Chain(int first, int step) {
			for (int i = first; i < Pursuit.this.accounts.size(); i += step) {
				this.left.add(i);
			}
			next();
		}

		private void next() {
			Integer index = this.left.poll();
			if (index == null) {
				this.moved.complete(null);
				return;
			}
			long begun = System.nanoTime();
			// Never on this thread, or the stack would grow.
			Pursuit.this.accounts.depositAnywhere(index)
				.whenCompleteAsync((balance, failure) -> answered(index, begun, balance, failure));
		}

		private void answered(int index, long begun, @Nullable Balance balance, @Nullable Throwable failure) {
			Pursuit.this.longest.accumulateAndGet(System.nanoTime() - begun, Math::max);
			if (failure != null || balance == null) {
				Pursuit.this.failures.incrementAndGet();
				Pursuit.this.failed.complete(null);
				this.left.add(index);
				LATER.execute(this::next);
				return;
			}
			if (balance.node().equals(Pursuit.this.accounts.home())) {
				this.left.add(index);
			}
			next();
		}

	}

}
