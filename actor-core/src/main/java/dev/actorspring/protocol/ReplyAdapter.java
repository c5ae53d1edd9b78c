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

}
