package dev.actorspring.cluster.routing;

import java.util.Map;

import dev.actorspring.Delivery;
import dev.actorspring.cluster.wire.OversizeMessageException;
import dev.actorspring.cluster.wire.WireFormat.Encoded;
import dev.actorspring.spi.Nodes.GroupId;
import dev.actorspring.spi.Nodes.GroupMember;
import org.jspecify.annotations.Nullable;

/**
 * What one node says to another.
 */
sealed interface Packet {

	/**
	 * In characters. What a packet has beside a message is to have room in the frame of
	 * the transport, which would drop the packet else, and the link send it for ever.
	 */
	int LONGEST_KEY = 4_000;

	/** In characters. */
	int LONGEST_TEXT = 4_000;

	/** In characters, names and texts together. */
	int LONGEST_CONTEXT = 8_000;

	private static String cut(String text) {
		return (text.length() <= LONGEST_TEXT) ? text : text.substring(0, LONGEST_TEXT - 1) + "…";
	}

	/**
	 * Refuses a key that is too long to be sent.
	 */
	static void checkKey(String key) {
		if (key.length() > LONGEST_KEY) {
			throw new OversizeMessageException("The key has " + key.length()
					+ " characters, but messages to other nodes may have keys of " + LONGEST_KEY + " at most");
		}
	}

	/**
	 * A message for an actor.
	 *
	 * @param target which partition
	 * @param family whom it is for
	 * @param key whom it is for
	 * @param left how long its asker still waits, in nanoseconds; less than zero if
	 * nobody does
	 * @param context what goes along of its sender's context
	 * @param message the message
	 */
	record Send(Target target, String family, String key, long left, Map<String, String> context,
			Encoded message) implements Packet {

	}

	/**
	 * Which partition a message is for.
	 *
	 * @param partition its number
	 * @param epoch which stay of the partition is meant
	 * @param inTurn whether an actor sends it in a turn that is not over yet
	 */
	record Target(int partition, long epoch, boolean inTurn) {

		private static final int NODE = -1;

		/**
		 * An actor that lives on the node and belongs to no partition.
		 */
		static Target node(boolean inTurn) {
			return new Target(NODE, 0, inTurn);
		}

		boolean isNode() {
			return this.partition == NODE;
		}

	}

	/**
	 * A message was not accepted, as its partition does not live here, or is about to
	 * leave.
	 *
	 * @param number of the frame of the message
	 * @param left whether it has left already, and with it all that belongs to turns
	 */
	record NotHere(long number, boolean left) implements Packet {

	}

	/**
	 * A message that nobody waits for was refused by its actor.
	 *
	 * @param number of the frame of the message
	 * @param delivery why
	 */
	record Refused(long number, Delivery delivery) implements Packet {

	}

	/**
	 * A message cannot be read here.
	 *
	 * @param number of the frame of the message
	 * @param problem why
	 */
	record Unreadable(long number, String problem) implements Packet {

		public Unreadable {
			problem = Packet.cut(problem);
		}

	}

	/**
	 * Something went wrong here with a message, which its actor may have handled or not.
	 *
	 * @param number of the frame of the message
	 * @param problem what
	 */
	record Unknown(long number, String problem) implements Packet {

		public Unknown {
			problem = Packet.cut(problem);
		}

	}

	/**
	 * The reply to a request.
	 *
	 * @param number of the frame of the request
	 * @param reply its bytes
	 */
	@SuppressWarnings("ArrayRecordComponent")
	record Reply(long number, byte[] reply) implements Packet {

	}

	/**
	 * What a request has failed with.
	 *
	 * @param number of the frame of the request
	 * @param failure the failure
	 */
	record Failure(long number, Encoded failure) implements Packet {

	}

	/**
	 * Nobody waits for the reply any more.
	 *
	 * @param number of the frame of the request
	 */
	record Withdraw(long number) implements Packet {

	}

	/**
	 * More items of a stream are wanted.
	 *
	 * @param number of the frame of the request that is answered with the stream
	 * @param items how many more
	 */
	record Demand(long number, int items) implements Packet {

	}

	/**
	 * No more items of a stream are wanted.
	 *
	 * @param number of the frame of the request that is answered with the stream
	 */
	record Cancel(long number) implements Packet {

	}

	/**
	 * The next item of a stream.
	 *
	 * @param number of the frame of the request that is answered with the stream
	 * @param item its bytes
	 */
	@SuppressWarnings("ArrayRecordComponent")
	record Item(long number, byte[] item) implements Packet {

	}

	/**
	 * There are no more items.
	 *
	 * @param number of the frame of the request that is answered with the stream
	 * @param failure why, or {@code null} if those were all
	 */
	record End(long number, @Nullable Encoded failure) implements Packet {

	}

	/**
	 * Somebody watches an actor.
	 *
	 * @param family its family
	 * @param key its key
	 */
	record Watch(String family, String key) implements Packet {

	}

	/**
	 * Nobody on the node watches an actor any more.
	 *
	 * @param family its family
	 * @param key its key
	 */
	record Unwatch(String family, String key) implements Packet {

	}

	/**
	 * An actor that is watched has ended.
	 *
	 * @param family its family
	 * @param key its key
	 * @param reason why, in one word
	 * @param text the same in words
	 */
	record Ended(String family, String key, String reason, String text) implements Packet {

		public Ended {
			text = Packet.cut(text);
		}

	}

	/**
	 * An event for whoever has a handler for it.
	 *
	 * @param partitions a bit for each, of which the actors on the node get it
	 * @param context what goes along of its publisher's context
	 * @param event the event
	 */
	@SuppressWarnings("ArrayRecordComponent")
	record Publish(byte[] partitions, Map<String, String> context, Encoded event) implements Packet {

	}

	/**
	 * A message for all members of a group on the node.
	 *
	 * @param group which group
	 * @param context what goes along of its sender's context
	 * @param message the message
	 */
	record Broadcast(GroupId group, Map<String, String> context, Encoded message) implements Packet {

	}

	/**
	 * Somebody has joined a group.
	 *
	 * @param member who, and which
	 */
	record Joined(GroupMember member) implements Packet {

	}

	/**
	 * Somebody has left a group.
	 *
	 * @param id of the member
	 * @param group which group
	 */
	record Left(long id, GroupId group) implements Packet {

	}

	/**
	 * The node leaves in good order. It has handled and answered all that it has
	 * accepted, and accepts nothing any more.
	 *
	 * @param received the number of the last frame that it has looked at
	 */
	record Goodbye(long received) implements Packet {

	}

}
