package dev.actorspring.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CompletionStage;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.spi.Placement;
import dev.actorspring.system.ActorSystem;
import org.jspecify.annotations.Nullable;

/**
 * A node of a cluster, which lets keyed actors live where they live and still be reached
 * from everywhere. Made before the actor system, whose {@link #placement()} it is;
 * started when that runs, and closed before it stops. Any thread.
 */
public interface ClusterNode extends AutoCloseable {

	/**
	 * Makes a node. Opens nothing yet.
	 * @param settings what it is to be
	 * @return the node
	 */
	static ClusterNode of(ClusterSettings settings) {
		return ServiceLoader.load(Factory.class, Factory.class.getClassLoader())
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("Nothing makes nodes: add actor-cluster-pekko,"
					+ " and keep META-INF/services if jars are repacked"))
			.create(settings);
	}

	/**
	 * What this node was made to be.
	 * @return always the same
	 */
	ClusterSettings settings();

	/**
	 * Where keyed actors live: for the builder of the actor system.
	 * @return always the same
	 */
	Placement placement();

	/**
	 * Joins the cluster, or begins it if this is the first of the seeds. Returns when
	 * this node is a member and knows where each partition lives. Once.
	 * @param system runs already
	 * @throws ActorConfigurationException saying what is wrong and what to change: a
	 * message that cannot be serialized, a port that is taken, another number of
	 * partitions than the others have, or another version of the protocol between nodes,
	 * no seed that answers
	 */
	void start(ActorSystem system);

	/**
	 * Whether this node belongs to the cluster: it has joined, does not leave, and would
	 * stay if the members that are silent were removed now.
	 * @return {@code true} between start and close, with interruptions while most others
	 * are silent
	 */
	boolean isMember();

	/**
	 * Whether this node can be sent to anywhere: it is a member, and knows where each
	 * partition lives.
	 * @return {@code true} between start and close, with interruptions also while
	 * partitions move
	 */
	boolean isReady();

	/**
	 * All nodes, this one too.
	 * @return in the order of their addresses; empty if this node is not running
	 */
	List<ClusterMember> members();

	/**
	 * Where the actors of a partition live, as far as this node knows.
	 * @param partition its number
	 * @return host and port; {@code null} if that is not known at present
	 */
	@Nullable String home(int partition);

	/**
	 * How many messages wait on this node as their partitions have no known home.
	 * @return zero but for moments, unless something is wrong
	 */
	int waiting();

	/**
	 * To which partition a key belongs.
	 * @param key the key
	 * @return from zero up to the number of partitions
	 */
	int partition(String key);

	/**
	 * Asks what the application on another node is made to answer. Only where nodes trust
	 * each other, which they do on loopback or with TLS.
	 * @param address of a member, as in {@link ClusterMember#address()}
	 * @param question at most as long as a message may be
	 * @param atMost how long to wait for the answer
	 * @return the answer; empty if there is nothing of what was asked for. Fails with a
	 * {@link NodeQueryException} if there is no such member, if it may not be asked, or
	 * does not answer
	 */
	CompletionStage<Optional<byte[]>> query(String address, byte[] question, Duration atMost);

	/**
	 * Leaves in good order: hands its partitions over, waits until what it owes has
	 * arrived, and leaves. If it has not started it only ends what has begun.
	 */
	@Override
	void close();

	/**
	 * Makes nodes. Found by the service loader.
	 */
	@FunctionalInterface
	interface Factory {

		/**
		 * Makes a node.
		 * @param settings what it is to be
		 * @return the node
		 */
		ClusterNode create(ClusterSettings settings);

	}

}
