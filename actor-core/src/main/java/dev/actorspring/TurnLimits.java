package dev.actorspring;

import java.time.Duration;

/**
 * How long a turn may take before somebody looks into it. Time in which it waits by
 * {@link ActorRef#call} or {@link ActorContext#await} does not count, as that has
 * timeouts of its own. It is looked now and then, so that a limit may be passed by a
 * quarter and some more before anything comes of it.
 *
 * @param stuckAfter after which it is stuck: that is told, with the stack of its thread;
 * zero for never
 * @param abandonAfter after which its thread is interrupted, and if that does not help
 * within a second its incarnation is abandoned; the actor is then restarted by its
 * supervisor as if it had been {@linkplain ExitReason.Killed killed}. Zero for never
 */
public record TurnLimits(Duration stuckAfter, Duration abandonAfter) {

	/**
	 * No limits.
	 */
	public static final TurnLimits NONE = new TurnLimits(Duration.ZERO, Duration.ZERO);

	/**
	 * Checks the limits.
	 */
	public TurnLimits {
		if (stuckAfter.isNegative()) {
			throw new ActorConfigurationException("A turn is stuck after " + stuckAfter,
					"Set a time of more than zero, or zero for never.");
		}
		if (abandonAfter.isNegative() || (abandonAfter.isPositive() && abandonAfter.compareTo(stuckAfter) < 0)) {
			throw new ActorConfigurationException(
					"An actor is abandoned after " + abandonAfter + " in a turn, which is stuck after " + stuckAfter,
					"Set at least the time after which it is stuck, or zero for never.");
		}
		if (abandonAfter.isPositive() && stuckAfter.isZero()) {
			throw new ActorConfigurationException(
					"An actor is abandoned after " + abandonAfter + " in a turn, which is never stuck",
					"Say also after how long it is stuck.");
		}
	}

	/**
	 * The same with another time after which a turn is stuck.
	 * @param time zero for never
	 * @return new limits
	 */
	public TurnLimits withStuckAfter(Duration time) {
		return new TurnLimits(time, this.abandonAfter);
	}

	/**
	 * The same with another time after which an actor is abandoned.
	 * @param time zero for never
	 * @return new limits
	 */
	public TurnLimits withAbandonAfter(Duration time) {
		return new TurnLimits(this.stuckAfter, time);
	}

}
