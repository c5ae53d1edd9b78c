package dev.actorspring.system;

import dev.actorspring.Message;
import org.jspecify.annotations.Nullable;

/**
 * Observes the handling of one type of message of one actor or keyed family. Called on
 * the hot path by many threads at once. What it throws is logged, and does not hurt the
 * actor.
 */
@FunctionalInterface
public interface TurnObserver {

	/**
	 * A handler is about to run. The {@linkplain ContextCarrier context} of the sender is
	 * in place.
	 * @param path the path of the actor
	 * @param message what it is about to handle
	 * @return told when the handler has returned
	 */
	Observed begin(String path, Message<?> message);

	/**
	 * One message being handled.
	 */
	@FunctionalInterface
	interface Observed {

		/**
		 * The handler has returned, possibly before the reply is there. Called on the
		 * thread that began it, after everything that began later on that thread has
		 * ended, and while the context of the sender is still in place.
		 * @param outcome how it ended
		 * @param thrown what the handler threw, or what has crashed the actor meanwhile;
		 * {@code null} if the handler returned
		 */
		void end(TurnOutcome outcome, @Nullable Throwable thrown);

	}

	/**
	 * Makes the observers.
	 */
	@FunctionalInterface
	interface Factory {

		/**
		 * Makes an observer. Called once for each combination, when the first such
		 * message is looked at.
		 * @param actor the name of the actor or family
		 * @param message the simple name of the message's class, or of what its handler
		 * takes if the class has no name in the code
		 * @return the observer, or {@code null} if nobody listens: then such messages pay
		 * nothing for it
		 */
		@Nullable TurnObserver create(String actor, String message);

	}

}
