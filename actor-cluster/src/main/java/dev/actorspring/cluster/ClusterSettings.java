package dev.actorspring.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

import dev.actorspring.ActorConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * What a node of a cluster is to be. Immutable.
 */
public final class ClusterSettings {

	/**
	 * The port of a node unless it says otherwise.
	 */
	public static final int DEFAULT_PORT = 25520;

	/**
	 * How many partitions there are unless all nodes say otherwise.
	 */
	public static final int DEFAULT_PARTITIONS = 256;

	private final String name;

	private final String host;

	private final int port;

	private final List<String> seeds;

	private final @Nullable DnsSeeds dnsSeeds;

	private final int partitions;

	private final Duration stableAfter;

	private final Duration handOffTimeout;

	private final Duration joinTimeout;

	private final int maxMessageSize;

	private final String appVersion;

	private final boolean serializeLocal;

	private final boolean publicAddress;

	private final @Nullable ClusterTls tls;

	private final Predicate<String> families;

	private final List<ClusterEvent.Listener> listeners;

	private final List<ClusterProbe> probes;

	private final @Nullable NodeQueryHandler queryHandler;

	private ClusterSettings(Builder builder) {
		this.name = builder.name;
		// As in an address of a node, which has its port behind it.
		this.host = builder.host.matches("[^\\[].*:.*") ? "[" + builder.host + "]" : builder.host;
		this.port = builder.port;
		this.seeds = builder.seeds;
		this.dnsSeeds = builder.dnsSeeds;
		this.partitions = builder.partitions;
		this.stableAfter = builder.stableAfter;
		this.handOffTimeout = builder.handOffTimeout;
		this.joinTimeout = builder.joinTimeout;
		this.maxMessageSize = builder.maxMessageSize;
		this.appVersion = builder.appVersion;
		this.serializeLocal = builder.serializeLocal;
		this.publicAddress = builder.publicAddress;
		this.tls = builder.tls;
		this.families = builder.families;
		this.listeners = List.copyOf(builder.listeners);
		this.probes = List.copyOf(builder.probes);
		this.queryHandler = builder.queryHandler;
		check(this.name.matches("[A-Za-z0-9][A-Za-z0-9_-]*"), "The cluster has the name '" + this.name + "'",
				"Give it a name of letters, digits, '-' and '_'.");
		check(this.seeds.isEmpty() || this.dnsSeeds == null,
				"The cluster '" + this.name + "' has seeds, and others by DNS",
				"Name the seeds, or the name by which they are found, but not both.");
		check(!this.seeds.isEmpty() || this.dnsSeeds != null, "The cluster '" + this.name + "' has no seeds",
				"Name the nodes that others join by, in the same order everywhere, as in 10.0.0.1:25520. "
						+ "The first of them begins the cluster.");
		for (String seed : this.seeds) {
			check(seed.matches("(\\[[^\\]]+]|[^:\\[\\]]+)(:\\d+)?"), "The seed '" + seed + "' is no address of a node",
					"Write it as in 10.0.0.1:25520, [fd00::1]:25520 or node1:25520.");
		}
		check(this.port > 0 && this.port < 65_536, "The node has the port " + this.port, "Choose another port.");
		check(this.partitions > 0 && this.partitions <= 65_536, "The cluster has " + this.partitions + " partitions",
				"Choose a number from 1 to 65536, the same on all nodes.");
		check(this.stableAfter.isPositive(), "The membership is stable after " + this.stableAfter,
				"Set a time of more than zero.");
		check(this.handOffTimeout.isPositive(), "The hand-off timeout is " + this.handOffTimeout,
				"Set a time of more than zero.");
		check(this.joinTimeout.isPositive(), "The join timeout is " + this.joinTimeout,
				"Set a time of more than zero.");
		check(this.maxMessageSize >= 1024, "A message may have " + this.maxMessageSize + " bytes",
				"Allow at least 1024 bytes.");
		check(this.appVersion.matches("[A-Za-z0-9.+-]{1,100}"),
				"The application has the version '" + this.appVersion + "'",
				"Write it as in 1.4.2 or 1.5.0-RC1: letters, digits, '.', '-' and '+'.");
	}

	private static void check(boolean valid, String description, String action) {
		if (!valid) {
			throw new ActorConfigurationException(description, action);
		}
	}

	/**
	 * Begins with the defaults.
	 * @param name the name of the cluster, the same on all nodes
	 * @return a builder
	 */
	public static Builder builder(String name) {
		return new Builder(name);
	}

	/**
	 * The name of the cluster.
	 * @return the same on all nodes
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Where the others reach this node.
	 * @return a host name or an address, one of IPv6 in brackets
	 */
	public String host() {
		return this.host;
	}

