package dev.actorspring.properties;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import dev.actorspring.testing.StandingClock;

/**
 * Moves a clock on as long as it runs, much faster than a real one goes, so that
 * timeouts, backoff and passivation happen all the time.
 */
final class Clockwork implements AutoCloseable {

	private static final long REAL_STEP = Duration.ofMillis(1).toNanos();

	private final StandingClock clock;

	private final Duration step;

	private final Thread thread;

	private volatile boolean closed;

	Clockwork(StandingClock clock, Duration step) {
		this.clock = clock;
		this.step = step;
		this.thread = Thread.ofPlatform().name("clockwork").daemon().start(this::run);
	}

	private void run() {
		while (!this.closed) {
			this.clock.advance(this.step);
			LockSupport.parkNanos(REAL_STEP);
		}
	}

	@Override
	public void close() throws InterruptedException {
		this.closed = true;
		this.thread.join();
	}

}
