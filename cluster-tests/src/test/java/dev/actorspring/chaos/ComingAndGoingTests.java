package dev.actorspring.chaos;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two of four nodes that come and go by turns, so that there is never a moment of calm to
 * say which of them is lost.
 */
@EnabledIfSystemProperty(named = "chaos", matches = "[1-9]\\d*", disabledReason = "takes a minute")
class ComingAndGoingTests {

	private static final int SOME = 150;

	private static final int ROUNDS = 5;

	@TempDir
	private Path directory;

	@Test
	void nodesThatComeAndGoEndNoOthers() throws Exception {
		try (Cluster cluster = new Cluster(this.directory, "--actor.cluster.stable-after=6s")) {
			Revisions revisions = new Revisions(cluster.database());
			cluster.start(0, 1, 2, 3);
			revisions.keep();
			try (Load load = new Load(cluster, "flap")) {
				load.awaitMore(SOME);
				cluster.takeOut(2);
				cluster.takeOut(3);
				for (int i = 0; i < ROUNDS; i++) {
					// Each is silent for 5.5 of 6 seconds, and one of them at any time.
					cluster.node(2).stop();
					Thread.sleep(2_500);
					cluster.node(3).goOn();
					Thread.sleep(500);
					cluster.node(3).stop();
					Thread.sleep(2_500);
					cluster.node(2).goOn();
					Thread.sleep(500);
					assertThat(cluster.alive()).as("those who were always there").contains(0, 1);
				}
				cluster.node(3).goOn();
				// One of the two may have been removed, and ends.
				await().atMost(Cluster.LONG).untilAsserted(() -> assertThat(cluster.isWhole(cluster.alive())).isTrue());
				assertThat(cluster.alive()).as("those who were always there").contains(0, 1);
				load.awaitMore(SOME);
				load.stop();
				new Audit(cluster, revisions, load).check();
			}
		}
	}

}
