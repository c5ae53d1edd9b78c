package dev.actorspring.cluster.pekko;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import dev.actorspring.cluster.ClusterEvent;
import dev.actorspring.cluster.ClusterEvent.MemberChanged;
import dev.actorspring.cluster.ClusterMember.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.awaitility.Awaitility.await;

/**
 * A node that has lost all others.
 */
class LastNodeTests {

	private static final Duration LONG = Duration.ofSeconds(120);

	/**
	 * In which the node has asked for the homes that are lost, and Pekko has not begun to
	 * look for others. If it has, the test finds nothing.
	 */
	private static final Duration MOMENT = Duration.ofMillis(400);

	@TempDir
	private Path directory;

	private final CountDownLatch removed = new CountDownLatch(1);

	/**
	 * There is nobody who could take them.
	 */
	@Test
	void doesNotWaitForHomesOfPartitionsThatTheOthersHadWhenItLeaves() throws Exception {
		// Of two the one with the lower address stays; the older one assigns partitions.
		List<Integer> ports = LocalNode.freePorts(2).stream().sorted().toList();
		List<Integer> seeds = List.of(ports.get(1), ports.get(0));
		try (NodeProcess oldest = NodeProcess.start("oldest", ports.get(1), seeds, this.directory);
				LocalNode last = LocalNode.start("last", ports.get(0), seeds,
						(settings) -> settings.handOffTimeout(LONG.multipliedBy(2)).listener(this::heard))) {
			await().atMost(LONG).until(() -> has(last, ports.get(0)) && has(last, ports.get(1)));
			oldest.kill();
			this.removed.await();
			Thread.sleep(MOMENT);
			CompletableFuture.runAsync(last::close).get(LONG.toSeconds(), TimeUnit.SECONDS);
		}
	}

	private static boolean has(LocalNode node, int port) {
		return node.node().isReady() && homes(node).contains("127.0.0.1:" + port);
	}

	private static List<String> homes(LocalNode node) {
		return IntStream.range(0, LocalNode.PARTITIONS).mapToObj((i) -> String.valueOf(node.node().home(i))).toList();
	}

	private void heard(ClusterEvent event) {
		if (event instanceof MemberChanged changed && changed.member().state() == State.REMOVED) {
			this.removed.countDown();
		}
	}

}
