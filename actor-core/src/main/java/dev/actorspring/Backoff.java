package dev.actorspring;

import java.time.Duration;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * How long to wait before an actor that ends too often is restarted: ever longer, and at
 * once again after it has run well for a while.
 *
 * @param first the first wait, more than zero
 * @param longest the longest wait, not less than the first
 * @param factor by how much each wait is longer than the one before, 1 or more
 * @param jitter by which part a wait is shortened at most, at random, so that not all
 * come back at the same moment: from 0 to 1
 * @param resetAfter how long it must run to be restarted at once again, more than zero;
 * {@code null} for as long as both the last wait and the period of the intensity
 */
public record Backoff(Duration first, Duration longest, double factor, double jitter, @Nullable Duration resetAfter) {

	/**
	 * 200 ms, then twice as long each time up to 30 s, each shortened by up to a fifth.
	 */
	public static final Backoff DEFAULT = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(30), 2, 0.2, null);

	/**
	 * Creates a backoff.
	 * @throws ActorConfigurationException if a value is out of range
	 */
	public Backoff {
		Objects.requireNonNull(first, "first");
		Objects.requireNonNull(longest, "longest");
		check(first.isPositive(), "The first wait of a backoff is " + first, "Set a first wait of more than zero.");
		check(longest.compareTo(first) >= 0, "The longest wait of a backoff is " + longest + ", and the first " + first,
				"Set a longest wait that is not less than the first.");
		check(factor >= 1 && factor <= 1_000, "The factor of a backoff is " + factor,
				"Set a factor from 1, for waits that are all alike, to 1000.");
		check(jitter >= 0 && jitter <= 1, "The jitter of a backoff is " + jitter,
				"Set a jitter from 0, for none, to 1.");
		check(resetAfter == null || resetAfter.isPositive(), "A backoff is reset after " + resetAfter,
				"Set a time of more than zero after which it is reset, or none.");
	}

	private static void check(boolean valid, String description, String action) {
		if (!valid) {
			throw new ActorConfigurationException(description, action);
		}
	}

	/**
	 * A backoff with other waits, and all else as in the default.
	 * @param first the first wait, more than zero
	 * @param longest the longest wait, not less than the first
	 * @return the backoff
	 */
	public static Backoff between(Duration first, Duration longest) {
		return new Backoff(first, longest, DEFAULT.factor, DEFAULT.jitter, null);
	}

	/**
	 * The same with another factor.
	 * @param newFactor by how much each wait is longer than the one before
	 * @return a new backoff
	 */
	public Backoff withFactor(double newFactor) {
		return new Backoff(this.first, this.longest, newFactor, this.jitter, this.resetAfter);
	}

	/**
	 * The same with another jitter.
	 * @param newJitter by which part a wait is shortened at most
	 * @return a new backoff
	 */
	public Backoff withJitter(double newJitter) {
		return new Backoff(this.first, this.longest, this.factor, newJitter, this.resetAfter);
	}

	/**
	 * The same, reset after another time.
	 * @param newResetAfter how long it must run to be restarted at once again
	 * @return a new backoff
	 */
	public Backoff withResetAfter(@Nullable Duration newResetAfter) {
		return new Backoff(this.first, this.longest, this.factor, this.jitter, newResetAfter);
	}

}
