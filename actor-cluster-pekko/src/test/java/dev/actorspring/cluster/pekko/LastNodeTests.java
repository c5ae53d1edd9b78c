package dev.actorspring.cluster.pekko;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.actorspring.cluster.ClusterEvent;
import dev.actorspring.cluster.ClusterEvent.MemberChanged;
import dev.actorspring.cluster.ClusterMember.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/**
 * A node that has lost all others.
 */
class LastNodeTests {

	private static final Duration LONG = Duration.ofSeconds(120);

	/**
	 * In which the node has asked for the homes that are lost, and Pekko has not found
	 * others. If it has, the test is aborted.
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
			await().atMost(LONG)
				.until(() -> last.homes().equals(Set.of("127.0.0.1:" + ports.get(0), "127.0.0.1:" + ports.get(1))));
			oldest.kill();
			this.removed.await();
			Thread.sleep(MOMENT);
			assumeFalse(last.node().isReady(), "All partitions have homes again");
			CompletableFuture.runAsync(last::close).get(LONG.toSeconds(), TimeUnit.SECONDS);
		}
	}

	private void heard(ClusterEvent event) {
		if (event instanceof MemberChanged changed && changed.member().state() == State.REMOVED) {
			this.removed.countDown();
		}
	}

}
