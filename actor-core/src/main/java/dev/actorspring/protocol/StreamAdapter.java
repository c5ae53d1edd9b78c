package dev.actorspring.protocol;

import java.util.concurrent.Flow;

/**
 * Lets a request be answered with a stream of a type that the engine does not know, and
 * handlers return one.
 */
public interface StreamAdapter {

	/**
	 * The type of the streams.
	 * @return a class whose first type parameter is the type of the items
	 */
	Class<?> type();

	/**
	 * Turns what a handler returned into a publisher that passes on demand and cancel.
	 * @param stream an instance of {@link #type()}
	 * @return the publisher
	 */
	Flow.Publisher<?> toPublisher(Object stream);

	/**
	 * Makes what the asker gets, which passes on demand and cancel.
	 * @param publisher ends with the incarnation that has answered
	 * @return an instance of {@link #type()}
	 */
	Object fromPublisher(Flow.Publisher<?> publisher);

}
