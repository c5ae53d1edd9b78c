package dev.actorspring.engine;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import dev.actorspring.system.TimeSource;
import org.jspecify.annotations.Nullable;

/**
 * A clock that counts how often it is read, and moves on by a microsecond each time. The
 * timer's thread only waits, so that nothing depends on when it runs.
 */
final class SteppedTime implements TimeSource {

	private final AtomicLong reads = new AtomicLong();

	private volatile @Nullable Thread timer;

	private volatile boolean free;

	@Override
	public long nanos() {
		return this.reads.incrementAndGet() * 1_000;
	}

	@Override
	public void parkUntil(long nanos) {
		this.timer = Thread.currentThread();
		do {
			LockSupport.park(this);
		}
		while (!this.free);
	}

	/**
	 * How often it was read.
	 * @return since it was made
	 */
	long reads() {
		return this.reads.get();
	}

	boolean isTimerWaiting() {
		return this.timer != null;
	}

	/**
	 * Lets the timer end.
	 */
	void free() {
		this.free = true;
		LockSupport.unpark(this.timer);
	}

}
