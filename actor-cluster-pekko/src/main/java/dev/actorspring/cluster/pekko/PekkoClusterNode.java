package dev.actorspring.cluster.pekko;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

import dev.actorspring.cluster.ClusterEvent;
import dev.actorspring.cluster.ClusterMember;
import dev.actorspring.cluster.ClusterNode;
import dev.actorspring.cluster.ClusterSettings;
import dev.actorspring.cluster.routing.Confirmations;
import dev.actorspring.cluster.NodeQueryException;
import dev.actorspring.cluster.routing.Location;
import dev.actorspring.cluster.routing.RoutedPlacement;
import dev.actorspring.cluster.routing.Router;
import dev.actorspring.cluster.wire.WireFormat;
import dev.actorspring.spi.Placement;
import dev.actorspring.system.ActorSystem;
import org.jspecify.annotations.Nullable;

/**
 * A node on Pekko. What it does before and after it is a member is here; what it is while
 * it is one is in {@link RunningNode}.
 */
final class PekkoClusterNode implements ClusterNode {

	private final ClusterSettings settings;

	private final ClusterEvent.Listener listener;

	/** Never closed: what askers do with their replies is theirs, and may take long. */
	private final Executor executor = (task) -> Thread.ofVirtual().name("actor-cluster").start(task);

	private final Router router;

	private final Placement placement;

	private volatile @Nullable RunningNode running;

	private volatile boolean joined;

	private boolean started;

	private boolean closed;

	PekkoClusterNode(ClusterSettings settings) {
		this.settings = settings;
		this.listener = new SafeListener(settings.listeners());
		// Half of the time for which the others wait at least before they give away what
		// a silent node has.
		Confirmations confirmations = new Confirmations(settings.stableAfter().dividedBy(2), System::nanoTime);
		this.router = new Router(settings.partitions(), confirmations, this.listener, new SafeProbe(settings.probes()),
				this.executor);
		this.placement = new RoutedPlacement(this.router, settings.families(), settings.serializeLocal());
	}

	@Override
	public ClusterSettings settings() {
		return this.settings;
	}

	@Override
	public Placement placement() {
		return this.placement;
	}

	@Override
	public synchronized void start(ActorSystem system) {
		if (this.started || this.closed) {
			throw new IllegalStateException("The node was started before");
		}
		this.started = true;
		WireFormat wire = new WireFormat(system.registrations(), this.settings.families(),
				(path) -> system.resolve(path).orElse(null), this.settings.maxMessageSize(), system.hosting().node());
		RunningNode node = RunningNode.bind(this.settings, this.router, this.listener, this.executor);
		this.running = node;
		try {
			node.join(system, wire);
			this.joined = true;
		}
		catch (RuntimeException ex) {
			// What has ended cannot leave: that would wait for ever.
			this.running = null;
			node.terminate();
			throw ex;
		}
	}

	@Override
	public boolean isMember() {
		RunningNode node = this.running;
		return node != null && this.joined && node.isMember() && node.isInMajority();
	}

	@Override
	public boolean isReady() {
		return isMember() && this.router.isResolved();
	}

	@Override
	public List<ClusterMember> members() {
		RunningNode node = this.running;
		return (node != null) ? node.members() : List.of();
	}

	@Override
	public @Nullable String home(int partition) {
		Location home = this.router.home(partition);
		return (home != null) ? home.node().address() : null;
	}

	@Override
	public int waiting() {
		return this.router.waiting();
	}

	@Override
	public int partition(String key) {
		return this.router.partition(key);
	}

	@Override
	public CompletionStage<Optional<byte[]>> query(String address, byte[] question, Duration atMost) {
		RunningNode node = this.running;
		return (node != null) ? node.query(address, question, atMost)
				: CompletableFuture.failedFuture(new NodeQueryException("This node does not run"));
	}

	@Override
	public synchronized void close() {
		if (this.closed) {
			return;
		}
		this.closed = true;
		RunningNode node = this.running;
		if (node != null) {
			node.leave();
		}
		this.router.end("this node has left the cluster");
	}

}
