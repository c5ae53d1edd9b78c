package dev.actorspring.cluster;

/**
 * Measures what goes on between nodes. Called for each request to another node, by
 * threads that have other things to do: must be fast, and must not block. What it throws
 * is logged.
 */
public interface ClusterProbe {

	/**
	 * A request to an actor on another node, or to one without a home, has an outcome.
	 * @param outcome which
	 * @param nanos from the ask until then
	 */
	default void asked(Outcome outcome, long nanos) {
	}

	/**
	 * Another node has confirmed a frame. One frame is measured at a time for each node,
	 * and none that was sent twice.
	 * @param nanos since it was sent
	 */
	default void roundTrip(long nanos) {
	}

	/**
	 * A message has come back, as its partition does not live any more where it was
	 * looked for. It is sent to the new home.
	 */
	default void returned() {
	}

	/**
	 * Frames were sent again, as another node has confirmed nothing for a second.
	 * @param frames how many
	 */
	default void resent(int frames) {
	}

	/**
	 * A partition has left this node in good order.
	 * @param cutOff how many of its actors were stopped before they were done
	 * @param nanos from when it had to leave until then
	 */
	default void handedOff(int cutOff, long nanos) {
	}

	/**
	 * Something was sent to, or has come from, another node that is for all who want it
	 * there: an event, or a message to a group.
	 * @param what which of the two, or that it was lost
	 * @param messages how many
	 */
	default void distributed(Distribution what, int messages) {
	}

	/**
	 * What became of events, and of messages to groups.
	 */
	enum Distribution {

		/**
		 * It was sent to a node.
		 */
		SENT,

		/**
		 * It has come from a node.
		 */
		RECEIVED,

		/**
		 * It could not be sent or not be read, or too much was under way to a node.
		 */
		LOST

	}

	/**
	 * What became of a request.
	 */
	enum Outcome {

		/**
		 * Its reply has come.
		 */
		REPLY,

		/**
		 * Its actor, or the engine on the other node, has refused it or has failed.
		 */
		FAILURE,

		/**
		 * Nobody waits for it any more.
		 */
		WITHDRAWN,

		/**
		 * It was not handled, and will not be.
		 */
		NOT_HANDLED,

		/**
		 * It may have been handled.
		 */
		UNKNOWN

	}

}
