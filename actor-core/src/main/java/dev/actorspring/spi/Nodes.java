package dev.actorspring.spi;

import java.util.Collection;
import java.util.function.IntPredicate;

import dev.actorspring.Event;
import dev.actorspring.Message;
import org.jspecify.annotations.Nullable;

/**
 * The other nodes, for what goes to them without a key: events, and news of groups. Any
 * thread; nothing here blocks or throws. What cannot be sent to a node does not reach it,
 * which is said and counted there.
 */
public interface Nodes {

	/**
	 * Sends an event to all other nodes, and decides which of them, this one too, brings
	 * it to the actors of which partition: each event to one node for each partition, so
	 * that an actor that moves does not get it twice.
	 * @param event the event
	 * @param context what its publisher's thread had in place, or {@code null}
	 * @return of which partitions the actors that live here get it
	 */
	IntPredicate publish(Event event, @Nullable Object context);

	/**
	 * Sends a message to the members of a group that live on other nodes.
	 * @param to the nodes where they live
	 * @param group which group
	 * @param message the message
	 * @param context what the sender's thread had in place, or {@code null}
	 */
	void broadcast(Collection<Peer> to, GroupId group, Message<?> message, @Nullable Object context);

	/**
	 * Somebody here has joined a group. One call at a time, as for {@link #left} and
	 * while {@link NodeHosting#members} goes through all.
	 * @param member who
	 */
	void joined(GroupMember member);

	/**
	 * Somebody here has left a group.
	 * @param member as it was joined
	 */
	void left(GroupMember member);

	/**
	 * A group on all nodes.
	 *
	 * @param name its name
	 * @param type the name of the class that its members have in common
	 */
	record GroupId(String name, String type) {

	}

	/**
	 * An incarnation in a group.
	 *
	 * @param id that of the incarnation, which no other has on its node
	 * @param group which group
	 * @param path the path of the actor
	 * @param actor the name under which the actor is measured, which is no key
	 */
	record GroupMember(long id, GroupId group, String path, String actor) {

	}

	/**
	 * Another node, in one life of its process: equal to what stands for the same.
	 */
	interface Peer {

		/**
		 * Where it is reached, for people.
		 * @return host and port
		 */
		String address();

		/**
		 * All actors that live there and on no other node. Their keys are their paths.
		 * @return always elsewhere
		 */
		Placement.Home home();

	}

}
