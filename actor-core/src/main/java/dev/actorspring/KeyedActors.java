package dev.actorspring;

/**
 * A family of actors of one type, one for each key. An actor is activated by the first
 * message to its key and passivated after an idle time; a message that arrives meanwhile
 * is handled by the next incarnation.
 *
 * @param <A> the actor class
 */
public interface KeyedActors<A> {

	/**
	 * The name of the family.
	 * @return the name, as given in the code
	 */
	String name();

	/**
	 * The actor of a key. Cheap, and activates nothing.
	 * @param key not empty
	 * @return a ref that stays valid however often the actor behind it comes and goes
	 * @throws IllegalArgumentException if the key is empty
	 */
	ActorRef<A> get(String key);

}
