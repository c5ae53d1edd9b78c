package dev.actorspring.cluster.routing;

/**
 * Brings frames to other nodes. May lose some, but never overtakes one with another that
 * was sent later by the same thread or under the same lock.
 */
@FunctionalInterface
public interface Transport {

	/**
	 * Sends a frame. Any thread; does not block.
	 * @param to where
	 * @param frame what
	 */
	void send(NodeId to, Frame frame);

}
