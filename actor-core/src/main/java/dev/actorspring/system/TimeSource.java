package dev.actorspring.system;

import java.util.concurrent.locks.LockSupport;

/**
 * Where the system reads the time and waits for it. Replaced in tests, so that windows,
 * backoff and timeouts need no sleeping.
 */
public interface TimeSource {

	/**
	 * The clock of the machine.
	 */
	TimeSource SYSTEM = new TimeSource() {

		@Override
		public long nanos() {
			return System.nanoTime();
		}

		@Override
		public void parkUntil(long nanos) {
			LockSupport.parkNanos(nanos - System.nanoTime());
		}

	};

	/**
	 * The time now.
	 * @return nanoseconds since some fixed but arbitrary time, never going back
	 */
	long nanos();

	/**
	 * Parks the calling thread until a time, or until it is unparked or interrupted; may
	 * return early for no reason.
	 * @param nanos when to return
	 */
	void parkUntil(long nanos);

}
