package dev.actorspring.cluster;

/**
 * Something happened in the cluster, as one node sees it.
 */
public sealed interface ClusterEvent {

	/**
	 * A node has joined, left, become silent, or answered again.
	 *
	 * @param member the node, with the state that it has now
	 */
	record MemberChanged(ClusterMember member) implements ClusterEvent {

	}

	/**
	 * A partition lives on this node from now on.
	 *
	 * @param partition its number
	 */
	record PartitionOpened(int partition) implements ClusterEvent {

	}

	/**
	 * A partition that lives on this node has to leave it: nothing new is let in, and
	 * what was let in is handled.
	 *
	 * @param partition its number
	 */
	record PartitionLeaving(int partition) implements ClusterEvent {

	}

	/**
	 * A partition lives on this node no more.
	 *
	 * @param partition its number
	 * @param cutOff how many of its actors were stopped before they were done; zero if it
	 * was taken away without a hand-off, which stops all of them
	 */
	record PartitionClosed(int partition, int cutOff) implements ClusterEvent {

	}

	/**
	 * A message that nobody waits for was not handled, or may not have been. Unless its
	 * sender was told so, it is a dead letter of the actor system, too.
	 *
	 * @param family the family of the actor it was for
	 * @param key the key of the actor it was for
	 * @param message the class of the message
	 * @param reason why
	 */
	record MessageLost(String family, String key, Class<?> message, String reason) implements ClusterEvent {

	}

	/**
	 * The others have removed this node, or it has removed itself as it could not reach
	 * them. Its actors have been stopped, and it will not come back: the process has to
	 * be started again.
	 */
	record Expelled() implements ClusterEvent {

	}

	/**
	 * Hears of events. Called by threads that have other things to do: must not block.
	 * What it throws is logged.
	 */
	@FunctionalInterface
	interface Listener {

		/**
		 * Something happened.
		 * @param event what
		 */
		void onEvent(ClusterEvent event);

	}

}
