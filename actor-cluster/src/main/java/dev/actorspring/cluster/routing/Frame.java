package dev.actorspring.cluster.routing;

import java.util.List;

/**
 * What goes from node to node as one.
 *
 * @param from the life of the node that sends it
 * @param to the life of the node that it is for
 * @param number that of its first packet, or of the last one sent before if it has none
 * @param received the number of the last packet that the sender has had from the receiver
 * @param packets each a {@link Packet} as bytes, with consecutive numbers; none if it
 * only says what was received
 */
public record Frame(long from, long to, long number, long received, List<byte[]> packets) {

	/**
	 * The version of what nodes say to each other: frames, what is in them, and the
	 * messages beside them. To be raised with each change that another version would not
	 * understand, since nodes of two versions cannot be in one cluster.
	 */
	public static final int PROTOCOL = 4;

	boolean isAcknowledgement() {
		return this.packets.isEmpty();
	}

}
