package dev.actorspring;

/**
 * Where events of one type are published, for whoever has a handler for them. There is
 * nothing to subscribe to: an actor gets an event because its class has a {@link Receive}
 * method for it, from when it is started until it has ended for good; over restarts, too.
 * Of a keyed family those get it that are active; none is activated for it.
 * <p>
 * Each event reaches a subscriber at most once. Those that one thread publishes reach
 * each subscriber in that order, also among other messages of that thread. What becomes
 * of an event for which a subscriber has no room is decided for that subscriber alone, by
 * the {@link Backlog} of its handler or else by its mailbox, and the others do not wait
 * for it.
 * <p>
 * In a cluster an event also goes to the actors of all other nodes.
 * <p>
 * Topics of several types are views of the same: an event that is published to a topic of
 * a supertype reaches the same actors. Safe for use by any thread.
 *
 * @param <E> the type of the events
 */
public interface Topic<E extends Event> {

	/**
	 * What is published here.
	 * @return the class, or interface, of the events
	 */
	Class<E> type();

	/**
	 * Publishes an event. Never blocks and never fails, whether anybody gets it or not.
	 * Takes as long as to tell each subscriber. What an actor publishes that is itself a
	 * subscriber reaches it as well; what a durable actor publishes is on its way when
	 * its state has been written.
	 * @param event what has happened
	 */
	void publish(E event);

}
