package dev.actorspring.durable.runtime;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Tells threads that use the store to end. They are not interrupted: in the middle of a
 * statement that closes an embedded H2 for the whole application.
 */
final class ClosingSignal {

	private final CountDownLatch closed = new CountDownLatch(1);

	void close() {
		this.closed.countDown();
	}

	boolean isClosed() {
		return this.closed.getCount() == 0;
	}

	/**
	 * Waits for a while, or until it is time to end.
	 * @param time for how long
	 * @return whether it is time to end
	 */
	boolean await(Duration time) {
		try {
			return this.closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			return true;
		}
	}

}
