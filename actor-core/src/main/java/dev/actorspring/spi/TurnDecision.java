package dev.actorspring.spi;

import java.util.concurrent.CompletionStage;

/**
 * What an {@link ActorInterceptor} says to a message that an actor is about to handle.
 */
public sealed interface TurnDecision {

	/** It is handled. */
	TurnDecision HANDLED = new Handled();

	/** It is not handled, as the interceptor sees to it. */
	TurnDecision TAKEN = new Taken();

	/**
	 * It is handled.
	 */
	record Handled() implements TurnDecision {

	}

	/**
	 * It is not handled: the interceptor has answered it, or will.
	 */
	record Taken() implements TurnDecision {

	}

	/**
	 * It has to wait, and so have all behind it. The actor holds no thread meanwhile, and
	 * the interceptor is asked again.
	 *
	 * @param until done, in whatever way, when to ask again
	 */
	record Later(CompletionStage<?> until) implements TurnDecision {

	}

}
