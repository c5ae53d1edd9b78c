package dev.actorspring.boot.cluster;

import java.util.function.Supplier;

import dev.actorspring.cluster.ClusterNode;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;

/**
 * The node, if any family is spread over nodes: without one, nothing of a cluster is
 * loaded or opened.
 */
public final class ClusterNodeSupplier implements Supplier<@Nullable ClusterNode> {

	private final ClusteredFamilies families;

	private final ObjectProvider<ClusterNode> nodes;

	ClusterNodeSupplier(ClusteredFamilies families, ObjectProvider<ClusterNode> nodes) {
		this.families = families;
		this.nodes = nodes;
	}

	@Override
	public @Nullable ClusterNode get() {
		return this.families.isEmpty() ? null : this.nodes.getObject();
	}

}
