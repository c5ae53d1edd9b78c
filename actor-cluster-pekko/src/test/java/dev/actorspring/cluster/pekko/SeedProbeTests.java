package dev.actorspring.cluster.pekko;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

import dev.actorspring.cluster.ClusterSettings;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SeedProbeTests {

	private static boolean hasToWait(int port, Integer... seeds) {
		return SeedProbe.hasToWait(ClusterSettings.builder("test")
			.address("127.0.0.1", port)
			.seeds(List.of(seeds).stream().map((seed) -> "127.0.0.1:" + seed).toList())
			.build());
	}

	@Test
	void firstSeedWaitsIfSomebodyListensWhereAnotherOneIs() throws Exception {
		int free = LocalNode.freePorts(1).getFirst();
		try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			assertThat(hasToWait(free, free, other.getLocalPort())).isTrue();
		}
	}

	@Test
	void firstSeedDoesNotWaitForNobody() throws Exception {
		List<Integer> free = LocalNode.freePorts(3);
		assertThat(hasToWait(free.get(0), free.get(0))).isFalse();
		assertThat(hasToWait(free.get(0), free.get(0), free.get(1), free.get(2))).isFalse();
	}

	@Test
	void nodeThatCannotBeginDoesNotWait() throws Exception {
		int free = LocalNode.freePorts(1).getFirst();
		try (ServerSocket first = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			assertThat(hasToWait(free, first.getLocalPort(), free)).isFalse();
		}
	}

	@Test
	void seedsHaveThePortOfTheNodeUnlessTheySayOtherwise() {
		assertThat(SeedProbe.withPort("10.0.0.1", 25520)).isEqualTo("10.0.0.1:25520");
		assertThat(SeedProbe.withPort("10.0.0.1:25521", 25520)).isEqualTo("10.0.0.1:25521");
	}

}
