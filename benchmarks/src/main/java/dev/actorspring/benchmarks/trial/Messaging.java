package dev.actorspring.benchmarks.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import dev.actorspring.benchmarks.trial.Contestant.Counter;
import dev.actorspring.benchmarks.trial.Contestant.Loop;

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
		try (Asking asking = new Asking(contestant, outstanding, handed)) {
			int each = Math.max(1, effort.sizes().batch() / 10 / outstanding);
			return Stopwatch.rate(effort, () -> asking.run(each));
		}
	}

	/**
	 * Asks one after another, each when the reply to the one before has come.
	 */
	static void askInTurn(Counter counter, int times) {
		Tally tally = new Tally(1);
		Asking.Chain chain = new Asking.Chain(counter, null, times, tally);
		chain.next();
		tally.await();
		chain.check();
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

}
