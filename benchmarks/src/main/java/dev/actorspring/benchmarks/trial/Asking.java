package dev.actorspring.benchmarks.trial;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;

import dev.actorspring.benchmarks.trial.Contestant.Counter;
import org.jspecify.annotations.Nullable;

/**
 * Asks an actor, with so many requests under way.
 */
public final class Asking implements AutoCloseable {

	private final Counter counter;

	private final int outstanding;

	private final @Nullable ForkJoinPool pool;

	private final ExecutorService starters = Executors.newVirtualThreadPerTaskExecutor();

	private long asked;

	/**
	 * Starts the actor.
	 * @param contestant whose
	 * @param outstanding how many requests at once
	 * @param handed whether the next request is made on a thread of another pool, or else
	 * where the reply comes
	 */
	public Asking(Contestant contestant, int outstanding, boolean handed) {
		this.counter = contestant.counter();
		this.outstanding = outstanding;
		// As many threads as the replying side can keep busy.
		this.pool = handed ? new ForkJoinPool(Runtime.getRuntime().availableProcessors()) : null;
	}

	/**
	 * Asks.
	 * @param each how often in each of the places
	 * @return how often altogether
	 */
	public long run(int each) {
		Tally tally = new Tally(this.outstanding);
		List<Chain> chains = new ArrayList<>();
		for (int i = 0; i < this.outstanding; i++) {
			Chain chain = new Chain(this.counter, this.pool, each, tally);
			chains.add(chain);
			this.starters.execute(chain::next);
		}
		long done = tally.await();
		chains.forEach(Chain::check);
		this.asked += done;
		Messaging.expect("sum", this.asked, Messaging.join(this.counter.ask(0)));
		return done;
	}

	/**
	 * Asks for a time.
	 * @param time how long at least
	 * @return how often in a second
	 */
	public double rate(Duration time) {
		return Stopwatch.repeat(time, () -> run(Math.max(1, 20_000 / this.outstanding)));
	}

	@Override
	public void close() {
		this.starters.close();
		if (this.pool != null) {
			this.pool.close();
		}
	}

	/**
	 * Asks one after another: the next when the reply has come, on the thread it comes
	 * on, or on another.
	 */
	static final class Chain {

		private final Counter counter;

		private final @Nullable ForkJoinPool pool;

		private final int length;

		private final Tally tally;

		private int left;

		private volatile @Nullable Throwable failure;

		Chain(Counter counter, @Nullable ForkJoinPool pool, int length, Tally tally) {
			this.counter = counter;
			this.pool = pool;
			this.length = length;
			this.left = length;
			this.tally = tally;
		}

		void next() {
			try {
				// A loop, and not a recursion, where the reply is there at once.
				while (this.left > 0) {
					CompletionStage<Long> reply = this.counter.ask(1);
					this.left--;
					if (this.pool != null) {
						reply.whenCompleteAsync(this::replied, this.pool);
						return;
					}
					if (!reply.toCompletableFuture().isDone()) {
						reply.whenComplete(this::replied);
						return;
					}
					Messaging.join(reply);
				}
				this.tally.report(this.length);
			}
			catch (RuntimeException ex) {
				replied(null, ex);
			}
		}

		private void replied(@Nullable Long sum, @Nullable Throwable problem) {
			if (problem != null) {
				this.failure = problem;
				this.tally.report(0);
			}
			else {
				next();
			}
		}

		void check() {
			Throwable problem = this.failure;
			if (problem != null) {
				throw new IllegalStateException("A request failed: " + problem, problem);
			}
		}

	}

}
