package dev.actorspring;

/**
 * Makes the incarnations of an actor. Called once for each start and restart, on the
 * actor's own dispatcher.
 *
 * @param <A> the actor class
 */
@FunctionalInterface
public interface ActorFactory<A> {

	/**
	 * Makes a fresh incarnation, ready to handle its first message. If that takes longer
	 * than the start timeout the thread is interrupted, and the start has failed.
	 * @param context the context of the new incarnation; messages that it sends to itself
	 * are handled after this method has returned
	 * @return the instance
	 * @throws Exception if the actor cannot start
	 */
	A create(ActorContext<A> context) throws Exception;

	/**
	 * Lets go of what an incarnation held. Called after its last turn, whether it stopped
	 * or crashed; not if {@link #create} failed. If that takes longer than the shutdown
	 * timeout the thread is interrupted, and a second later is waited for no longer. An
	 * exception is logged and otherwise ignored.
	 * @param actor the instance that {@link #create} returned
	 * @throws Exception if it failed
	 */
	default void destroy(A actor) throws Exception {
	}

}
