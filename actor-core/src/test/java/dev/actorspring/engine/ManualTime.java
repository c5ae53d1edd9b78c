package dev.actorspring.engine;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

import dev.actorspring.system.TimeSource;

/**
 * A clock that stands still until a test moves it.
 */
class ManualTime implements TimeSource {

	private final Set<Thread> parked = ConcurrentHashMap.newKeySet();

	private volatile long nanos = 1_000_000_000;

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

	void advance(Duration duration) {
		this.nanos += duration.toNanos();
		this.parked.forEach(LockSupport::unpark);
	}

}
