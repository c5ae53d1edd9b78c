package dev.actorspring.system;

/**
 * Measures what becomes of events. Called by many threads at once, by those that publish
 * and by actors; must not block.
 */
public interface TopicProbe {

	/**
	 * An event was published on this node.
	 * @param event the name of its class without the package, as in
	 * {@code Auction.Closed}
	 */
	void published(String event);

	/**
	 * An event has come to subscribers on this node, or has left their backlog unhandled.
	 * @param event as for {@link #published}
	 * @param actor the name of the actor or family
	 * @param outcome what has become of it
	 * @param count for how many actors of that name
	 */
	void delivered(String event, String actor, Outcome outcome, int count);

	/**
	 * What has become of an event at a subscriber.
	 */
	enum Outcome {

		/** It waits for the handler. */
		ACCEPTED,
		/** The mailbox was full. It is a dead letter. */
		REFUSED,
		/**
		 * The {@link dev.actorspring.Backlog} was full: it was left out, or had been
		 * accepted and has given way to another.
		 */
		DROPPED

	}

}
