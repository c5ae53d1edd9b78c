package dev.actorspring.spi;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

import dev.actorspring.Event;
import dev.actorspring.Message;
import dev.actorspring.protocol.Handler;
import dev.actorspring.spi.Nodes.GroupId;
import dev.actorspring.spi.Nodes.GroupMember;
import dev.actorspring.spi.Nodes.Peer;
import org.jspecify.annotations.Nullable;

/**
 * What other nodes reach of this one without a key: those who get events, and the members
 * of groups. Any thread. Never asks {@link Nodes} to send anything.
 */
public interface NodeHosting {

	/**
	 * An event was published on another node: whoever has a handler for it here gets it.
	 * @param event the event
	 * @param context what its publisher's thread had in place, or {@code null}
	 * @param partitions of which partitions the actors get it
	 */
	void publish(Event event, @Nullable Object context, IntPredicate partitions);

	/**
	 * A message was sent on another node to all members of a group: those here get it.
	 * @param group which group
	 * @param message the message
	 * @param context what its sender's thread had in place, or {@code null}
	 */
	void broadcast(GroupId group, Message<?> message, @Nullable Object context);

	/**
	 * Somebody on another node has joined a group, or had when this was not known here.
	 * @param peer where
	 * @param member who, possibly known already
	 */
	void joined(Peer peer, GroupMember member);

	/**
	 * Somebody on another node has left a group.
	 * @param peer where
	 * @param id as it has joined
	 * @param group which group
	 */
	void left(Peer peer, long id, GroupId group);

	/**
	 * Another node is gone, and with it all members that have joined there.
	 * @param peer which
	 */
	void gone(Peer peer);

	/**
	 * All who have joined a group here. Nobody joins or leaves meanwhile.
	 * @param action gets each, once for each group
	 */
	void members(Consumer<GroupMember> action);

	/**
	 * A class of messages by its name. Loads nothing.
	 * @param name as of {@link Class#getName()}
	 * @return {@code null} unless an actor class that is in use here has a handler for
	 * it, or a topic was asked for
	 */
	@Nullable Class<?> messageType(String name);

	/**
	 * How messages of a class are handled here.
	 * @param message the class
	 * @return the handlers of all actor classes that are in use, or else of the class
	 * that the messages are for; empty if there is none
	 */
	List<Handler> handlers(Class<?> message);

}
