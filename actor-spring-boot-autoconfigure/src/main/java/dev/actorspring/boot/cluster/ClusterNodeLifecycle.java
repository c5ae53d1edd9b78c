package dev.actorspring.boot.cluster;

import java.util.Set;

import dev.actorspring.boot.actors.ActorSystemLifecycle;
import dev.actorspring.cluster.ClusterNode;
import dev.actorspring.system.ActorSystem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;

/**
 * Has the node join when the actors run, and before the web server takes traffic; and
 * leave when the web server has drained, and before the actors stop.
 */
final class ClusterNodeLifecycle implements SmartLifecycle {

	private static final int PHASE = ActorSystemLifecycle.PHASE + 1024;

	private static final Logger logger = LoggerFactory.getLogger(ClusterNodeLifecycle.class);

	private final ClusterNodeSupplier nodes;

	private final ActorSystem system;

	private final Set<String> forgetful;

	private volatile @Nullable ClusterNode running;

	/**
	 * Creates the lifecycle.
	 * @param forgetful the families that are spread, and whose actors are not durable
	 */
	ClusterNodeLifecycle(ClusterNodeSupplier nodes, ActorSystem system, Set<String> forgetful) {
		this.nodes = nodes;
		this.system = system;
		this.forgetful = forgetful;
	}

	@Override
	public void start() {
		ClusterNode node = this.nodes.get();
		if (node != null) {
			if (!this.forgetful.isEmpty()) {
				logger.warn("The actors of {} are spread over nodes and not durable: "
						+ "what they know is gone whenever they move to another node", this.forgetful);
			}
			node.start(this.system);
			this.running = node;
		}
	}

	@Override
	public void stop() {
		ClusterNode node = this.running;
		if (node != null) {
			this.running = null;
			node.close();
		}
	}

	/**
	 * Leaves on a thread of its own, as that may take as long as the hand-off.
	 * @param callback called when the node has left
	 */
	@Override
	public void stop(Runnable callback) {
		Thread.ofPlatform().name("actor-cluster-shutdown").start(() -> {
			try {
				stop();
			}
			finally {
				callback.run();
			}
		});
	}

	@Override
	public boolean isRunning() {
		return this.running != null;
	}

	/**
	 * As that of the actor system.
	 * @return {@code false}
	 */
	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
