package dev.actorspring.boot.actuate.cluster;

import java.time.Clock;
import java.util.stream.IntStream;

import dev.actorspring.boot.actuate.cluster.ClusterDescriptor.MemberDescriptor;
import dev.actorspring.boot.actuate.testing.FixedClusterNode;
import dev.actorspring.cluster.ClusterMember;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ActorClusterEndpointTests {

	private static final String OTHER = "10.0.0.2:25520";

	private final ClusterHistory history = new ClusterHistory(Clock.systemUTC());

	private static FixedClusterNode node(int partitions) {
		FixedClusterNode node = new FixedClusterNode(partitions);
		node.members.add(new ClusterMember(OTHER, ClusterMember.State.UNREACHABLE, false));
		IntStream.range(0, partitions)
			.forEach((i) -> node.homes.put(i, (i % 2 == 0) ? FixedClusterNode.ADDRESS : OTHER));
		return node;
	}

	@Test
	void cluster_tellsWhereEachPartitionLives() {
		FixedClusterNode node = node(8);
		node.waiting = 5;
		node.homes.remove(3);
		node.homes.put(5, "10.0.0.9:25520");
		ClusterDescriptor cluster = new ActorClusterEndpoint(() -> node, this.history).cluster();
		assertThat(cluster).isNotNull();
		assertThat(cluster.name()).isEqualTo("shop");
		assertThat(cluster.address()).isEqualTo(FixedClusterNode.ADDRESS);
		assertThat(cluster.member()).isTrue();
		assertThat(cluster.ready()).isFalse();
		assertThat(cluster.waiting()).isEqualTo(5);
		assertThat(cluster.partitions()).isEqualTo(8);
		assertThat(cluster.unknownPartitions()).as("also those of a node that is gone").containsExactly(3, 5);
		assertThat(cluster.members()).extracting(MemberDescriptor::state).containsExactly("up", "unreachable");
		assertThat(cluster.members()).extracting(MemberDescriptor::partitions).containsExactly(4, 2);
		assertThat(cluster.members().get(1).partitionNumbers()).containsExactly(1, 7);
	}

	@Test
	void cluster_withVeryManyPartitions_tellsOnlyHowMany() {
		FixedClusterNode node = node(10_000);
		ClusterDescriptor cluster = new ActorClusterEndpoint(() -> node, this.history).cluster();
		assertThat(cluster).isNotNull();
		assertThat(cluster.unknownPartitions()).isNull();
		assertThat(cluster.members()).allSatisfy((member) -> {
			assertThat(member.partitions()).isEqualTo(5_000);
			assertThat(member.partitionNumbers()).isNull();
		});
	}

	@Test
	void cluster_withoutANode_isNull() {
		assertThat(new ActorClusterEndpoint(() -> null, this.history).cluster()).isNull();
	}

}
