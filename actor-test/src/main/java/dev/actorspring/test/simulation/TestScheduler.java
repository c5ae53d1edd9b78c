package dev.actorspring.test.simulation;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import dev.actorspring.spi.Scheduler;

/**
 * A scheduler whose time a test moves, and that knows when nothing goes on by itself. For
 * the thread of the test.
 */
public interface TestScheduler extends Scheduler {

	/**
	 * Waits until all messages are handled, and whoever waits does so for something that
	 * only the time or the test can bring.
	 * @throws AssertionError if that takes too long, saying what goes on
	 */
	void awaitQuiet();

	/**
	 * Waits until a future is done, or nothing more happens by itself.
	 * @param future what to wait for
	 */
	void awaitDone(CompletableFuture<?> future);

	/**
	 * Moves the time on. Whatever comes due happens at its time.
	 * @param time how far, zero or more
	 */
	void advance(Duration time);

	/**
	 * Moves the time on to what comes due next.
	 * @param atMost no further than that, in nanoseconds
	 * @return whether there was anything
	 */
	boolean runNext(long atMost);

	/**
	 * Runs something beside the test. Any thread of the test.
	 * @param step what; if it fails, so does the test
	 */
	void fork(Runnable step);

	/**
	 * Waits until a future is done, while the time goes on as far as it has to.
	 * @param future what to wait for
	 */
	void complete(CompletableFuture<?> future);

	/**
	 * Stops a system. The time goes on as far as it has to for that.
	 * @param stop stops it, and waits until it has stopped
	 */
	void close(Runnable stop);

}
