package dev.actorspring.engine.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

import dev.actorspring.spi.OpenRequest;
import dev.actorspring.spi.Scheduler;
import dev.actorspring.system.TimeSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs timeouts, at most one tick late and never early.
 * <p>
 * Nearly every ask is answered long before its timeout. So a new entry only goes into a
 * small array, a <em>nursery</em>, of its thread's stripe: when that is full, the entries
 * that are done are dropped from it, and mostly that is all of them. What is still
 * pending when the timer's thread comes round is moved to a {@link TimerWheel}, which
 * that thread has for itself.
 */
public final class Timer implements Runnable {

	public static final long TICK = Duration.ofMillis(10).toNanos();

	private static final long IDLE_TICK = Duration.ofMillis(50).toNanos();

	/**
	 * What stands for ever: the clock can be that far on, and differences do not
	 * overflow.
	 */
	private static final Duration CENTURY = Duration.ofDays(36_500);

	private static final int STRIPES = Integer.highestOneBit(Math.max(1, Runtime.getRuntime().availableProcessors()))
			* 2;

	private static final Logger log = LoggerFactory.getLogger(Timer.class);

	private final TimeSource time;

	private final Nursery[] nurseries = new Nursery[STRIPES];

	private final TimerWheel wheel;

	private final Thread thread;

	private final long origin;

	/** Whether the thread sleeps for longer than a tick, or is yet to be started. */
	private volatile boolean dozing = true;

	private volatile long coarse;

	/** Milliseconds from what the clock says to the time of day, as of the last tick. */
	private volatile long toTimeOfDay;

	private volatile Runnable atEachTick = () -> {
	};

	private volatile boolean stopped;

	/** Runs what is due, if the thread here does not. */
	private final @Nullable Scheduler scheduler;

	/** What the scheduler is to run. */
	private final Set<Timed> scheduled = Collections.synchronizedSet(new LinkedHashSet<>());

	public Timer(TimeSource time) {
		this(time, null);
	}

	/**
	 * Creates a timer.
	 * @param time the clock
	 * @param scheduler takes the place of clock and thread, unless it is {@code null}
	 */
	public Timer(TimeSource time, @Nullable Scheduler scheduler) {
		this.time = time;
		this.scheduler = scheduler;
		this.origin = nanos();
		compareClocks(this.origin);
		this.wheel = new TimerWheel(this.origin);
		for (int i = 0; i < STRIPES; i++) {
			this.nurseries[i] = new Nursery();
		}
		this.thread = Thread.ofPlatform()
			.name("actor-timer")
			.daemon()
			.inheritInheritableThreadLocals(false)
			.unstarted(this);
	}

	/**
	 * Has something done at each tick, which may be longer than 10 ms if nothing is
	 * pending.
	 * @param action must not hold up the timer
	 */
	public void atEachTick(Runnable action) {
		this.atEachTick = action;
	}

	/**
	 * Starts the thread, which the first entry does as well. So deadlines count also
	 * before the system is started.
	 */
	public synchronized void start() {
		if (this.scheduler == null && this.thread.getState() == Thread.State.NEW) {
			this.thread.start();
		}
	}

	public synchronized void stop() {
		this.stopped = true;
		LockSupport.unpark(this.thread);
		List.copyOf(this.scheduled).forEach(Timed::abort);
		this.scheduled.clear();
	}

	private void awaken() {
		this.dozing = false;
		start();
		LockSupport.unpark(this.thread);
	}

	public long nanos() {
		Scheduler steps = this.scheduler;
		return (steps != null) ? steps.nanos() : this.time.nanos();
	}

	private void compareClocks(long now) {
		this.toTimeOfDay = System.currentTimeMillis() - now / 1_000_000;
	}

	/**
	 * The time of day, without a look at another clock: as that was at the last tick, or
	 * with a scheduler at the beginning.
	 * @param nanos the time
	 * @return to the millisecond
	 */
	public Instant timeOfDay(long nanos) {
		return Instant.ofEpochMilli(this.toTimeOfDay + nanos / 1_000_000);
	}

	/**
	 * When the system began.
	 * @return nanoseconds of the time source
	 */
	public long origin() {
		return this.origin;
	}

	/**
	 * The time since the system began, as of the last tick: some 50 ms old at most, and
	 * as cheap to read as a field.
	 * @return milliseconds
	 */
	public long coarse() {
		return (this.scheduler != null) ? (nanos() - this.origin) / 1_000_000 : this.coarse;
	}

	/**
	 * Turns an interval of {@link #coarse()} times into a duration.
	 * @param since the earlier time
	 * @return zero or more
	 */
	public Duration since(long since) {
		long now = (nanos() - this.origin) / 1_000_000;
		return Duration.ofMillis(Math.max(0, now - since));
	}

	/**
	 * Adds an entry. Any thread.
	 * @param entry what to do, and when
	 */
	public void add(Timed entry) {
		if (this.scheduler != null) {
			schedule(this.scheduler, entry);
			return;
		}
		this.nurseries[(int) Thread.currentThread().threadId() & (STRIPES - 1)].add(entry);
		// Not otherwise: to wake a thread costs more than all of an ask.
		if (this.dozing) {
			awaken();
		}
		if (this.stopped && !entry.isDone()) {
			entry.abort();
		}
	}

