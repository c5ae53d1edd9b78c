package dev.actorspring.chaos;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application is replaced by its next version, one node after the other. In between
 * each node sends what the other knows only in part.
 */
class RollingUpgradeTests {

	private static final List<String> KEYS = IntStream.range(0, 24).mapToObj((i) -> "item-" + i).toList();

	@TempDir
	private Path directory;

	@Test
	void nodesOfTwoVersionsUnderstandEachOther() throws Exception {
		Build before = Build.compile("shop.ShopApplication", "/upgrade/before", this.directory.resolve("before"));
		Build after = Build.compile("shop.ShopApplication", "/upgrade/after", this.directory.resolve("after"));
		try (Cluster cluster = new Cluster(this.directory)) {
			cluster.start(before, 0, 1);
			assertThat(ask(cluster, 0, "deliver").values()).containsOnly("before: 1");
			assertThat(ask(cluster, 1, "take").values()).containsOnly("before: 0 by hand");
			cluster.leave(1);
			cluster.start(after, 1);
			componentThatIsNewIsIgnoredOrLacks(cluster);
			componentThatIsGoneIsIgnoredOrLacks(cluster);
			messageThatIsNewIsRefusedWhereItIsNotKnown(cluster);
			cluster.leave(0);
			assertThat(ask(cluster, 1, "count").values()).containsOnly("after: 0");
			cluster.start(after, 0);
			assertThat(ask(cluster, 0, "count").values()).containsOnly("after: 0");
			assertThat(ask(cluster, 0, "deliver").values()).containsOnly("after: 1 from afar");
		}
	}

	private static void componentThatIsNewIsIgnoredOrLacks(Cluster cluster) throws Exception {
		assertThat(ask(cluster, 1, "deliver").values()).contains("before: 1")
			.contains("after: 1 from afar")
			.allMatch((answer) -> answer.equals("before: 1") || answer.equals("after: 1 from afar"));
		assertThat(ask(cluster, 0, "deliver").values()).contains("before: 2")
			.contains("after: 2 null")
			.allMatch((answer) -> answer.equals("before: 2") || answer.equals("after: 2 null"));
	}

	private static void componentThatIsGoneIsIgnoredOrLacks(Cluster cluster) throws Exception {
		assertThat(ask(cluster, 0, "take").values()).contains("before: 1 by hand")
			.contains("after: 1")
			.allMatch((answer) -> answer.equals("before: 1 by hand") || answer.equals("after: 1"));
		assertThat(ask(cluster, 1, "take").values()).contains("before: 0 null")
			.contains("after: 0")
			.allMatch((answer) -> answer.equals("before: 0 null") || answer.equals("after: 0"));
	}

	private static void messageThatIsNewIsRefusedWhereItIsNotKnown(Cluster cluster) throws Exception {
		Map<String, String> answers = ask(cluster, 1, "count");
		assertThat(answers.values()).contains("after: 0");
		assertThat(answers.values()).filteredOn((answer) -> !answer.equals("after: 0"))
			.isNotEmpty()
			.allSatisfy((answer) -> assertThat(answer).contains("ActorUnreachableException")
				.contains("It was not handled")
				.contains("Count"));
	}

	/**
	 * Asks all by a node.
	 * @return their replies, or what they have failed with
	 */
	private static Map<String, String> ask(Cluster cluster, int place, String what) throws Exception {
		Map<String, String> answers = new TreeMap<>();
		for (String key : KEYS) {
			JsonNode answer = Cluster.json(
					cluster.send(cluster.request(place, "/" + what + "/" + key).POST(BodyPublishers.noBody()).build()));
			answers.put(key, answer.has("reply") ? answer.path("reply").asString() : answer.path("failure").asString());
		}
		return answers;
	}

}
