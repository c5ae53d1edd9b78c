package dev.actorspring.cluster.routing;

/**
 * What goes from node to node as one.
 *
 * @param from the life of the node that sends it
 * @param to the life of the node that it is for
 * @param number its number among those that are numbered, or that of the last of them if
 * it has no body
 * @param received the number of the last that the sender has had from the receiver
 * @param body a {@link Packet}; empty if it only says what was received
 */
@SuppressWarnings("ArrayRecordComponent")
public record Frame(long from, long to, long number, long received, byte[] body) {

	boolean isAcknowledgement() {
		return this.body.length == 0;
	}

}
