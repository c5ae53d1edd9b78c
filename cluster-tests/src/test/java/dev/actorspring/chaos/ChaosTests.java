package dev.actorspring.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
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

	private static final String MORE = "A rolling restart, a kill, a stop and a cut are what each build has time for";

	private static final Logger log = LoggerFactory.getLogger(ChaosTests.class);

	private static final int SOME = 150;

	/** As long as Kubernetes waits in the documents, before it kills. */
	private static final Duration SHUTDOWN = Duration.ofSeconds(90);

	/** What a node that stands still has taken in may come out when its time is up. */
	private static final Consumer<Audit> MAY_BE_LATE = (audit) -> {
	};

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
	void begin() throws Exception {
		if (cluster.alive().contains(3)) {
			cluster.leave(3);
		}
		List<Integer> missing = new ArrayList<>(List.of(0, 1, 2));
		missing.removeAll(cluster.alive());
		cluster.start(missing.toArray(Integer[]::new));
	}

	private static void audit(Load load, Consumer<Audit> more) throws Exception {
		load.stop();
		cluster.awaitWhole();
		Audit audit = new Audit(cluster, revisions, load);
		more.accept(audit);
		audit.check();
	}

	@Test
	@EnabledIfSystemProperty(named = "chaos", matches = "[1-9]\\d*", disabledReason = MORE)
	@Order(1)
	void nodeThatJoinsAndLeavesAgainMakesNothingFail() throws Exception {
		try (Load load = new Load(cluster, "join")) {
			Writers writers = new Writers(cluster, "join");
			for (int place = 0; place < 3; place++) {
				writers.start(place);
			}
			load.awaitMore(SOME);
			cluster.start(3);
			load.awaitMore(SOME);
			cluster.leave(3);
			load.awaitMore(SOME);
			writers.stop();
			writers.check(true);
			audit(load, Audit::checkNothingFailed);
		}
	}

	@Test
	@Order(2)
	void rollingRestartMakesNothingFail() throws Exception {
		try (Load load = new Load(cluster, "roll")) {
			Writers writers = new Writers(cluster, "roll");
			writers.start(0);
			for (int place = 0; place < 3; place++) {
				load.awaitMore(SOME);
				// As the last that it has told has to get out.
				writers.stop(place);
				writers.start((place + 1) % 3);
				leaveAndComeBack(load, place);
			}
			load.awaitMore(SOME);
			writers.stop();
			writers.check(true);
			audit(load, Audit::checkNothingFailed);
		}
	}

	@Test
	@Order(3)
	void nodeThatIsKilledLosesNothingThatWasAcknowledged() throws Exception {
		try (Load load = new Load(cluster, "kill")) {
			Writers writers = new Writers(cluster, "kill");
			for (int place = 0; place < 3; place++) {
				writers.start(place);
			}
			load.awaitMore(SOME);
			writers.forget(1);
			killAndComeBack(load, 1);
			load.awaitMore(SOME);
			writers.stop();
			writers.check(false);
			audit(load, Audit::checkNobodyWaitedInVain);
		}
	}

	@Test
	@Order(4)
	void nodeThatStandsStillForAMomentGoesOn() throws Exception {
		try (Load load = new Load(cluster, "pause")) {
			load.awaitMore(SOME);
			pause(2);
			load.awaitMore(SOME);
			audit(load, Audit::checkNobodyWaitedInVain);
		}
	}

	@Test
	@Order(5)
	void nodeThatStoodStillForTooLongWritesNothingWhenItWakesUp() throws Exception {
		try (Load load = new Load(cluster, "stop")) {
			load.awaitMore(SOME);
			stopAndComeBack(load, 0);
			load.awaitMore(SOME);
			audit(load, MAY_BE_LATE);
		}
	}

	@Test
	@Order(6)
	void nodeThatIsCutOffFromTheOthersWritesNothingBesideThem() throws Exception {
		requireCuts();
		try (Load load = new Load(cluster, "cut")) {
			load.awaitMore(SOME);
			cluster.network().cut(1);
			losesTheOthersAndComesBack(load, 1);
			load.awaitMore(SOME);
			audit(load, Audit::checkNobodyWaitedInVain);
		}
	}

	@Test
	@EnabledIfSystemProperty(named = "chaos", matches = "[1-9]\\d*", disabledReason = MORE)
	@Order(7)
	void nodeThatHearsNothingOfTheOthersWritesNothingBesideThem() throws Exception {
		requireCuts();
		try (Load load = new Load(cluster, "deaf")) {
			load.awaitMore(SOME);
			cluster.network().deafen(2);
			losesTheOthersAndComesBack(load, 2);
			load.awaitMore(SOME);
			audit(load, Audit::checkNobodyWaitedInVain);
		}
	}

	@Test
	@EnabledIfSystemProperty(named = "chaos", matches = "[1-9]\\d*",
			disabledReason = "takes as many minutes as it says")
	@Order(8)
	void allOfThatInAnyOrder() throws Exception {
		requireCuts();
		long seed = Long.getLong("chaos.seed", System.nanoTime());
		log.info("-Dchaos.seed={}", seed);
		Random random = new Random(seed);
		long end = System.nanoTime() + Duration.ofMinutes(Integer.getInteger("chaos")).toNanos();
		for (int round = 0; System.nanoTime() < end; round++) {
			try (Load load = new Load(cluster, "any" + round)) {
				for (int i = 0; i < 4; i++) {
					load.awaitMore(SOME);
					load.longest();
					disturb(load, random);
					log.info("The longest took {}", load.longest());
				}
				load.awaitMore(SOME);
				audit(load, MAY_BE_LATE);
			}
		}
	}

	/**
	 * None has anybody to hand its partitions over to for long.
	 */
	@Test
	@Order(9)
	void allNodesThatAreToldToEndAtOnceDoAndLoseNothing() throws Exception {
		try (Load load = new Load(cluster, "all")) {
			load.awaitMore(SOME);
			List<Integer> places = List.of(0, 1, 2);
			places.forEach(cluster::takeOut);
			Map<Integer, Integer> before = new TreeMap<>();
			places.forEach((place) -> before.put(place, cluster.node(place).log().length()));
			long begun = System.nanoTime();
			places.forEach((place) -> cluster.node(place).terminate());
			CompletableFuture
				.allOf(places.stream()
					.map((place) -> cluster.node(place)
						.onEnd()
						.thenRun(() -> log.info("Node {} has ended after {} ms", place,
								Duration.ofNanos(System.nanoTime() - begun).toMillis())))
					.toArray(CompletableFuture<?>[]::new))
				.get(SHUTDOWN.toSeconds(), TimeUnit.SECONDS);
			for (int place : places) {
				NodeProcess node = cluster.node(place);
				assertThat(node.awaitEnd(0)).as("Node %s ended in good order", place).isEqualTo(NodeProcess.TERMINATED);
				assertThat(node.log().substring(before.get(place))).doesNotContain("still running after timeout");
			}
			cluster.start(places.toArray(Integer[]::new));
			load.awaitMore(SOME);
			audit(load, Audit::checkNobodyWaitedInVain);
		}
	}

	private static void disturb(Load load, Random random) throws Exception {
		int what = random.nextInt(7);
		int place = random.nextInt(3);
		log.info("{} of node {}",
				List.of("Leave", "Kill", "Pause", "Stop", "Cut", "Deafness", "Join and leave of another than")
					.get(what),
				place);
		switch (what) {
			case 0 -> leaveAndComeBack(load, place);
			case 1 -> killAndComeBack(load, place);
			case 2 -> pause(place);
			case 3 -> stopAndComeBack(load, place);
			case 4 -> {
				cluster.network().cut(place);
				losesTheOthersAndComesBack(load, place);
			}
			case 5 -> {
				cluster.network().deafen(place);
				losesTheOthersAndComesBack(load, place);
			}
			default -> {
				cluster.start(3);
				load.awaitMore(SOME);
				cluster.leave(3);
			}
		}
	}

	private static void leaveAndComeBack(Load load, int place) throws Exception {
		cluster.leave(place);
		load.awaitMore(SOME);
		cluster.start(place);
	}

	private static void killAndComeBack(Load load, int place) throws Exception {
		cluster.node(place).kill();
		cluster.takeOut(place);
		cluster.awaitWhole();
		load.awaitMore(SOME);
		cluster.start(place);
	}

	private static void pause(int place) throws Exception {
		cluster.node(place).stop();
		// Too short for the others to give it up.
		Thread.sleep(2_000);
		cluster.node(place).goOn();
	}

	private static void stopAndComeBack(Load load, int place) throws Exception {
		cluster.node(place).stop();
		// Some have to wait for it, but not all.
		load.awaitMore(5);
		cluster.takeOut(place);
		awaitRemovalOf(place);
		load.awaitMore(SOME);
		cluster.node(place).goOn();
		awaitExpulsionOf(place);
		cluster.start(place);
	}

	private static void losesTheOthersAndComesBack(Load load, int place) throws Exception {
		awaitRemovalOf(place);
		awaitExpulsionOf(place);
		cluster.takeOut(place);
		load.awaitMore(SOME);
		cluster.network().heal(place);
		cluster.start(place);
	}

	private static void requireCuts() {
		String lack = "No network namespaces: not root, no ip or iptables, or the kernel refuses them";
		if ("true".equals(System.getenv("CI"))) {
			assertThat(cluster.network().canCut()).as(lack).isTrue();
		}
		assumeTrue(cluster.network().canCut(), lack);
	}

	/**
	 * Waits until the others go on without it.
	 */
	private static void awaitRemovalOf(int place) {
		cluster.awaitWhole(Stream.of(0, 1, 2).filter((other) -> other != place).toList());
		log.info("Node {} was removed", place);
	}

	private static void awaitExpulsionOf(int place) throws InterruptedException {
		assertThat(cluster.node(place).awaitEnd(Cluster.LONG.toSeconds())).as("It has noticed")
			.isEqualTo(NodeProcess.EXPELLED);
	}

}
