package dev.actorspring.engine;

import java.util.ArrayList;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pending entries by the tick in which they are due, modulo the size of the wheel. For
 * one thread. An entry that is done is forgotten when its bucket comes round, or earlier
 * when the wheel has doubled since it was last swept.
 */
final class TimerWheel {

	private static final int BUCKETS = 512;

	private static final int SWEEP_MINIMUM = 4_096;

	private static final Logger log = LoggerFactory.getLogger(TimerWheel.class);

	private final List<List<Timed>> buckets = new ArrayList<>(BUCKETS);

	private final long origin;

	/** The last tick that was run. */
	private long tick;

	private int size;

	private int sweepAt = SWEEP_MINIMUM;

	TimerWheel(long origin) {
		this.origin = origin;
		for (int i = 0; i < BUCKETS; i++) {
			this.buckets.add(new ArrayList<>(0));
		}
	}

	boolean isEmpty() {
		return this.size == 0;
	}

	void add(Timed entry) {
		long due = -Math.floorDiv(this.origin - entry.deadline(), Timer.TICK);
		bucket(Math.max(due, this.tick + 1)).add(entry);
		this.size++;
		if (this.size > this.sweepAt) {
			sweep();
		}
	}

	private void sweep() {
		this.size = 0;
		for (List<Timed> bucket : this.buckets) {
			bucket.removeIf(Timed::isDone);
			this.size += bucket.size();
		}
		this.sweepAt = Math.max(SWEEP_MINIMUM, this.size * 2);
	}

	/**
	 * Runs what is due.
	 * @param now the time
	 */
	void advance(long now) {
		long current = Math.floorDiv(now - this.origin, Timer.TICK);
		long from = Math.max(this.tick + 1, current - BUCKETS + 1);
		this.tick = current;
		for (long i = from; i <= current; i++) {
			List<Timed> bucket = bucket(i);
			if (!bucket.isEmpty()) {
				int before = bucket.size();
				List<Timed> due = new ArrayList<>();
				bucket.removeIf((entry) -> {
					boolean isDue = entry.deadline() - now <= 0;
					if (isDue) {
						due.add(entry);
					}
					return isDue || entry.isDone();
				});
				this.size -= before - bucket.size();
				due.forEach(TimerWheel::expire);
			}
		}
	}

	/**
	 * Gives up everything that is pending.
	 */
	void abort() {
		for (List<Timed> bucket : this.buckets) {
			bucket.stream().filter((entry) -> !entry.isDone()).forEach(Timed::abort);
			bucket.clear();
		}
		this.size = 0;
	}

	private static void expire(Timed entry) {
		try {
			if (!entry.isDone()) {
				entry.expire();
			}
		}
		catch (RuntimeException | Error ex) {
			log.error("A timer entry failed", ex);
		}
	}

	private List<Timed> bucket(long index) {
		return this.buckets.get((int) (index & (BUCKETS - 1)));
	}

}
