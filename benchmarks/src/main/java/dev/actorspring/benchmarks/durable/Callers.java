package dev.actorspring.benchmarks.durable;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Threads that call something again and again.
 *
 * @param threads how many
 * @param virtual whether they are virtual ones
 */
record Callers(int threads, boolean virtual) {

	/** What is tried; the first is there for who has no time to try. */
	static final List<Callers> ALL = Stream.of(10, 32, 64)
		.flatMap((threads) -> Stream.of(new Callers(threads, false), new Callers(threads, true)))
		.toList();

	/**
	 * Calls for a time. No two threads have the same counter if there are enough.
	 * @param counters how many there are
	 * @param call calls one
	 * @return how many calls have returned
	 * @throws IllegalStateException if one fails
	 */
	Slice call(Duration time, int counters, Call call) {
		long begun = System.nanoTime();
		long end = begun + time.toNanos();
		long sum = 0;
		try (ExecutorService executor = Executors
			.newThreadPerTaskExecutor(this.virtual ? Thread.ofVirtual().factory() : Thread.ofPlatform().factory())) {
			List<Callable<Long>> tasks = IntStream.range(0, this.threads)
				.<Callable<Long>>mapToObj((thread) -> () -> call(thread, end, counters, call))
				.toList();
			for (Future<Long> each : executor.invokeAll(tasks)) {
				sum += each.get();
			}
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("A call failed: " + ex.getCause(), ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted", ex);
		}
		return new Slice(sum, System.nanoTime() - begun);
	}

	private long call(int thread, long end, int counters, Call call) throws Exception {
		int first = thread % counters;
		int counter = first;
		long calls = 0;
		do {
			call.call(counter);
			calls++;
			counter += this.threads;
			counter = (counter < counters) ? counter : first;
		}
		while (System.nanoTime() - end < 0);
		return calls;
	}

	@Override
	public String toString() {
		return this.threads + (this.virtual ? " virtual threads" : " platform threads");
	}

	/**
	 * Calls a counter.
	 */
	interface Call {

		void call(int counter) throws Exception;

	}

}
