package dev.actorspring.engine.mailbox;

import java.time.Duration;

import dev.actorspring.system.SamplingProbe;

/**
 * From where on a turn is what, in nanoseconds. All that treats short turns and long ones
 * differently compares with one of these.
 */
public final class TurnLength {

	/** What is woken by an actor that needs less on average is run next on its thread. */
	public static final long VERY_QUICK = Duration.ofNanos(10_000).toNanos();

	/**
	 * An actor of which nothing is known is taken for very quick if the one like it that
	 * was timed last has needed less: most of those are timed with their first message,
	 * which takes longer than those to come.
	 */
	public static final long QUICK_FOR_A_FIRST = Duration.ofNanos(50_000).toNanos();

	/** Actors that need no more on average run on threads that are lent. */
	public static final long QUICK = Duration.ofNanos(20_000).toNanos();

	/**
	 * Actors that need more on average have every turn timed. Shared with whoever
	 * measures.
	 */
	public static final long SLOW = SamplingProbe.SLOW_NANOS;

	/** A turn that takes longer holds up who has lent the thread. */
	public static final long HOLDS_UP = Duration.ofNanos(500_000).toNanos();

	/** The most that is assumed before anything is known, as a first turn may be slow. */
	public static final long FIRST = Duration.ofMillis(1).toNanos();

	/**
	 * Turns that take longer stand for themselves, timed or not: more than the coarse
	 * time can be wrong by.
	 */
	public static final long CLEARLY_SLOW = Duration.ofMillis(100).toNanos();

	private TurnLength() {
	}

}
