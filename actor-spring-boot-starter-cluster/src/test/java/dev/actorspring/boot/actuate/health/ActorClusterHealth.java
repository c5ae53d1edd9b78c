package dev.actorspring.boot.actuate.health;

import dev.actorspring.boot.cluster.ClusterNodeSupplier;

import org.springframework.boot.health.contributor.Health;

/**
 * The health of a node, for tests of other packages.
 */
public final class ActorClusterHealth {

	private ActorClusterHealth() {
	}

	public static Health of(ClusterNodeSupplier nodes) {
		return new ActorClusterHealthIndicator(nodes).health();
	}

}
