package dev.actorspring.boot.actuate.health;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import dev.actorspring.boot.cluster.ClusterNodeSupplier;
import dev.actorspring.cluster.ClusterMember;
import dev.actorspring.cluster.ClusterNode;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Out of service until this node has joined its cluster and knows where all partitions
 * live, while most of the other nodes are silent, and when it leaves. While partitions
 * move it stays up: they move on all nodes at the same time. Up without details if there
 * is no cluster.
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
		if (node.isMember()) {
			builder.up();
		}
		else {
			builder.outOfService();
		}
		Map<String, String> members = new TreeMap<>();
		for (ClusterMember each : node.members()) {
			members.put(each.address(), each.state().name());
		}
		long unknown = IntStream.range(0, node.settings().partitions())
			.filter((partition) -> node.home(partition) == null)
			.count();
		builder.withDetail("members", members).withDetail("unknownPartitions", unknown);
	}

}
