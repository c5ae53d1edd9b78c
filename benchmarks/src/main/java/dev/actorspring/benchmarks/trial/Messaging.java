package dev.actorspring.benchmarks.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicReference;

import dev.actorspring.benchmarks.trial.Contestant.Counter;
import dev.actorspring.benchmarks.trial.Contestant.Loop;
import org.jspecify.annotations.Nullable;

/**
 * Messages between few actors.
 */
final class Messaging {

	private Messaging() {
	}

	static double tell(Contestant contestant, Effort effort, int senders) {
		Counter counter = contestant.counter();
		int each = effort.sizes().batch() / senders;
		Batches batches = new Batches(counter);
		return Stopwatch.rate(effort, () -> batches.run(senders, each));
	}

	static double ask(Contestant contestant, Effort effort, int outstanding, boolean handed) {
		Counter counter = contestant.counter();
		int each = Math.max(1, effort.sizes().batch() / 10 / outstanding);
		// As many threads as the replying side can keep busy.
		try (ForkJoinPool pool = new ForkJoinPool(Runtime.getRuntime().availableProcessors());
				ExecutorService starters = Executors.newVirtualThreadPerTaskExecutor()) {
			AtomicReference<Long> asked = new AtomicReference<>(0L);
			return Stopwatch.rate(effort, () -> {
				Tally tally = new Tally(outstanding);
				List<Chain> chains = new ArrayList<>();
				for (int i = 0; i < outstanding; i++) {
					Chain chain = new Chain(counter, handed ? pool : null, each, tally);
					chains.add(chain);
					starters.execute(chain::next);
				}
				long done = tally.await();
				chains.forEach(Chain::check);
				long total = asked.get() + done;
				asked.set(total);
				expect("the sum", total, join(counter.ask(0)));
				return done;
			});
		}
	}

	static double loop(Effort effort, Loop loop, int steps, int messagesInStep) {
		return Stopwatch.rate(effort, () -> {
			loop.run(steps);
			return (long) steps * messagesInStep;
		});
	}

	static long join(CompletionStage<Long> stage) {
		return stage.toCompletableFuture().join();
	}

	static void expect(String what, long expected, long actual) {
		if (expected != actual) {
			throw new IllegalStateException("Wrong " + what + ": " + actual + " instead of " + expected);
		}
	}

	/**
	 * Tells ones from several threads, and asks for the sum, which is answered behind
	 * them.
	 */
	private static final class Batches {

		private final Counter counter;

		private long sent;

		Batches(Counter counter) {
			this.counter = counter;
		}

		long run(int senders, int each) {
			List<Thread> others = new ArrayList<>();
			for (int i = 1; i < senders; i++) {
				others.add(Thread.ofPlatform().start(() -> send(each)));
			}
			send(each);
			for (Thread thread : others) {
				joinUninterrupted(thread);
			}
			long done = (long) senders * each;
			this.sent += done;
			expect("sum", this.sent, answer());
			return done;
		}

		private void send(int each) {
			for (int i = 0; i < each; i++) {
				this.counter.tell(1);
			}
		}

		/**
		 * The sum. A request may be refused, or run out of time, because of all the
		 * messages before it; then it is asked for again.
		 */
		private long answer() {
			for (int attempt = 0;; attempt++) {
				try {
					return join(this.counter.ask(0));
				}
				catch (CompletionException ex) {
					if (attempt == 20) {
						throw ex;
					}
				}
			}
		}

		private static void joinUninterrupted(Thread thread) {
			try {
				thread.join();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException("Interrupted", ex);
			}
		}

	}

	/**
	 * Asks one after another: the next when the reply has come, on the thread it comes
	 * on, or on another.
	 */
	private static final class Chain {

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
					join(reply);
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
