package dev.actorspring.cluster;

/**
 * A node, as another one sees it.
 *
 * @param address host and port, as in {@code 10.0.0.1:25520}
 * @param state what it is about
 * @param self whether it is the node that tells
 */
public record ClusterMember(String address, State state, boolean self) {

	/**
	 * What a node is about.
	 */
	public enum State {

		/**
		 * It is about to become a member.
		 */
		JOINING,

		/**
		 * It is a member.
		 */
		UP,

		/**
		 * It is a member that does not answer.
		 */
		UNREACHABLE,

		/**
		 * It leaves in good order.
		 */
		LEAVING,

		/**
		 * It is gone, and will never come back under this life of its process.
		 */
		REMOVED

	}

}
