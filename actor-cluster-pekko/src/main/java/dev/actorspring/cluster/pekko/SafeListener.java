package dev.actorspring.cluster.pekko;

import java.util.List;

import dev.actorspring.cluster.ClusterEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells all listeners, and logs what they throw. What operators have to know is logged
 * too.
 */
final class SafeListener implements ClusterEvent.Listener {

	private static final Logger log = LoggerFactory.getLogger(SafeListener.class);

	private final List<ClusterEvent.Listener> listeners;

	SafeListener(List<ClusterEvent.Listener> listeners) {
		this.listeners = listeners;
	}

	@Override
	public void onEvent(ClusterEvent event) {
		switch (event) {
			case ClusterEvent.MemberChanged changed ->
				log.info("Node {} is {}", changed.member().address(), changed.member().state());
			case ClusterEvent.MessageLost lost ->
				log.debug("A {} to {} was lost. {}", lost.message().getSimpleName(), lost.family(), lost.reason());
			case ClusterEvent.Expelled expelled ->
				log.error("This node has been removed from the cluster. Its actors have been stopped.");
			case ClusterEvent.PartitionOpened opened -> log.debug("Partition {} has come", opened.partition());
			case ClusterEvent.PartitionLeaving leaving -> log.debug("Partition {} has to leave", leaving.partition());
			case ClusterEvent.PartitionClosed left -> log.debug("Partition {} has left", left.partition());
		}
		for (ClusterEvent.Listener each : this.listeners) {
			try {
				each.onEvent(event);
			}
			catch (RuntimeException ex) {
				log.error("A listener has failed with {}", event, ex);
			}
		}
	}

}
