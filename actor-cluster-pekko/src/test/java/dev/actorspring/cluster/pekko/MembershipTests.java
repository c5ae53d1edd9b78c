package dev.actorspring.cluster.pekko;

import java.util.List;

import dev.actorspring.cluster.routing.NodeId;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MembershipTests {

	private final NodeId low = new NodeId("10.0.0.1", 9000, 1);

	private final NodeId middle = new NodeId("10.0.0.1", 25520, 2);

	private final NodeId high = new NodeId("10.0.0.2", 9000, 3);

	@Test
	void moreThanHalfIsTheMajority() {
		List<NodeId> all = List.of(this.high, this.low, this.middle);
		assertThat(Membership.isMajority(all, List.of())).isTrue();
		assertThat(Membership.isMajority(all, List.of(this.low))).isTrue();
		assertThat(Membership.isMajority(all, List.of(this.high, this.middle))).isFalse();
	}

	@Test
	void halfIsTheMajorityWithTheLowestAddress() {
		List<NodeId> all = List.of(this.middle, this.low);
		assertThat(Membership.isMajority(all, List.of(this.middle))).isTrue();
		assertThat(Membership.isMajority(all, List.of(this.low))).isFalse();
	}

	@Test
	void nodeWithoutMembersHasNoMajority() {
		assertThat(Membership.isMajority(List.of(), List.of())).isFalse();
	}

}