	/**
	 * Where the others reach this node.
	 * @return the port
	 */
	public int port() {
		return this.port;
	}

	/**
	 * The nodes that others join by.
	 * @return host and port of each, the first of which begins the cluster; empty if they
	 * are found by DNS
	 */
	public List<String> seeds() {
		return this.seeds;
	}

	/**
	 * How the nodes that others join by are found.
	 * @return {@code null} if they are known
	 */
	public @Nullable DnsSeeds dnsSeeds() {
		return this.dnsSeeds;
	}

	/**
	 * How many partitions there are.
	 * @return the same on all nodes
	 */
	public int partitions() {
		return this.partitions;
	}

	/**
	 * How long it has to be clear who is silent before the minority is removed.
	 * @return more than zero
	 */
	public Duration stableAfter() {
		return this.stableAfter;
	}

	/**
	 * How long the actors of a partition have to end what they have begun before it
	 * moves.
	 * @return more than zero
	 */
	public Duration handOffTimeout() {
		return this.handOffTimeout;
	}

	/**
	 * How long the start may take.
	 * @return more than zero
	 */
	public Duration joinTimeout() {
		return this.joinTimeout;
	}

	/**
	 * How large a message or a reply may be.
	 * @return in bytes, as it is on the wire
	 */
	public int maxMessageSize() {
		return this.maxMessageSize;
	}

	/**
	 * Which version of the application this node runs.
	 * @return as in {@code 1.4.2}
	 */
	public String appVersion() {
		return this.appVersion;
	}

	/**
	 * Whether messages and replies are written and read also between actors of this node.
	 * @return {@code true} only for tests
	 */
	public boolean serializeLocal() {
		return this.serializeLocal;
	}

	/**
	 * Whether the address may be one that is not private.
	 * @return {@code false} if such an address stops the start
	 */
	public boolean publicAddress() {
		return this.publicAddress;
	}

	/**
	 * How nodes prove who they are, and encrypt what they say.
	 * @return {@code null} if they do not
	 */
	public @Nullable ClusterTls tls() {
		return this.tls;
	}

	/**
	 * Which keyed families are spread over the nodes.
	 * @return knows them by name
	 */
	public Predicate<String> families() {
		return this.families;
	}

	/**
	 * Who hears what happens.
	 * @return in the order in which they are called
	 */
	public List<ClusterEvent.Listener> listeners() {
		return this.listeners;
	}

	/**
	 * Who measures what goes on between nodes.
	 * @return in the order in which they are called
	 */
	public List<ClusterProbe> probes() {
		return this.probes;
	}

	/**
	 * Who answers what applications on other nodes ask this one.
	 * @return {@code null} if nobody does
	 */
	public @Nullable NodeQueryHandler queryHandler() {
		return this.queryHandler;
	}

	/**
	 * Puts settings together. Not thread-safe.
	 */
	public static final class Builder {

		private final String name;

		private String host = "127.0.0.1";

		private int port = DEFAULT_PORT;

		private List<String> seeds = List.of();

		private @Nullable DnsSeeds dnsSeeds;

		private int partitions = DEFAULT_PARTITIONS;

		private Duration stableAfter = Duration.ofSeconds(5);

		private Duration handOffTimeout = Duration.ofSeconds(20);

		private Duration joinTimeout = Duration.ofSeconds(60);

		private int maxMessageSize = 256 * 1024;

		private String appVersion = "0.0.0";

		private boolean serializeLocal;

		private boolean publicAddress;

		private @Nullable ClusterTls tls;

		private Predicate<String> families = (family) -> true;

		private final List<ClusterEvent.Listener> listeners = new ArrayList<>();

		private final List<ClusterProbe> probes = new ArrayList<>();

		private @Nullable NodeQueryHandler queryHandler;

		private Builder(String name) {
			this.name = Objects.requireNonNull(name, "name");
		}

		/**
		 * Sets where the others reach this node.
		 * @param newHost a host name or an address
		 * @param newPort the port
		 * @return this builder
		 */
		public Builder address(String newHost, int newPort) {
			this.host = Objects.requireNonNull(newHost, "host");
			this.port = newPort;
			return this;
		}

		/**
		 * Sets the nodes that others join by.
		 * @param newSeeds as in {@code 10.0.0.1:25520} or {@code [fd00::1]:25520}, in the
		 * same order on all nodes; without a port, that of this node
		 * @return this builder
		 */
		public Builder seeds(List<String> newSeeds) {
			this.seeds = List.copyOf(newSeeds);
			return this;
		}

