package dev.actorspring.benchmarks.trial;

import java.time.Duration;

/**
 * Repeats work for a time.
 */
final class Stopwatch {

	/** What needs no warm-up. */
	static final Timed NOTHING = () -> 0;

	private Stopwatch() {
	}

	/**
	 * Measures how often something is done. Counts all of the time, garbage collection
	 * included.
	 * @param effort how long
	 * @param batch does it some times
	 * @return how often in a second
	 */
	static double rate(Effort effort, Batch batch) {
		warmUp(effort, batch);
		return repeat(effort.measure(), batch);
	}

	private static void warmUp(Effort effort, Batch batch) {
		Settling settling = new Settling();
		double rate;
		do {
			rate = repeat(effort.warmUp(), batch);
		}
		while (effort.settles() && !settling.hasSettled(rate));
	}

	/**
	 * Does something for a time.
	 * @param time how long at least
	 * @param batch does it some times
	 * @return how often in a second
	 */
	static double repeat(Duration time, Batch batch) {
		long begun = System.nanoTime();
		long done = 0;
		long elapsed;
		do {
			done += batch.run();
			elapsed = System.nanoTime() - begun;
		}
		while (elapsed < time.toNanos());
		return done * 1e9 / elapsed;
	}

	/**
	 * Measures something that says itself how long the part took that counts.
	 * @param effort how long altogether
	 * @param warmUp the work, or a smaller version of it, or {@link #NOTHING}
	 * @param work the work
	 * @return the mean, in nanoseconds
	 */
	static double mean(Effort effort, Timed warmUp, Timed work) {
		if (warmUp != NOTHING) {
			warmUp(effort, () -> {
				warmUp.run();
				return 1;
			});
		}
		long begun = System.nanoTime();
		long times = 0;
		long sum = 0;
		do {
			sum += work.run();
			times++;
		}
		while (System.nanoTime() - begun < effort.measure().toNanos());
		return (double) sum / times;
	}

	/**
	 * Does something several times.
	 */
	interface Batch {

		/**
		 * Does it.
		 * @return how often
		 */
		long run();

	}

	/**
	 * Does something once.
	 */
	interface Timed {

		/**
		 * Does it.
		 * @return how long it took, in nanoseconds
		 */
		long run();

	}

}
