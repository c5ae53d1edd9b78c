package dev.actorspring.boot.actuate.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import dev.actorspring.boot.actuate.cluster.ClusterDescriptor.MemberDescriptor;
import dev.actorspring.boot.text.Names;
import dev.actorspring.cluster.ClusterMember;
import dev.actorspring.cluster.ClusterNode;
import dev.actorspring.cluster.ClusterSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * Shows the nodes of the cluster that this one belongs to, and where its partitions live.
 */
@Endpoint(id = "actorcluster", defaultAccess = Access.READ_ONLY)
public class ActorClusterEndpoint {

	/** So many partitions are told by their numbers. */
	private static final int MOST_NUMBERS = 4_096;

	private final Supplier<@Nullable ClusterNode> nodes;

	private final ClusterHistory history;

	ActorClusterEndpoint(Supplier<@Nullable ClusterNode> nodes, ClusterHistory history) {
		this.nodes = nodes;
		this.history = history;
	}

	/**
	 * Shows the cluster.
	 * @return {@code null} if no family is spread over nodes
	 */
	@ReadOperation
	public @Nullable ClusterDescriptor cluster() {
		ClusterNode node = this.nodes.get();
		return (node != null) ? describe(node) : null;
	}

	private ClusterDescriptor describe(ClusterNode node) {
		ClusterSettings settings = node.settings();
		String self = settings.host() + ":" + settings.port();
		List<ClusterMember> members = node.members();
		Map<String, List<Integer>> homes = new LinkedHashMap<>();
		members.forEach((member) -> homes.put(member.address(), new ArrayList<>()));
		List<Integer> unknown = new ArrayList<>();
		for (int i = 0; i < settings.partitions(); i++) {
			homes.getOrDefault(String.valueOf(node.home(i)), unknown).add(i);
		}
		boolean numbered = settings.partitions() <= MOST_NUMBERS;
		List<MemberDescriptor> described = members.stream()
			.map((member) -> describe(member, Objects.requireNonNull(homes.get(member.address())), numbered))
			.toList();
		return new ClusterDescriptor(settings.name(), self, node.isMember(), node.isReady(), node.waiting(),
				settings.partitions(), unknown.size(), numbered ? unknown : null, described,
				this.history.moving((partition) -> self.equals(node.home(partition))), this.history.moves());
	}

	private MemberDescriptor describe(ClusterMember member, List<Integer> partitions, boolean numbered) {
		return new MemberDescriptor(member.address(), member.self(), Names.label(member.state()),
				this.history.since(member), partitions.size(), numbered ? partitions : null);
	}

}
