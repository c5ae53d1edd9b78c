package dev.actorspring.boot.cluster;

import java.time.Duration;
import java.util.List;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.cluster.ClusterSettings;
import dev.actorspring.cluster.DnsSeeds;
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
 * @param dns A name of which each address is a node that others join by, instead of
 * seeds. The lowest address begins the cluster.
 * @param requiredSeeds How many addresses 'dns' has to have before the lowest one begins
 * the cluster: how many nodes are started.
 * @param partitions How many partitions the keys are spread over; the same on all nodes.
 * @param stableAfter How long it has to be clear which nodes are silent before the
 * minority is removed.
 * @param handOffTimeout How long the actors of a partition have to end what they have
 * begun before it moves to another node.
 * @param joinTimeout How long the start may wait until this node is a member and knows
 * where all partitions live.
 * @param maxMessageSize How large a message or a reply between nodes may be.
 * @param appVersion Which version of the application this node runs. While nodes of
 * several versions are members, those of the newest one get the partitions that have no
 * home.
 * @param serializeLocal Whether messages and replies are written and read also between
 * actors of this node, for tests.
 * @param publicAddress Whether nodes may talk without TLS by addresses that are not
 * private.
 * @param ssl How nodes prove who they are, and encrypt what they say.
 * @param exitWhenExpelled Whether the application ends, with the exit code 3, if the
 * other nodes have removed this one.
 */
@ConfigurationProperties("actor.cluster")
public record ClusterProperties(@DefaultValue("true") boolean enabled, @DefaultValue("actors") String name,
		@DefaultValue("127.0.0.1") String host, @DefaultValue("25520") int port, @Nullable List<String> seeds,
		@Nullable String dns, @DefaultValue("3") int requiredSeeds, @DefaultValue("256") int partitions,
		@DefaultValue("5s") Duration stableAfter, @DefaultValue("20s") Duration handOffTimeout,
		@DefaultValue("60s") Duration joinTimeout, @DefaultValue("256KB") DataSize maxMessageSize,
		@DefaultValue("0.0.0") String appVersion, @DefaultValue("false") boolean serializeLocal,
		@DefaultValue("false") boolean publicAddress, @DefaultValue Ssl ssl,
		@DefaultValue("true") boolean exitWhenExpelled) {

	/**
	 * What the node is to be, as far as properties say.
	 * @return a builder, for the families and the listeners
	 * @throws ActorConfigurationException if there are no seeds
	 */
	ClusterSettings.Builder toSettings() {
		List<String> known = (this.seeds != null) ? this.seeds : List.of();
		if (known.isEmpty() && this.dns == null) {
			throw new ActorConfigurationException(
					"A keyed family is spread over the nodes of a cluster, but the cluster has no seeds",
					"""
							Set 'actor.cluster.seeds' to the nodes that others join by, in the same order on all nodes, \
							as in 10.0.0.1:25520,10.0.0.2:25520. The first of them begins the cluster. Or set \
							'actor.cluster.dns' to a name whose addresses they are. For one node alone, set \
							'actor.cluster.enabled' to false.""");
		}
		return ClusterSettings.builder(this.name)
			.address(this.host, this.port)
			.seeds(known)
			.dnsSeeds((this.dns != null) ? DnsSeeds.of(this.dns, this.requiredSeeds) : null)
			.partitions(this.partitions)
			.stableAfter(this.stableAfter)
			.handOffTimeout(this.handOffTimeout)
			.joinTimeout(this.joinTimeout)
			.publicAddress(this.publicAddress)
			.appVersion(this.appVersion)
			.serializeLocal(this.serializeLocal)
			.maxMessageSize((int) Math.min(this.maxMessageSize.toBytes(), Integer.MAX_VALUE / 2));
	}

	/**
	 * Properties of TLS between nodes.
	 *
	 * @param bundle The SSL bundle with the certificate of this node and the authority of
	 * the cluster. Without it nodes do not encrypt what they say.
	 * @param verifyHost Whether the certificate of a node has to name the host by which
	 * others reach it.
	 */
	public record Ssl(@Nullable String bundle, @DefaultValue("true") boolean verifyHost) {

	}

}
