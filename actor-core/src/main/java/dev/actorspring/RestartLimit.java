package dev.actorspring;

import java.time.Duration;
import java.util.Objects;

/**
 * How many restarts are allowed within a period.
 *
 * @param restarts zero or more
 * @param period the length of the window, more than zero
 */
public record RestartLimit(int restarts, Duration period) {

	/**
	 * Creates a limit.
	 * @throws ActorConfigurationException if a value is out of range
	 */
	public RestartLimit {
		Objects.requireNonNull(period, "period");
		if (restarts < 0) {
			throw new ActorConfigurationException("The intensity of an actor is " + restarts,
					"Set an intensity of zero or more restarts.");
		}
		if (!period.isPositive()) {
			throw new ActorConfigurationException("The period of the intensity of an actor is " + period,
					"Set a period of more than zero.");
		}
	}

}
