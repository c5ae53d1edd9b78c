package dev.actorspring.benchmarks.longrun;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.KeyedActors;
import dev.actorspring.Request;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests at a constant rate, whether they are answered or not, and has some
 * streams open at any time. Every request and every stream has to end, in one of the ways
 * that are foreseen.
 */
final class Traffic {

	static final int KEYS = 20_000;

	private static final int STREAMS = 20;

	private static final int ITEMS = 2_000;

	/** One in so many. */
	private static final int CRASHES = 200;

	private static final int BLOCKS = 50;

	private static final Duration BLOCK = Duration.ofMillis(5);

	private static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final long PAUSE = Duration.ofMillis(1).toNanos();

	private final KeyedActors<Account> accounts;

	private final int rate;

	private final Histogram latency = new Histogram(Duration.ofMinutes(1).toNanos(), 3);

	private final AtomicLong answered = new AtomicLong();

	private final AtomicLong crashed = new AtomicLong();

	private final AtomicLong items = new AtomicLong();

	private final AtomicLong sent = new AtomicLong();

	private final Set<Viewer> viewers = ConcurrentHashMap.newKeySet();

	private final AtomicReference<@Nullable Throwable> unforeseen = new AtomicReference<>();

	/**
	 * Creates it, silent.
	 * @param accounts gets the requests
	 * @param rate requests a second
	 */
	Traffic(KeyedActors<Account> accounts, int rate) {
		this.accounts = accounts;
		this.rate = rate;
	}

	/**
	 * Sends for a while.
	 * @param time how long
	 */
	void send(Duration time) {
		long begun = System.nanoTime();
		long before = this.sent.get();
		for (long now = begun; now - begun < time.toNanos(); now = System.nanoTime()) {
			long due = before + (long) ((now - begun) / 1e9 * this.rate);
			while (this.sent.get() < due) {
				ask();
			}
			while (this.viewers.size() < STREAMS) {
				watch();
			}
			readOn();
			LockSupport.parkNanos(PAUSE);
		}
	}

	private void ask() {
		int dice = ThreadLocalRandom.current().nextInt(CRASHES * BLOCKS);
		Request<Account, Long> request = (dice % CRASHES == 0) ? new Account.Crash()
				: (dice % BLOCKS == 1) ? new Account.Block(BLOCK) : new Account.Deposit(dice);
		boolean timed = request instanceof Account.Deposit;
		long begun = System.nanoTime();
		this.sent.incrementAndGet();
		any().ask(request, TIMEOUT)
			.whenComplete((reply, failure) -> ended(failure, timed ? System.nanoTime() - begun : -1));
	}

	private ActorRef<Account> any() {
		return this.accounts.get(String.valueOf(ThreadLocalRandom.current().nextInt(KEYS)));
	}

	private void ended(@Nullable Throwable failure, long nanos) {
		if (failure == null) {
			this.answered.incrementAndGet();
			if (nanos >= 0) {
				synchronized (this.latency) {
					this.latency.recordValue(Math.min(nanos, this.latency.getHighestTrackableValue()));
				}
			}
		}
		else if (unwrap(failure) instanceof ActorCrashedException) {
			this.crashed.incrementAndGet();
		}
		else {
			this.unforeseen.compareAndSet(null, failure);
		}
	}

	private static Throwable unwrap(Throwable failure) {
		Throwable cause = failure.getCause();
		return (failure instanceof CompletionException && cause != null) ? cause : failure;
	}

	private void watch() {
		Viewer viewer = new Viewer(this);
		this.viewers.add(viewer);
		any().ask(new Account.Watch(ITEMS), TIMEOUT).whenComplete((stream, failure) -> {
			if (stream != null) {
				stream.subscribe(viewer);
			}
			else {
				ended(viewer, failure);
			}
		});
	}

	void read() {
		this.items.incrementAndGet();
	}

	/**
	 * A stream is over.
	 * @param viewer has read it
	 * @param failure why, if it has not come to its end
	 */
	void ended(Viewer viewer, @Nullable Throwable failure) {
		Throwable cause = (failure != null) ? unwrap(failure) : null;
		if (cause != null && !(cause instanceof ActorCrashedException)
				&& !(cause instanceof ActorTerminatedException)) {
			this.unforeseen.compareAndSet(null, cause);
		}
		this.viewers.remove(viewer);
	}

	/**
	 * Reads an item more of each stream.
	 */
	void readOn() {
		this.viewers.forEach(Viewer::next);
	}

	/**
	 * How many requests have not ended.
	 */
	long missing() {
		return this.sent.get() - this.answered.get() - this.crashed.get();
	}

	int streams() {
		return this.viewers.size();
	}

	long sent() {
		return this.sent.get();
	}

	long crashed() {
		return this.crashed.get();
	}

	long items() {
		return this.items.get();
	}

	/**
	 * What has ended in a way that was not foreseen.
	 */
	@Nullable Throwable unforeseen() {
		return this.unforeseen.get();
	}

	/**
	 * The latencies since the last call.
	 */
	Histogram takeLatency() {
		synchronized (this.latency) {
			Histogram taken = this.latency.copy();
			this.latency.reset();
			return taken;
		}
	}

}
