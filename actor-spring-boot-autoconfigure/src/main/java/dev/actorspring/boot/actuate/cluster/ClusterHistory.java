package dev.actorspring.boot.actuate.cluster;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;

import dev.actorspring.boot.actuate.cluster.ClusterDescriptor.MoveDescriptor;
import dev.actorspring.boot.actuate.cluster.ClusterDescriptor.MovingDescriptor;
import dev.actorspring.cluster.ClusterEvent;
import dev.actorspring.cluster.ClusterMember;
import org.jspecify.annotations.Nullable;

/**
 * Since when nodes and partitions are what they are, and which partitions have moved
 * lately. Any thread.
 */
final class ClusterHistory implements ClusterEvent.Listener {

	static final int MOST_MOVES = 200;

	private final Clock clock;

	private final Map<String, Seen> members = new HashMap<>();

	private final Map<Integer, MovingDescriptor> moving = new TreeMap<>();

	private final Deque<MoveDescriptor> moves = new ArrayDeque<>();

	ClusterHistory(Clock clock) {
		this.clock = clock;
	}

	@Override
	public void onEvent(ClusterEvent event) {
		Instant now = this.clock.instant();
		switch (event) {
			case ClusterEvent.MemberChanged changed -> seen(changed.member(), now);
			case ClusterEvent.PartitionOpened opened -> {
				moving(new MovingDescriptor(opened.partition(), "arriving", now));
				moved(new MoveDescriptor(now, opened.partition(), "opened", 0));
			}
			case ClusterEvent.PartitionLeaving leaving ->
				moving(new MovingDescriptor(leaving.partition(), "leaving", now));
			case ClusterEvent.PartitionClosed closed ->
				moved(new MoveDescriptor(now, closed.partition(), "closed", closed.cutOff()));
			case ClusterEvent.MessageLost lost -> {
				// Of no interest: there can be as many as messages.
			}
			case ClusterEvent.Expelled expelled -> {
				// Its partitions are closed one by one.
			}
		}
	}

	private synchronized void seen(ClusterMember member, Instant now) {
		if (member.state() == ClusterMember.State.REMOVED) {
			this.members.remove(member.address());
		}
		else {
			Seen before = this.members.get(member.address());
			if (before == null || before.state() != member.state()) {
				this.members.put(member.address(), new Seen(member.state(), now));
			}
		}
	}

	private synchronized void moving(MovingDescriptor partition) {
		this.moving.put(partition.partition(), partition);
	}

	private synchronized void moved(MoveDescriptor move) {
		if (move.move().equals("closed")) {
			this.moving.remove(move.partition());
		}
		this.moves.addLast(move);
		if (this.moves.size() > MOST_MOVES) {
			this.moves.removeFirst();
		}
	}

	/**
	 * Since when a member is in its state.
	 * @return {@code null} if that is not known
	 */
	synchronized @Nullable Instant since(ClusterMember member) {
		Seen seen = this.members.get(member.address());
		return (seen != null && seen.state() == member.state()) ? seen.since() : null;
	}

	/**
	 * The partitions that come or leave.
	 * @param here whether a partition lives on this node
	 */
	synchronized List<MovingDescriptor> moving(IntPredicate here) {
		this.moving.values().removeIf((each) -> each.state().equals("arriving") && here.test(each.partition()));
		return List.copyOf(this.moving.values());
	}

	synchronized List<MoveDescriptor> moves() {
		return List.copyOf(this.moves);
	}

	/**
	 * A state of a member.
	 *
	 * @param state the state
	 * @param since when it was first seen in it
	 */
	private record Seen(ClusterMember.State state, Instant since) {

	}

}
