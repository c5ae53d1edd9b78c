package dev.actorspring.testing;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

import dev.actorspring.system.TimeSource;

/**
 * A clock that stands still until a test moves it, so that whatever happens without that
 * was not a timeout.
 */
public final class StandingClock implements TimeSource {

	private final Set<Thread> parked = ConcurrentHashMap.newKeySet();

	private volatile long nanos;

	public StandingClock() {
		this(1_000_000_000);
	}

	/**
	 * Creates a clock.
	 * @param nanos what it shows: any number, as with {@link System#nanoTime()}
	 */
	public StandingClock(long nanos) {
		this.nanos = nanos;
	}

	@Override
	public long nanos() {
		return this.nanos;
	}

	@Override
	public void parkUntil(long until) {
		this.parked.add(Thread.currentThread());
		if (this.nanos - until < 0) {
			LockSupport.park(this);
		}
		this.parked.remove(Thread.currentThread());
	}

	/**
	 * Moves the time. By one thread only.
	 * @param duration how far
	 */
	public void advance(Duration duration) {
		this.nanos += duration.toNanos();
		this.parked.forEach(LockSupport::unpark);
	}

}
