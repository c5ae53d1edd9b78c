package dev.actorspring.system;

import org.jspecify.annotations.Nullable;

/**
 * Measures one type of message of one actor or keyed family. Called on the hot path by
 * many threads at once.
 */
public interface MessageProbe {

	/**
	 * A message has been handled.
	 * @param outcome how it ended
	 * @param nanos how long the handler took
	 */
	void handled(TurnOutcome outcome, long nanos);

	/**
	 * A request has ended, also one that was refused or never handled.
	 * @param outcome how it ended
	 * @param nanos from the ask until then
	 */
	void asked(AskOutcome outcome, long nanos);

	/**
	 * Makes the probes.
	 */
	@FunctionalInterface
	interface Factory {

		/**
		 * Makes a probe. Called once for each combination, so that there are only as many
		 * as the code has.
		 * @param actor the name of the actor or family
		 * @param message the simple name of the message's class, or of what its handler
		 * takes if the class has no name in the code
		 * @return the probe, or {@code null} if nobody measures: then such messages pay
		 * nothing for it
		 */
		@Nullable MessageProbe create(String actor, String message);

	}

}
