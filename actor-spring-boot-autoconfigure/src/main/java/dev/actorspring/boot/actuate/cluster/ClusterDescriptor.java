package dev.actorspring.boot.actuate.cluster;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * A cluster as one of its nodes sees it. What does not apply is left out.
 *
 * @param name the name of the cluster
 * @param address where the others reach this node
 * @param member whether this node belongs to the cluster, and would stay if the members
 * that are silent were removed
 * @param ready whether this node is a member and knows where each partition lives
 * @param waiting how many messages wait here for a home of their partition
 * @param partitions how many partitions there are
 * @param unknown how many of them have no home that is known here
 * @param unknownPartitions which those are; left out if there are more than 4096
 * partitions in all
 * @param members in the order of their addresses
 * @param moving partitions that come to this node or leave it at present
 * @param recentMoves those that have come to this node or left it, oldest first, at most
 * 200
 */
public record ClusterDescriptor(String name, String address, boolean member, boolean ready, int waiting, int partitions,
		int unknown, @Nullable List<Integer> unknownPartitions, List<MemberDescriptor> members,
		List<MovingDescriptor> moving, List<MoveDescriptor> recentMoves) implements OperationResponseBody {

	/**
	 * A node.
	 *
	 * @param address host and port
	 * @param self whether it is the node that tells
	 * @param state {@code joining}, {@code up}, {@code unreachable} or {@code leaving}
	 * @param since since when it is so, as far as this node has seen it
	 * @param partitions how many partitions live there
	 * @param partitionNumbers which those are; left out if there are more than 4096 in
	 * all
	 */
	public record MemberDescriptor(String address, boolean self, String state, @Nullable Instant since, int partitions,
			@Nullable List<Integer> partitionNumbers) {

	}

	/**
	 * A partition on its way.
	 *
	 * @param partition its number
	 * @param state {@code arriving} or {@code leaving}
	 * @param since since when it is so
	 */
	public record MovingDescriptor(int partition, String state, Instant since) {

	}

	/**
	 * A partition has come to this node, or has left it.
	 *
	 * @param time when
	 * @param partition its number
	 * @param move {@code opened} or {@code closed}
	 * @param cutOff how many of its actors were stopped before they were done
	 */
	public record MoveDescriptor(Instant time, int partition, String move, int cutOff) {

	}

}
