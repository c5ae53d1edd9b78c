package dev.actorspring.chaos;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Three nodes with accounts, and clients that pay in and out through all of them, while
 * nodes come, go, are killed, stand still and are cut off. Whatever happens, what was
 * acknowledged is there once, what was refused is not, and each account does one thing
 * after another. When nodes come and go in good order, nothing fails at all.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ChaosTests {

	private static final Logger log = LoggerFactory.getLogger(ChaosTests.class);

	private static final int SOME = 300;

	@TempDir
	private static Path directory;

	private static Cluster cluster;

	private static Revisions revisions;

	@BeforeAll
	static void start() throws Exception {
		cluster = new Cluster(directory);
		cluster.start(0, 1, 2);
		revisions = new Revisions(cluster.database());
		revisions.keep();
	}

	@AfterAll
	static void end() {
		if (cluster != null) {
			cluster.close();
		}
	}

	/**
	 * After a test that has failed.
	 */
	@BeforeEach
	void startWhatIsMissing() throws Exception {
		restart(0, 1, 2);
	}

	private static void restart(Integer... wanted) throws Exception {
		List<Integer> missing = new ArrayList<>(List.of(wanted));
		missing.removeAll(cluster.alive());
		cluster.start(missing.toArray(Integer[]::new));
	}

	private static void audit(Load load, boolean nothingFails) throws Exception {
		load.stop();
		cluster.awaitWhole();
		Audit audit = new Audit(cluster, revisions, load);
		if (nothingFails) {
			audit.checkNothingFailed();
		}
		audit.check();
	}

	@Test
	@Order(1)
	void nodeThatJoinsAndLeavesAgainDelaysNobodyForTooLong() throws Exception {
		try (Load load = new Load(cluster, "join")) {
			load.awaitMore(SOME);
			cluster.start(3);
			load.awaitMore(SOME);
			cluster.leave(3);
			load.awaitMore(SOME);
			audit(load, true);
		}
	}

	@Test
	@Order(2)
	void rollingRestartLosesNothing() throws Exception {
		try (Load load = new Load(cluster, "roll")) {
			for (int place = 0; place < 3; place++) {
				load.awaitMore(SOME);
				cluster.leave(place);
				load.awaitMore(SOME);
				cluster.start(place);
			}
			load.awaitMore(SOME);
			audit(load, true);
		}
	}

	@Test
	@Order(3)
	void nodeThatIsKilledLosesNothingThatWasAcknowledged() throws Exception {
		try (Load load = new Load(cluster, "kill")) {
			load.awaitMore(SOME);
			cluster.node(1).kill();
			cluster.takeOut(1);
			cluster.awaitWhole();
			load.awaitMore(SOME);
			cluster.start(1);
			load.awaitMore(SOME);
			audit(load, false);
		}
	}

	@Test
	@Order(4)
	void nodeThatStandsStillForAMomentGoesOn() throws Exception {
		try (Load load = new Load(cluster, "pause")) {
			load.awaitMore(SOME);
			cluster.node(2).stop();
			Thread.sleep(2_000);
			cluster.node(2).goOn();
			load.awaitMore(SOME);
			audit(load, false);
		}
	}

	@Test
	@Order(5)
	void nodeThatStoodStillForTooLongWritesNothingWhenItWakesUp() throws Exception {
		try (Load load = new Load(cluster, "stop")) {
			load.awaitMore(SOME);
			cluster.node(0).stop();
			awaitRemovalOf(0);
			load.awaitMore(SOME);
			cluster.node(0).goOn();
			assertThat(cluster.node(0).awaitEnd(Cluster.LONG.toSeconds())).isEqualTo(NodeProcess.EXPELLED);
			cluster.takeOut(0);
			cluster.start(0);
			load.awaitMore(SOME);
			audit(load, false);
		}
	}

	@Test
	@Order(6)
	void nodeThatIsCutOffWritesNothingThatOthersDoNotKnow() throws Exception {
		requireCuts();
		try (Load load = new Load(cluster, "cut")) {
			load.awaitMore(SOME);
			cluster.network().cut(1);
			awaitRemovalOf(1);
			assertThat(cluster.node(1).awaitEnd(Cluster.LONG.toSeconds())).isEqualTo(NodeProcess.EXPELLED);
			load.awaitMore(SOME);
			cluster.takeOut(1);
			cluster.network().heal(1);
			cluster.start(1);
			load.awaitMore(SOME);
			audit(load, false);
		}
	}

	private static void requireCuts() {
		boolean can = cluster.network().canCut();
		if (!can && "true".equals(System.getenv("CI"))) {
			throw new AssertionError("No network namespaces, so that no node can be cut off");
		}
		assumeTrue(can, "No network namespaces: not root, or no ip");
	}

	/**
	 * Waits until the others go on without one.
	 */
	private static void awaitRemovalOf(Integer place) {
		List<Integer> others = new ArrayList<>(List.of(0, 1, 2));
		others.remove(place);
		cluster.awaitWhole(others);
		log.info("Node {} was removed", place);
	}

}
