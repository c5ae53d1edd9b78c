package dev.actorspring.cluster.pekko;

import dev.actorspring.cluster.ClusterNode;
import dev.actorspring.cluster.ClusterSettings;

/**
 * Makes nodes on Pekko. Found by the service loader.
 */
public final class PekkoClusterNodeFactory implements ClusterNode.Factory {

	@Override
	public ClusterNode create(ClusterSettings settings) {
		return new PekkoClusterNode(settings);
	}

}
