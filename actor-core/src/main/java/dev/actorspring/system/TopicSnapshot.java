package dev.actorspring.system;

import java.util.List;

import dev.actorspring.Event;

/**
 * One type of event, and whom it reaches, at one moment.
 *
 * @param type the class or interface
 * @param subscribers who has a handler for it, or for some of its subtypes, by name
 */
public record TopicSnapshot(Class<? extends Event> type, List<Subscriber> subscribers) {

	/**
	 * Copies the list.
	 */
	public TopicSnapshot {
		subscribers = List.copyOf(subscribers);
	}

	/**
	 * Those that are known by one name.
	 *
	 * @param actor the name of the actor or family, or the simple name of the class of
	 * actors that were started at run time
	 * @param active how many of them get events at present
	 */
	public record Subscriber(String actor, int active) {

	}

}