		/**
		 * Sets that the nodes that others join by are found by a name.
		 * @param newDnsSeeds how; {@code null}, as by default, if they are known
		 * @return this builder
		 */
		public Builder dnsSeeds(@Nullable DnsSeeds newDnsSeeds) {
			this.dnsSeeds = newDnsSeeds;
			return this;
		}

		/**
		 * Sets how many partitions there are, 256 by default.
		 * @param newPartitions the same on all nodes
		 * @return this builder
		 */
		public Builder partitions(int newPartitions) {
			this.partitions = newPartitions;
			return this;
		}

		/**
		 * Sets how long it has to be clear who is silent before the minority is removed,
		 * 5 s by default.
		 * @param newStableAfter more than zero
		 * @return this builder
		 */
		public Builder stableAfter(Duration newStableAfter) {
			this.stableAfter = newStableAfter;
			return this;
		}

		/**
		 * Sets how long the actors of a partition have to end what they have begun before
		 * it moves, 20 s by default.
		 * @param newHandOffTimeout more than zero
		 * @return this builder
		 */
		public Builder handOffTimeout(Duration newHandOffTimeout) {
			this.handOffTimeout = newHandOffTimeout;
			return this;
		}

		/**
		 * Sets how long the start may take, 60 s by default.
		 * @param newJoinTimeout more than zero
		 * @return this builder
		 */
		public Builder joinTimeout(Duration newJoinTimeout) {
			this.joinTimeout = newJoinTimeout;
			return this;
		}

		/**
		 * Sets how large a message or a reply may be, 256 KiB by default.
		 * @param newMaxMessageSize in bytes, as it is on the wire; at least 1024
		 * @return this builder
		 */
		public Builder maxMessageSize(int newMaxMessageSize) {
			this.maxMessageSize = newMaxMessageSize;
			return this;
		}

		/**
		 * Sets which version of the application this node runs, {@code 0.0.0} by default.
		 * While nodes of several versions are members, those of the newest one get the
		 * partitions that have no home.
		 * @param newAppVersion as in {@code 1.4.2}; the parts are compared as numbers
		 * @return this builder
		 */
		public Builder appVersion(String newAppVersion) {
			this.appVersion = newAppVersion;
			return this;
		}

		/**
		 * Sets whether messages and replies are written and read also between actors of
		 * this node, so that a test on one node finds what cannot be sent to another.
		 * @param newSerializeLocal {@code true} for tests; it costs what sending costs
		 * @return this builder
		 */
		public Builder serializeLocal(boolean newSerializeLocal) {
			this.serializeLocal = newSerializeLocal;
			return this;
		}

		/**
		 * Sets whether the address may be one that is not private, which it may not by
		 * default unless there is TLS: what nodes say to each other is not encrypted.
		 * @param newPublicAddress {@code true} if the network is safe anyway
		 * @return this builder
		 */
		public Builder publicAddress(boolean newPublicAddress) {
			this.publicAddress = newPublicAddress;
			return this;
		}

		/**
		 * Sets that nodes prove to each other who they are, and encrypt what they say.
		 * Either all nodes do or none.
		 * @param newTls how; {@code null}, as by default, if they do not
		 * @return this builder
		 */
		public Builder tls(@Nullable ClusterTls newTls) {
			this.tls = newTls;
			return this;
		}

		/**
		 * Sets which keyed families are spread over the nodes, all by default.
		 * @param newFamilies knows them by name
		 * @return this builder
		 */
		public Builder families(Predicate<String> newFamilies) {
			this.families = newFamilies;
			return this;
		}

		/**
		 * Adds somebody who hears what happens.
		 * @param listener must not block
		 * @return this builder
		 */
		public Builder listener(ClusterEvent.Listener listener) {
			this.listeners.add(listener);
			return this;
		}

		/**
		 * Adds somebody who measures what goes on between nodes.
		 * @param probe must be fast, and must not block
		 * @return this builder
		 */
		public Builder probe(ClusterProbe probe) {
			this.probes.add(probe);
			return this;
		}

		/**
		 * Sets who answers what applications on other nodes ask this one; nobody by
		 * default.
		 * @param newQueryHandler is asked only if nodes trust each other
		 * @return this builder
		 */
		public Builder queryHandler(@Nullable NodeQueryHandler newQueryHandler) {
			this.queryHandler = newQueryHandler;
			return this;
		}

		/**
		 * Checks the settings.
		 * @return the settings
		 * @throws ActorConfigurationException saying what is wrong and what to change
		 */
		public ClusterSettings build() {
			return new ClusterSettings(this);
		}

	}

}
