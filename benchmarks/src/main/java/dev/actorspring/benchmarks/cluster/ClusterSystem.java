package dev.actorspring.benchmarks.cluster;

/**
 * Who keeps accounts.
 */
enum ClusterSystem {

	ACTORS("actor-spring COMPUTE") {

		@Override
		Node start(NodeSettings settings) {
			return ActorNode.clustered(settings);
		}

	},

	/** One node that knows of no others. */
	ALONE("actor-spring without a cluster") {

		@Override
		Node start(NodeSettings settings) {
			return ActorNode.alone(settings);
		}

	},

	PEKKO("Pekko Cluster Sharding") {

		@Override
		Node start(NodeSettings settings) {
			return new PekkoNode(settings);
		}

	};

	private final String label;

	ClusterSystem(String label) {
		this.label = label;
	}

	/**
	 * The name in tables and results.
	 */
	String label() {
		return this.label;
	}

	/**
	 * Starts a node in this process, and waits until it is a member.
	 */
	abstract Node start(NodeSettings settings);

}
