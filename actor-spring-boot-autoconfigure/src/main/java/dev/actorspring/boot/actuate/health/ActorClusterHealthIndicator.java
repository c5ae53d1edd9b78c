package dev.actorspring.boot.actuate.health;

import java.util.Map;
import java.util.TreeMap;

import dev.actorspring.boot.cluster.ClusterNodeSupplier;
import dev.actorspring.cluster.ClusterMember;
import dev.actorspring.cluster.ClusterNode;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Out of service while this node is no member of its cluster, or does not know where all
 * partitions live. Up without details if there is no cluster.
 */
final class ActorClusterHealthIndicator extends AbstractHealthIndicator {

	private final ClusterNodeSupplier nodes;

	ActorClusterHealthIndicator(ClusterNodeSupplier nodes) {
		super("The state of the cluster could not be read");
		this.nodes = nodes;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		ClusterNode node = this.nodes.get();
		if (node == null) {
			builder.up();
			return;
		}
		if (node.isReady()) {
			builder.up();
		}
		else {
			builder.outOfService();
		}
		Map<String, String> members = new TreeMap<>();
		for (ClusterMember each : node.members()) {
			members.put(each.address(), each.state().name());
		}
		builder.withDetail("members", members);
	}

}
