package dev.actorspring.boot.actuate.cluster;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import dev.actorspring.boot.actuate.cluster.ClusterDescriptor.MoveDescriptor;
import dev.actorspring.boot.actuate.cluster.ClusterDescriptor.MovingDescriptor;
import dev.actorspring.cluster.ClusterEvent;
import dev.actorspring.cluster.ClusterMember;
import dev.actorspring.cluster.ClusterMember.State;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClusterHistoryTests {

	private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

	private Instant now = START;

	private final ClusterHistory history = new ClusterHistory(new Clock() {

		@Override
		public Instant instant() {
			return ClusterHistoryTests.this.now;
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

	});

	private void changed(State state) {
		this.history.onEvent(new ClusterEvent.MemberChanged(member(state)));
		this.now = this.now.plusSeconds(1);
	}

	private static ClusterMember member(State state) {
		return new ClusterMember("10.0.0.2:25520", state, false);
	}

	@Test
	void memberIsInItsStateSinceItWasFirstSeenInIt() {
		changed(State.UP);
		changed(State.UNREACHABLE);
		changed(State.UNREACHABLE);
		assertThat(this.history.since(member(State.UNREACHABLE))).isEqualTo(START.plusSeconds(1));
		assertThat(this.history.since(member(State.UP))).isNull();
		changed(State.UP);
		assertThat(this.history.since(member(State.UP))).isEqualTo(START.plusSeconds(3));
		changed(State.REMOVED);
		assertThat(this.history.since(member(State.UP))).isNull();
	}

	@Test
	void partitionArrivesUntilItLivesHere_andLeavesUntilItIsClosed() {
		this.history.onEvent(new ClusterEvent.PartitionOpened(3));
		assertThat(this.history.moving((partition) -> false))
			.containsExactly(new MovingDescriptor(3, "arriving", START));
		assertThat(this.history.moving((partition) -> true)).isEmpty();
		this.now = START.plusSeconds(5);
		this.history.onEvent(new ClusterEvent.PartitionLeaving(3));
		assertThat(this.history.moving((partition) -> true))
			.containsExactly(new MovingDescriptor(3, "leaving", START.plusSeconds(5)));
		this.history.onEvent(new ClusterEvent.PartitionClosed(3, 2));
		assertThat(this.history.moving((partition) -> false)).isEmpty();
		assertThat(this.history.moves()).containsExactly(new MoveDescriptor(START, 3, "opened", 0),
				new MoveDescriptor(START.plusSeconds(5), 3, "closed", 2));
	}

	@Test
	void onlyTheLastMovesAreKept() {
		for (int i = 0; i < 300; i++) {
			this.history.onEvent(new ClusterEvent.PartitionOpened(i));
		}
		assertThat(this.history.moves()).hasSize(ClusterHistory.MOST_MOVES)
			.last()
			.extracting(MoveDescriptor::partition)
			.isEqualTo(299);
	}

}
