package dev.actorspring.cluster.pekko;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.actorspring.cluster.ClusterEvent;
import dev.actorspring.cluster.ClusterMember;
import dev.actorspring.cluster.ClusterMember.State;
import dev.actorspring.cluster.routing.NodeId;
import dev.actorspring.cluster.routing.Router;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.ClusterEvent.ClusterDomainEvent;
import org.apache.pekko.cluster.ClusterEvent.CurrentClusterState;
import org.apache.pekko.cluster.ClusterEvent.MemberDowned;
import org.apache.pekko.cluster.ClusterEvent.MemberEvent;
import org.apache.pekko.cluster.ClusterEvent.MemberRemoved;
import org.apache.pekko.cluster.ClusterEvent.ReachableMember;
import org.apache.pekko.cluster.ClusterEvent.UnreachableMember;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.UniqueAddress;
import org.jspecify.annotations.Nullable;

/**
 * Who is a member, and what comes of a change: what was under way to a node that has been
 * removed fails at once.
 */
final class Membership {

	private static final Comparator<NodeId> BY_ADDRESS = Comparator.comparing(NodeId::host)
		.thenComparingInt(NodeId::port);

	private final Cluster cluster;

	private final Router router;

	private final ClusterEvent.Listener listener;

	private final Runnable expelled;

	/**
	 * Creates it.
	 * @param expelled called if this node is removed, perhaps more than once
	 */
	Membership(Cluster cluster, Router router, ClusterEvent.Listener listener, Runnable expelled) {
		this.cluster = cluster;
		this.router = router;
		this.listener = listener;
		this.expelled = expelled;
	}

	static NodeId node(UniqueAddress unique) {
		return new NodeId(unique.address().getHost().orElseThrow(), unique.address().getPort().orElseThrow(),
				unique.longUid());
	}

	void begin(CurrentClusterState now) {
		now.getMembers().forEach(this::arrived);
	}

	void changed(ClusterDomainEvent event) {
		switch (event) {
			case MemberRemoved removed -> {
				gone(removed.member(), "the node " + node(removed.member().uniqueAddress()) + " is gone");
				tell(removed.member(), State.REMOVED);
			}
			case MemberDowned downed ->
				gone(downed.member(), "the node " + node(downed.member().uniqueAddress()) + " was removed");
			case MemberEvent any -> arrived(any.member());
			case UnreachableMember unreachable -> tell(unreachable.member(), State.UNREACHABLE);
			case ReachableMember reachable -> tell(reachable.member(), state(reachable.member()));
			default -> {
				// Of no interest.
			}
		}
	}

	private void arrived(Member member) {
		State state = state(member);
		if (state == State.UP || state == State.LEAVING) {
			this.router.arrived(node(member.uniqueAddress()));
		}
		tell(member, state);
	}

	private void gone(Member member, String why) {
		if (isSelf(member)) {
			this.expelled.run();
		}
		else {
			this.router.gone(node(member.uniqueAddress()), why);
		}
	}

	private void tell(Member member, State state) {
		this.listener.onEvent(new ClusterEvent.MemberChanged(member(member, state)));
	}

	private ClusterMember member(Member member, State state) {
		return new ClusterMember(node(member.uniqueAddress()).address(), state, isSelf(member));
	}

	private boolean isSelf(Member member) {
		return member.uniqueAddress().equals(this.cluster.selfUniqueAddress());
	}

	private static State state(Member member) {
		MemberStatus status = member.status();
		if (status.equals(MemberStatus.joining()) || status.equals(MemberStatus.weaklyUp())) {
			return State.JOINING;
		}
		if (status.equals(MemberStatus.up())) {
			return State.UP;
		}
		return (status.equals(MemberStatus.leaving()) || status.equals(MemberStatus.exiting())) ? State.LEAVING
				: State.REMOVED;
	}

	/**
	 * The other nodes that are members and do not leave.
	 */
	List<NodeId> others() {
		List<NodeId> others = new ArrayList<>();
		for (Member each : this.cluster.state().getMembers()) {
			if (!isSelf(each) && state(each) == State.UP) {
				others.add(node(each.uniqueAddress()));
			}
		}
		return others;
	}

	NodeId self() {
		return node(this.cluster.selfUniqueAddress());
	}

	/**
	 * The other nodes that are members, whether they can be reached or not.
	 */
	Set<NodeId> all() {
		Set<NodeId> all = new HashSet<>();
		for (Member each : this.cluster.state().getMembers()) {
			State state = state(each);
			if (!isSelf(each) && (state == State.UP || state == State.LEAVING)) {
				all.add(node(each.uniqueAddress()));
			}
		}
		return all;
	}

	/**
	 * Whether a node is a member that all others reach, as far as this one knows.
	 */
	boolean isReachable(NodeId node) {
		CurrentClusterState now = this.cluster.state();
		for (Member each : now.getMembers()) {
			if (node(each.uniqueAddress()).equals(node)) {
				State state = state(each);
				return (state == State.UP || state == State.LEAVING) && !now.getUnreachable().contains(each);
			}
		}
		return false;
	}

	/**
	 * The member of an address, this node too.
	 * @return {@code null} if there is none
	 */
	@Nullable NodeId find(String address) {
		for (Member each : this.cluster.state().getMembers()) {
			NodeId node = node(each.uniqueAddress());
			if (node.address().equals(address)) {
				return node;
			}
		}
		return null;
	}

	/**
	 * Whether all members, this node too, have left but for their last words.
	 */
	boolean isDissolved() {
		for (Member each : this.cluster.state().getMembers()) {
			MemberStatus status = each.status();
			if (!status.equals(MemberStatus.exiting()) && !status.equals(MemberStatus.down())) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Whether this node would stay if those that are silent were removed now.
	 */
	boolean isInMajority() {
		CurrentClusterState now = this.cluster.state();
		List<NodeId> all = new ArrayList<>();
		List<NodeId> silent = new ArrayList<>();
		for (Member each : now.getMembers()) {
			if (state(each) == State.UP || state(each) == State.LEAVING) {
				NodeId node = node(each.uniqueAddress());
				all.add(node);
				if (now.getUnreachable().contains(each)) {
					silent.add(node);
				}
			}
		}
		return isMajority(all, silent);
	}

	/**
	 * Whether those that are not silent are more than half, or half of them with the
	 * lowest address.
	 */
	static boolean isMajority(List<NodeId> all, List<NodeId> silent) {
		int reached = all.size() - silent.size();
		if (reached * 2 != all.size()) {
			return reached * 2 > all.size();
		}
		return !all.isEmpty() && !silent.contains(Collections.min(all, BY_ADDRESS));
	}

	List<ClusterMember> members() {
		CurrentClusterState now = this.cluster.state();
		Set<UniqueAddress> unreachable = now.getUnreachable()
			.stream()
			.map(Member::uniqueAddress)
			.collect(Collectors.toSet());
		Set<ClusterMember> members = new TreeSet<>(Comparator.comparing(ClusterMember::address));
		for (Member each : now.getMembers()) {
			members.add(member(each, unreachable.contains(each.uniqueAddress()) ? State.UNREACHABLE : state(each)));
		}
		return List.copyOf(members);
	}

}
