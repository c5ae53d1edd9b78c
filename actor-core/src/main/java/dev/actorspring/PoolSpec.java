package dev.actorspring;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * That an actor is a pool: several equal workers, which take their messages from one
 * queue. Immutable; equal to another that says the same.
 */
public final class PoolSpec {

	/**
	 * How many workers a pool can have.
	 */
	public static final int MOST_WORKERS = 10_000;

	/**
	 * How long a message waits before a pool grows, unless its spec says otherwise.
	 */
	public static final Duration DEFAULT_GROW_AFTER = Duration.ofMillis(200);

	/**
	 * How long a worker is idle before a pool shrinks, unless its spec says otherwise.
	 */
	public static final Duration DEFAULT_SHRINK_AFTER = Duration.ofMinutes(1);

	/**
	 * The highest rate that can be held.
	 */
	public static final int HIGHEST_RATE = 1_000_000;

	private final int size;

	private final int maxSize;

	private final Duration growAfter;

	private final Duration shrinkAfter;

	private final PoolRouting routing;

	private final int rate;

	private final Duration ratePeriod;

	private PoolSpec(int size, int maxSize, Duration growAfter, Duration shrinkAfter, PoolRouting routing, int rate,
			Duration ratePeriod) {
		this.size = size;
		this.maxSize = maxSize;
		this.growAfter = growAfter;
		this.shrinkAfter = shrinkAfter;
		this.routing = Objects.requireNonNull(routing, "routing");
		this.rate = rate;
		this.ratePeriod = ratePeriod;
		check(this.size >= 1 && this.size <= MOST_WORKERS, () -> "A pool has the size " + this.size,
				"Set a size of 1 to " + MOST_WORKERS + ".");
		check(this.maxSize >= this.size && this.maxSize <= MOST_WORKERS,
				() -> "A pool has the size " + this.size + " and the greatest size " + this.maxSize,
				"Set a greatest size from the size to " + MOST_WORKERS + "; the same as the size to keep that.");
		check(this.growAfter.isPositive() && this.shrinkAfter.isPositive(),
				() -> "A pool grows after " + this.growAfter + " and shrinks after " + this.shrinkAfter,
				"Set times of more than zero.");
		check(this.rate >= 0 && this.rate <= HIGHEST_RATE, () -> "A pool has the rate " + this.rate,
				"Set a rate of 1 to " + HIGHEST_RATE + " messages, or 0 for any number.");
		check(this.ratePeriod.isPositive(),
				() -> "A pool has a rate of " + this.rate + " messages within " + this.ratePeriod,
				"Set a period of more than zero.");
	}

	private static void check(boolean valid, Supplier<String> description, String action) {
		if (!valid) {
			throw new ActorConfigurationException(description.get(), action);
		}
	}

	/**
	 * A pool of always the same size.
	 * @param size how many workers, 1 to {@link #MOST_WORKERS}
	 * @return with one queue for all messages, in the order in which they come
	 * @throws ActorConfigurationException if there cannot be so many, as from all methods
	 * here for what makes no pool
	 */
	public static PoolSpec of(int size) {
		return new PoolSpec(size, size, DEFAULT_GROW_AFTER, DEFAULT_SHRINK_AFTER, PoolRouting.SHARED, 0,
				Duration.ofSeconds(1));
	}

	/**
	 * How many workers there are, or at least if the pool grows.
	 * @return 1 to {@link #MOST_WORKERS}
	 */
	public int size() {
		return this.size;
	}

	/**
	 * How many workers there are at most.
	 * @return the same as {@link #size()} if the pool does not grow
	 */
	public int maxSize() {
		return this.maxSize;
	}

	/**
	 * How long a message has to wait for another worker to be started.
	 * @return more than zero
	 */
	public Duration growAfter() {
		return this.growAfter;
	}

	/**
	 * For how long a worker has to be idle for there to be one less.
	 * @return more than zero
	 */
	public Duration shrinkAfter() {
		return this.shrinkAfter;
	}

	/**
	 * Which worker gets a message.
	 * @return the routing
	 */
	public PoolRouting routing() {
		return this.routing;
	}

	/**
	 * How many messages may be begun within any {@link #ratePeriod()}.
	 * @return 0 for any number
	 */
	public int rate() {
		return this.rate;
	}

	/**
	 * The period that the rate is meant for.
	 * @return more than zero
	 */
	public Duration ratePeriod() {
		return this.ratePeriod;
	}

	/**
	 * The same with another greatest size.
	 * @param newMaxSize the size or more
	 * @return a new spec
	 */
	public PoolSpec withMaxSize(int newMaxSize) {
		return new PoolSpec(this.size, newMaxSize, this.growAfter, this.shrinkAfter, this.routing, this.rate,
				this.ratePeriod);
	}

	/**
	 * The same, growing after another time.
	 * @param newGrowAfter how long a message waits, more than zero
	 * @return a new spec
	 */
	public PoolSpec withGrowAfter(Duration newGrowAfter) {
		return new PoolSpec(this.size, this.maxSize, newGrowAfter, this.shrinkAfter, this.routing, this.rate,
				this.ratePeriod);
	}

	/**
	 * The same, shrinking after another time.
	 * @param newShrinkAfter how long a worker is idle, more than zero
	 * @return a new spec
	 */
	public PoolSpec withShrinkAfter(Duration newShrinkAfter) {
		return new PoolSpec(this.size, this.maxSize, this.growAfter, newShrinkAfter, this.routing, this.rate,
				this.ratePeriod);
	}

	/**
	 * The same with another routing.
	 * @param newRouting which worker gets a message
	 * @return a new spec
	 */
	public PoolSpec withRouting(PoolRouting newRouting) {
		return new PoolSpec(this.size, this.maxSize, this.growAfter, this.shrinkAfter, newRouting, this.rate,
				this.ratePeriod);
	}

	/**
	 * The same with another rate.
	 * @param newRate how many messages may be begun within any such period; 0 for any
	 * number
	 * @param newPeriod more than zero
	 * @return a new spec
	 */
	public PoolSpec withRate(int newRate, Duration newPeriod) {
		return new PoolSpec(this.size, this.maxSize, this.growAfter, this.shrinkAfter, this.routing, newRate,
				newPeriod);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof PoolSpec that && this.size == that.size && this.maxSize == that.maxSize
				&& this.growAfter.equals(that.growAfter) && this.shrinkAfter.equals(that.shrinkAfter)
				&& this.routing == that.routing && this.rate == that.rate && this.ratePeriod.equals(that.ratePeriod);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.size, this.maxSize, this.routing, this.rate);
	}

	@Override
	public String toString() {
		return "PoolSpec[" + this.size + " to " + this.maxSize + ", " + this.routing + "]";
	}

}
