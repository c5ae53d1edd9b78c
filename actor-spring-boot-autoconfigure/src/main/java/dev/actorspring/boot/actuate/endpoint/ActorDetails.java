package dev.actorspring.boot.actuate.endpoint;

import java.util.Map;

import dev.actorspring.system.NodeSnapshot;

/**
 * Adds to what the endpoint tells of an actor, where that is shown alone. Beans of this
 * type are asked in order, for each answer: they must not block.
 */
@FunctionalInterface
public interface ActorDetails {

	/**
	 * Tells of an actor.
	 * @param actor a single, keyed or spawned one
	 * @return numbers, texts, instants and durations by name, as in {@code nextAlarm};
	 * empty if there is nothing to tell
	 */
	Map<String, ?> of(NodeSnapshot.Actor actor);

}
