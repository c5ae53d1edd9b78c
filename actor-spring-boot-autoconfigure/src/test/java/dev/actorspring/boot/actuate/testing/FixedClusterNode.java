package dev.actorspring.boot.actuate.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import dev.actorspring.cluster.ClusterMember;
import dev.actorspring.cluster.ClusterNode;
import dev.actorspring.cluster.ClusterSettings;
import dev.actorspring.cluster.NodeQueryException;
import dev.actorspring.cluster.NodeQueryHandler;
import dev.actorspring.spi.Placement;
import dev.actorspring.system.ActorSystem;
import org.jspecify.annotations.Nullable;

/**
 * A node that is what a test says, and keeps all actors here.
 */
public final class FixedClusterNode implements ClusterNode {

	public static final String ADDRESS = "10.0.0.1:25520";

	private final ClusterSettings settings;

	/** In the order of their addresses. */
	public final List<ClusterMember> members = new ArrayList<>();

	public final Map<Integer, String> homes = new HashMap<>();

	/** What other nodes answer, by their addresses. */
	public final Map<String, NodeQueryHandler> others = new HashMap<>();

	public boolean member = true;

	public int waiting;

	public FixedClusterNode(int partitions) {
		this.settings = ClusterSettings.builder("shop")
			.address("10.0.0.1", 25520)
			.seeds(List.of(ADDRESS))
			.partitions(partitions)
			.build();
		this.members.add(new ClusterMember(ADDRESS, ClusterMember.State.UP, true));
	}

	@Override
	public ClusterSettings settings() {
		return this.settings;
	}

	@Override
	public Placement placement() {
		return (family) -> null;
	}

	@Override
	public void start(ActorSystem system) {
	}

	@Override
	public boolean isMember() {
		return this.member;
	}

	@Override
	public boolean isReady() {
		return this.member && this.homes.size() == this.settings.partitions();
	}

	@Override
	public List<ClusterMember> members() {
		return List.copyOf(this.members);
	}

	@Override
	public @Nullable String home(int partition) {
		return this.homes.get(partition);
	}

	@Override
	public int waiting() {
		return this.waiting;
	}

	@Override
	public int partition(String key) {
		return Math.floorMod(key.hashCode(), this.settings.partitions());
	}

	@Override
	public CompletionStage<Optional<byte[]>> query(String address, byte[] question, Duration atMost) {
		NodeQueryHandler handler = this.others.get(address);
		if (handler == null) {
			return CompletableFuture.failedFuture(new NodeQueryException("There is no member " + address));
		}
		return CompletableFuture.supplyAsync(() -> handler.answer(question));
	}

	@Override
	public void close() {
	}

}
