package dev.actorspring.protocol;

import java.util.concurrent.CompletionStage;

/**
 * Lets handlers return an asynchronous reply of a type that the engine does not know.
 */
public interface ReplyAdapter {

	/**
	 * The type that handlers may return.
	 * @return a class whose first type parameter is the type of the reply
	 */
	Class<?> type();

	/**
	 * Turns what a handler returned into a stage.
	 * @param reply an instance of {@link #type()}
	 * @return completes with the reply
	 */
	CompletionStage<?> toStage(Object reply);

	/**
	 * Nobody waits for a stage any more: it is done, or its request was cancelled, has
	 * timed out, or failed with its actor. Any thread, must not block.
	 * @param stage what {@link #toStage} has returned; by default it is left alone, as
	 * others may use it too
	 */
	default void abandon(CompletionStage<?> stage) {
	}

}
