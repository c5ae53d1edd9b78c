package dev.actorspring.boot.discovery;

/**
 * Knows which actors something else takes the place of, in a test: they are found, and
 * their refs are there, but their beans are neither checked nor made, and they have no
 * state. To be registered as a singleton before bean definitions are processed.
 */
@FunctionalInterface
public interface ReplacedActors {

	/**
	 * Whether something else takes the place of an actor.
	 * @param name the name of the actor or family
	 * @param type its class
	 * @return {@code false} if it is to be made of its bean
	 */
	boolean contains(String name, Class<?> type);

}
