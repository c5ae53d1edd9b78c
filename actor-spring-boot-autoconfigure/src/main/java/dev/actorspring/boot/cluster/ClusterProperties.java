package dev.actorspring.boot.cluster;

import java.time.Duration;
import java.util.List;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.cluster.ClusterSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Properties of the cluster and of this node.
 *
 * @param enabled Whether keyed families of scope 'cluster' are spread over nodes. If not,
 * all of their actors live here.
 * @param name The name of the cluster, the same on all nodes.
 * @param host Where the other nodes reach this one.
 * @param port Where the other nodes reach this one.
 * @param seeds The nodes that others join by, as in 10.0.0.1:25520, in the same order on
 * all nodes. The first of them begins the cluster.
 * @param partitions How many partitions the keys are spread over; the same on all nodes.
 * @param stableAfter How long it has to be clear which nodes are silent before the
 * minority is removed.
 * @param handOffTimeout How long the actors of a partition have to end what they have
 * begun before it moves to another node.
 * @param joinTimeout How long the start may wait until this node is a member and knows
 * where all partitions live.
 * @param maxMessageSize How large a message or a reply between nodes may be.
 * @param publicAddress Whether nodes may talk by addresses that are not private, although
 * what they say is not encrypted.
 * @param exitWhenExpelled Whether the application ends, with the exit code 3, if the
 * other nodes have removed this one.
 */
@ConfigurationProperties("actor.cluster")
public record ClusterProperties(@DefaultValue("true") boolean enabled, @DefaultValue("actors") String name,
		@DefaultValue("127.0.0.1") String host, @DefaultValue("25520") int port, @Nullable List<String> seeds,
		@DefaultValue("256") int partitions, @DefaultValue("5s") Duration stableAfter,
		@DefaultValue("20s") Duration handOffTimeout, @DefaultValue("60s") Duration joinTimeout,
		@DefaultValue("256KB") DataSize maxMessageSize, @DefaultValue("false") boolean publicAddress,
		@DefaultValue("true") boolean exitWhenExpelled) {

	/**
	 * What the node is to be, as far as properties say.
	 * @return a builder, for the families and the listeners
	 * @throws ActorConfigurationException if there are no seeds
	 */
	ClusterSettings.Builder toSettings() {
		List<String> known = this.seeds;
		if (known == null || known.isEmpty()) {
			throw new ActorConfigurationException(
					"A keyed family is spread over the nodes of a cluster, but the cluster has no seeds",
					"""
							Set 'actor.cluster.seeds' to the nodes that others join by, in the same order on all nodes, \
							as in 10.0.0.1:25520,10.0.0.2:25520. The first of them begins the cluster. For one node \
							alone, set 'actor.cluster.enabled' to false.""");
		}
		return ClusterSettings.builder(this.name)
			.address(this.host, this.port)
			.seeds(known)
			.partitions(this.partitions)
			.stableAfter(this.stableAfter)
			.handOffTimeout(this.handOffTimeout)
			.joinTimeout(this.joinTimeout)
			.publicAddress(this.publicAddress)
			.maxMessageSize((int) Math.min(this.maxMessageSize.toBytes(), Integer.MAX_VALUE / 2));
	}

}
