package dev.actorspring.benchmarks.durable;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;

/**
 * Chains of requests, which are all under way at a time: each makes its next when the
 * reply to the one before has come, on the thread where it comes.
 */
final class Chains {

	private static final Duration LIMIT = Duration.ofMinutes(2);

	private final IntFunction<? extends CompletionStage<?>> ask;

	private final long begun = System.nanoTime();

	private final long end;

	private final CountDownLatch open;

	private final LongAdder answered = new LongAdder();

	private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

	private Chains(int chains, Duration time, IntFunction<? extends CompletionStage<?>> ask) {
		this.ask = ask;
		this.end = this.begun + time.toNanos();
		this.open = new CountDownLatch(chains);
	}

	/**
	 * Makes requests.
	 * @param chains how many at a time
	 * @param time for how long
	 * @param ask makes one for a chain, of which the first is 0
	 * @return how many were answered
	 * @throws IllegalStateException if one fails
	 */
	static Slice run(int chains, Duration time, IntFunction<? extends CompletionStage<?>> ask) {
		Chains all = new Chains(chains, time, ask);
		for (int i = 0; i < chains; i++) {
			all.next(i);
		}
		return all.await();
	}

	private void next(int chain) {
		try {
			// A loop, and not a recursion, where the reply is there at once.
			do {
				CompletionStage<?> reply = this.ask.apply(chain);
				if (!reply.toCompletableFuture().isDone()) {
					reply.whenComplete((value, problem) -> replied(chain, problem));
					return;
				}
				reply.toCompletableFuture().join();
				this.answered.increment();
			}
			while (System.nanoTime() - this.end < 0);
			this.open.countDown();
		}
		catch (RuntimeException ex) {
			failed(ex);
		}
	}

	private void replied(int chain, @Nullable Throwable problem) {
		if (problem != null) {
			failed(problem);
			return;
		}
		this.answered.increment();
		if (System.nanoTime() - this.end < 0) {
			next(chain);
		}
		else {
			this.open.countDown();
		}
	}

	private void failed(Throwable problem) {
		this.failure.compareAndSet(null, problem);
		this.open.countDown();
	}

	private Slice await() {
		try {
			if (!this.open.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
				throw new IllegalStateException(this.open.getCount() + " requests have no answer");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted", ex);
		}
		long nanos = System.nanoTime() - this.begun;
		Throwable problem = this.failure.get();
		if (problem != null) {
			throw new IllegalStateException("A request failed: " + problem, problem);
		}
		return new Slice(this.answered.sum(), nanos);
	}

}
