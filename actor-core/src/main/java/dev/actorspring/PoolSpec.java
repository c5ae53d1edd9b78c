package dev.actorspring;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * That an actor is a pool: several equal workers, which take their messages from one
 * queue. Immutable.
 *
 * @param size how many workers there are, or at least if the pool grows
 * @param maxSize how many there are at most; the same as {@code size} if the pool does
 * not grow
 * @param growAfter there is one more each time that a message has waited for so long
 * @param shrinkAfter there is one less each time that for so long one was idle
 * @param routing which worker gets a message
 * @param rate how many messages may be begun within any {@code ratePeriod}; 0 for any
 * number
 * @param ratePeriod the period that the rate is meant for
 */
public record PoolSpec(int size, int maxSize, Duration growAfter, Duration shrinkAfter, PoolRouting routing, int rate,
		Duration ratePeriod) {

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

	/**
	 * Checks what is given.
	 * @throws ActorConfigurationException if that makes no pool
	 */
	public PoolSpec {
		Objects.requireNonNull(routing, "routing");
		check(size >= 1 && size <= MOST_WORKERS, () -> "A pool has the size " + size,
				"Set a size of 1 to " + MOST_WORKERS + ".");
		check(maxSize >= size && maxSize <= MOST_WORKERS,
				() -> "A pool has the size " + size + " and the greatest size " + maxSize,
				"Set a greatest size from the size to " + MOST_WORKERS + "; the same as the size to keep that.");
		check(growAfter.isPositive() && shrinkAfter.isPositive(),
				() -> "A pool grows after " + growAfter + " and shrinks after " + shrinkAfter,
				"Set times of more than zero.");
		check(rate >= 0 && rate <= HIGHEST_RATE, () -> "A pool has the rate " + rate,
				"Set a rate of 1 to " + HIGHEST_RATE + " messages, or 0 for any number.");
		check(ratePeriod.isPositive(), () -> "A pool has a rate of " + rate + " messages within " + ratePeriod,
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
	 */
	public static PoolSpec of(int size) {
		return new PoolSpec(size, size, DEFAULT_GROW_AFTER, DEFAULT_SHRINK_AFTER, PoolRouting.SHARED, 0,
				Duration.ofSeconds(1));
	}

	/**
	 * The same with another size. One that does not grow keeps that.
	 * @param newSize 1 or more
	 * @return a new spec
	 */
	public PoolSpec withSize(int newSize) {
		int newMaxSize = (this.maxSize == this.size) ? newSize : this.maxSize;
		return new PoolSpec(newSize, newMaxSize, this.growAfter, this.shrinkAfter, this.routing, this.rate,
				this.ratePeriod);
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

	// By hand, as in MailboxSpec.

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

}
