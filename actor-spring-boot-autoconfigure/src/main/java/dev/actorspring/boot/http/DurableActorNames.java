package dev.actorspring.boot.http;

/**
 * The names of the actors whose state is kept in a store.
 */
@FunctionalInterface
public interface DurableActorNames {

	/**
	 * Whether an actor is among them.
	 * @param actor the name of an actor or family
	 * @return {@code false} if what it knows ends with it
	 */
	boolean contains(String actor);

}
