package dev.actorspring.boot.http;

/**
 * The names of the actors that are spread over the nodes of a cluster.
 */
@FunctionalInterface
public interface ClusteredActorNames {

	/**
	 * Whether an actor is among them.
	 * @param actor the name of an actor or family
	 * @return {@code false} if it always lives where it is asked
	 */
	boolean contains(String actor);

}