	private void schedule(Scheduler steps, Timed entry) {
		if (this.stopped) {
			entry.abort();
			return;
		}
		this.scheduled.add(entry);
		steps.schedule(entry.deadline(), new Scheduler.Timeout() {

			@Override
			public void run() {
				if (Timer.this.scheduled.remove(entry) && !entry.isDone()) {
					entry.expire();
				}
			}

			@Override
			public boolean isOver() {
				return entry.isDone();
			}

			@Override
			public @Nullable OpenRequest request() {
				return (entry instanceof OpenRequest request) ? request : null;
			}

		});
	}

	/**
	 * Does something after a delay. Any thread.
	 * @param delay zero or more
	 * @param action must not hold up the timer
	 * @return to cancel it
	 */
	public Delayed schedule(Duration delay, Runnable action) {
		return scheduleAt(saturatedDeadline(delay), action);
	}

	/**
	 * Does something at a time. Any thread.
	 * @param deadline nanoseconds of the time source
	 * @param action must not hold up the timer
	 * @return to cancel it
	 */
	public Delayed scheduleAt(long deadline, Runnable action) {
		Delayed delayed = new Delayed(deadline, action);
		add(delayed);
		return delayed;
	}

	/**
	 * When a duration that begins now will be over.
	 * @param duration zero or more
	 * @return nanoseconds of the time source, at most a century ahead
	 */
	public long saturatedDeadline(Duration duration) {
		return nanos() + saturatedNanos(duration);
	}

	/**
	 * A duration as a number that can be added to the time.
	 * @param duration any
	 * @return nanoseconds, at most a century, forwards or back
	 */
	public static long saturatedNanos(Duration duration) {
		// Not by comparing with the negated: Duration computes that with a BigDecimal.
		long seconds = duration.toSeconds();
		if (seconds >= CENTURY.toSeconds()) {
			return CENTURY.toNanos();
		}
		return (seconds < -CENTURY.toSeconds()) ? -CENTURY.toNanos() : duration.toNanos();
	}

	@Override
	public void run() {
		while (!this.stopped) {
			boolean active = false;
			long now = this.time.nanos();
			this.coarse = (now - this.origin) / 1_000_000;
			compareClocks(now);
			try {
				for (Nursery nursery : this.nurseries) {
					active |= nursery.moveTo(this.wheel);
				}
				this.wheel.advance(now);
				this.atEachTick.run();
				active |= !this.wheel.isEmpty();
			}
			catch (RuntimeException | Error ex) {
				log.error("A timer entry failed", ex);
			}
			if (active) {
				this.time.parkUntil(now + TICK);
			}
			else {
				doze(now);
			}
		}
		for (Nursery nursery : this.nurseries) {
			nursery.moveTo(this.wheel);
		}
		this.wheel.abort();
	}

	private void doze(long now) {
		this.dozing = true;
		for (Nursery nursery : this.nurseries) {
			// Whoever adds one later sees that it has to wake this thread.
			if (!nursery.isEmpty()) {
				this.dozing = false;
				return;
			}
		}
		this.time.parkUntil(now + IDLE_TICK);
		this.dozing = false;
	}

	/**
	 * The entries added lately by some of the threads.
	 */
	private static final class Nursery {

		private @Nullable Timed[] entries = new Timed[64];

		private int size;

		public synchronized void add(Timed entry) {
			if (this.size == this.entries.length) {
				makeRoom();
			}
			this.entries[this.size++] = entry;
		}

		private void makeRoom() {
			int kept = 0;
			for (Timed entry : this.entries) {
				if (entry != null && !entry.isDone()) {
					this.entries[kept++] = entry;
				}
			}
			Arrays.fill(this.entries, kept, this.size, null);
			this.size = kept;
			if (kept > this.entries.length / 2) {
				this.entries = Arrays.copyOf(this.entries, this.entries.length * 2);
			}
		}

		public synchronized boolean isEmpty() {
			return this.size == 0;
		}

		/**
		 * Moves those that are still pending.
		 * @param wheel where to
		 * @return whether there were any entries
		 */
		public boolean moveTo(TimerWheel wheel) {
			@Nullable Timed[] taken;
			int count;
			synchronized (this) {
				if (this.size == 0) {
					return false;
				}
				taken = this.entries;
				count = this.size;
				this.entries = new Timed[64];
				this.size = 0;
			}
			for (int i = 0; i < count; i++) {
				Timed entry = taken[i];
				if (entry != null && !entry.isDone()) {
					wheel.add(entry);
				}
			}
			return true;
		}

	}

	/**
	 * An action to come.
	 */
	public static final class Delayed implements Timed {

		private final long deadline;

		private volatile @Nullable Runnable action;

		Delayed(long deadline, Runnable action) {
			this.deadline = deadline;
			this.action = action;
		}

		public void cancel() {
			this.action = null;
		}

		@Override
		public long deadline() {
			return this.deadline;
		}

		@Override
		public boolean isDone() {
			return this.action == null;
		}

		@Override
		public void abort() {
			cancel();
		}

		@Override
		public void expire() {
			Runnable due = this.action;
			if (due != null) {
				due.run();
			}
		}

	}

}
