package dev.actorspring.boot.cluster;

import java.util.function.Supplier;

import dev.actorspring.cluster.ClusterNode;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;

/**
 * The node, if any actor is spread over nodes: without one, nothing of a cluster is
 * loaded or opened.
 */
public final class ClusterNodeSupplier implements Supplier<@Nullable ClusterNode> {

	private final ClusteredActors actors;

	private final ObjectProvider<ClusterNode> nodes;

	ClusterNodeSupplier(ClusteredActors actors, ObjectProvider<ClusterNode> nodes) {
		this.actors = actors;
		this.nodes = nodes;
	}

	@Override
	public @Nullable ClusterNode get() {
		return this.actors.isEmpty() ? null : this.nodes.getObject();
	}

}
