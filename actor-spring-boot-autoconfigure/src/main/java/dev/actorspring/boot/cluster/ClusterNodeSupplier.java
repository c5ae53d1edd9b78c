package dev.actorspring.boot.cluster;

import java.util.function.Supplier;

import dev.actorspring.cluster.ClusterNode;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;

/**
 * The node, if any actor is spread over nodes, or one is asked for: without one, nothing
 * of a cluster is loaded or opened.
 */
public final class ClusterNodeSupplier implements Supplier<@Nullable ClusterNode> {

	private final ClusteredActors actors;

	private final boolean wanted;

	private final ObjectProvider<ClusterNode> nodes;

	/**
	 * Creates the supplier.
	 * @param wanted whether there is to be a node also without such actors
	 */
	ClusterNodeSupplier(ClusteredActors actors, boolean wanted, ObjectProvider<ClusterNode> nodes) {
		this.actors = actors;
		this.wanted = wanted;
		this.nodes = nodes;
	}

	@Override
	public @Nullable ClusterNode get() {
		return (this.actors.isEmpty() && !this.wanted) ? null : this.nodes.getObject();
	}

}
