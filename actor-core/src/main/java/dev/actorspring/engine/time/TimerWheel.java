package dev.actorspring.engine.time;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pending entries by the tick in which they are due, modulo the size of the wheel. For
 * one thread. An entry that is done is forgotten when its bucket comes round, or earlier:
 * for each entry added two others are looked at, bucket after bucket, so that those that
 * are done never outnumber the others by much, and no tick has to look at all.
 */
public final class TimerWheel {

	private static final int BUCKETS = 512;

	private static final int LOOKED_AT_FOR_EACH = 2;

	/** Times may overflow. */
	private static final Comparator<Timed> BY_DEADLINE = (one, other) -> Long.signum(one.deadline() - other.deadline());

	private static final Logger log = LoggerFactory.getLogger(TimerWheel.class);

	private final List<List<Timed>> buckets = new ArrayList<>(BUCKETS);

	private final long origin;

	/** The last tick that was run. */
	private long tick;

	private int size;

	/** How many more entries are to be looked at. */
	private long toSweep;

	/** The bucket that was swept last. */
	private int swept;

	public TimerWheel(long origin) {
		this.origin = origin;
		for (int i = 0; i < BUCKETS; i++) {
			this.buckets.add(new ArrayList<>(0));
		}
	}

	public boolean isEmpty() {
		return this.size == 0;
	}

	public void add(Timed entry) {
		long due = -Math.floorDiv(this.origin - entry.deadline(), Timer.TICK);
		bucket(Math.max(due, this.tick + 1)).add(entry);
		this.size++;
		this.toSweep += LOOKED_AT_FOR_EACH;
	}

	/**
	 * Forgets some of those that are done.
	 */
	private void sweep() {
		for (int i = 0; i < BUCKETS; i++) {
			List<Timed> next = bucket(this.swept + 1);
			if (next.size() > this.toSweep) {
				return;
			}
			this.toSweep -= next.size();
			int before = next.size();
			next.removeIf(Timed::isDone);
			this.size -= before - next.size();
			this.swept++;
		}
		// All were looked at.
		this.toSweep = 0;
	}

	/**
	 * Runs what is due, of each bucket in the order of the deadlines.
	 * @param now the time
	 */
	public void advance(long now) {
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
				due.sort(BY_DEADLINE);
				due.forEach(TimerWheel::expire);
			}
		}
		sweep();
	}

	public int size() {
		return this.size;
	}

	/**
	 * Gives up everything that is pending.
	 */
	public void abort() {
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
