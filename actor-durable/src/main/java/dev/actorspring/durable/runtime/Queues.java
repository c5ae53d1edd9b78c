package dev.actorspring.durable.runtime;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Waiting for something to do, by threads that are not interrupted.
 */
final class Queues {

	private static final long LOOK_AGAIN = 100;

	private Queues() {
	}

	/**
	 * Waits for the next element, but not for long.
	 * @return {@code null} if there is none
	 */
	static <E> @Nullable E poll(BlockingQueue<E> queue) {
		try {
			return queue.poll(LOOK_AGAIN, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			return null;
		}
	}

}
