package dev.actorspring.engine;

import java.time.Duration;

import dev.actorspring.PoolSpec;
import dev.actorspring.engine.time.Timer;
import org.jspecify.annotations.Nullable;

/**
 * What a pool does by the clock: holds its rate, grows when messages wait, shrinks when
 * workers idle. Guarded by the pool unless said otherwise.
 */
final class PoolClock {

	private final Pool pool;

	private final Engine engine;

	private final Duration growAfter;

	private final Duration shrinkAfter;

	/** Whether its size may change by itself. */
	private final boolean sizes;

	private @Nullable RateLimit rate;

	/** Whether the workers will be woken when the rate allows for more. */
	private boolean waiting;

	/** Whether it will be looked at what has waited for how long. */
	private volatile boolean growing;

	private boolean shrinking;

	/** Since when there has always been an idle worker. */
	private long idlingSince;

	PoolClock(Pool pool, Engine engine, PoolSpec spec) {
		this.pool = pool;
		this.engine = engine;
		this.growAfter = spec.growAfter();
		this.shrinkAfter = spec.shrinkAfter();
		this.sizes = spec.maxSize() > spec.size();
		changeRate(spec);
	}

	/**
	 * Sets the rate anew. Not as if anything had been begun.
	 */
	void changeRate(PoolSpec spec) {
		this.rate = (spec.rate() > 0) ? new RateLimit(spec.rate(), Timer.saturatedNanos(spec.ratePeriod())) : null;
		// Those that are to be woken are so by the rate before.
		this.waiting = false;
	}

	private long now() {
		return this.engine.timer().nanos();
	}

	private void later(Duration delay, Runnable action) {
		this.engine.timer().schedule(delay, () -> this.engine.execute(action));
	}

	// The rate.

	/**
	 * Whether nothing may be begun at present. If something waits, workers are woken when
	 * it may.
	 */
	boolean mustWait(PoolQueue queue) {
		long left = (this.rate != null) ? this.rate.untilNext(now()) : 0;
		if (left > 0 && !this.waiting && queue.hasNext()) {
			this.waiting = true;
			later(Duration.ofNanos(left), this::goOn);
		}
		return left > 0;
	}

	private void goOn() {
		synchronized (this.pool) {
			this.waiting = false;
		}
		this.pool.wake(true);
	}

	/**
	 * A message is about to be handled.
	 */
	void begun() {
		if (this.rate != null) {
			this.rate.begin(now());
		}
	}

	// The size.

	/**
	 * A message has come, and no worker idles. Any thread.
	 */
	void messageWaits() {
		if (this.sizes && !this.growing) {
			lookAtAge(this.growAfter);
		}
	}

	private void lookAtAge(Duration delay) {
		synchronized (this.pool) {
			if (this.growing) {
				return;
			}
			this.growing = true;
		}
		later(delay, this::grow);
	}

	private void grow() {
		this.growing = false;
		if (this.pool.depth() == 0) {
			return;
		}
		Duration left = this.growAfter.minus(new PoolView(this.pool).oldestAge());
		if (left.isPositive()) {
			lookAtAge(left);
		}
		else {
			this.pool.resizeBy(1);
			lookAtAge(this.growAfter);
		}
	}

	/**
	 * A worker idles, as the first.
	 */
	void workerIdles() {
		if (this.sizes) {
			this.idlingSince = now();
			lookAtIdle(this.shrinkAfter);
		}
	}

	/**
	 * The size has been set, while a worker idles.
	 */
	void resized() {
		if (this.sizes) {
			lookAtIdle(this.shrinkAfter);
		}
	}

	private void lookAtIdle(Duration delay) {
		if (!this.shrinking && this.pool.size() > this.pool.spec().size()) {
			this.shrinking = true;
			later(delay, this::shrink);
		}
	}

	private void shrink() {
		synchronized (this.pool) {
			this.shrinking = false;
			long left = this.idlingSince + Timer.saturatedNanos(this.shrinkAfter) - now();
			if (left > 0) {
				lookAtIdle(Duration.ofNanos(left));
				return;
			}
		}
		if (this.pool.resizeBy(-1)) {
			synchronized (this.pool) {
				this.idlingSince = now();
				lookAtIdle(this.shrinkAfter);
			}
		}
	}

}
