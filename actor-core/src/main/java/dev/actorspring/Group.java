package dev.actorspring;

import java.util.List;
import java.util.Optional;

/**
 * Actors that have {@linkplain ActorContext#join joined} under a name, to be reached
 * together or one for all. A group exists as long as it has members; to look at one that
 * has none costs nothing. Groups of the same name for different types are different ones.
 * <p>
 * A member is an incarnation: it has left when it has stopped, crashed or was passivated,
 * and the next one joins again if it wants to. Safe for use by any thread.
 *
 * @param <A> what the members have in common: an actor class, or an interface that actor
 * classes implement
 */
public interface Group<A> {

	/**
	 * Its name.
	 * @return any text
	 */
	String name();

	/**
	 * What the members have in common.
	 * @return the class or interface
	 */
	Class<A> type();

	/**
	 * Who has joined, on this node and, as far as it has heard of them, on the others of
	 * its cluster.
	 * @return a snapshot, those of this node first and in the order in which they have
	 * joined; each of them once
	 */
	List<ActorRef<A>> members();

	/**
	 * Takes one of the {@link #members()}, in turns.
	 * @return empty if there is none
	 */
	Optional<ActorRef<A>> any();

	/**
	 * Tells all members the same. Never blocks and never fails: for each member the
	 * message is accepted, refused or a dead letter as it is with {@link ActorRef#tell}.
	 * Takes as long as to tell each of them that is on this node, and each other node
	 * that has some.
	 * @param message what to send
	 */
	void broadcast(Message<? super A> message);

}
