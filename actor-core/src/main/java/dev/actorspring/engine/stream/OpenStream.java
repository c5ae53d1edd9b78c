package dev.actorspring.engine.stream;

/**
 * A stream from an actor to a subscriber that is not over, as the actor's end sees it.
 */
public sealed interface OpenStream permits FedStream, RelayedSubscription {

	/**
	 * Ends it, unless it is over. Any thread; runs no code of a subscriber or publisher.
	 * @param failure what the subscriber gets
	 */
	void end(Throwable failure);

	/**
	 * Ends the waiting for room, as the actor is about to stop. Any thread.
	 */
	void stopWaiting();

	/**
	 * Whether somebody subscribes to it.
	 * @return {@code false} before the subscriber has come
	 */
	boolean hasSubscriber();

}
