package dev.actorspring.cluster.pekko;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Event;
import dev.actorspring.Group;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.cluster.ClusterProbe.Distribution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Topics and groups of nodes that talk by Pekko, and come and go.
 */
class TopicsOfNodesTests {

	private static final Duration LONG = Duration.ofSeconds(60);

	private final List<LocalNode> nodes = new ArrayList<>();

	private final Map<String, Queue<Integer>> heard = new ConcurrentHashMap<>();

	@AfterEach
	void close() {
		this.nodes.reversed().forEach(LocalNode::close);
	}

	private LocalNode start(String name, int port, int seed) {
		LocalNode node = LocalNode.start(name, port, List.of(seed));
		this.nodes.add(node);
		node.system()
			.spawn(ActorSpec.of(name, Hearer.class,
					(context) -> new Hearer(context, node.system().group("all", Hearer.class), heardOn(name))))
			.call(new Hearer.Name(), LONG);
		return node;
	}

	private Queue<Integer> heardOn(String name) {
		return this.heard.computeIfAbsent(name, (missing) -> new ConcurrentLinkedQueue<>());
	}

	private static List<String> members(LocalNode node) {
		return node.system().group("all", Hearer.class).members().stream().map(ActorRef::path).sorted().toList();
	}

	@Test
	void eventsAndMembersAreThoseOfAllNodesThatAreThere() throws Exception {
		List<Integer> ports = LocalNode.freePorts(3);
		LocalNode first = start("n0", ports.get(0), ports.get(0));
		LocalNode second = start("n1", ports.get(1), ports.get(0));
		await().atMost(LONG).until(() -> members(first).equals(List.of("n0", "n1")));
		await().atMost(LONG).until(() -> members(second).equals(List.of("n0", "n1")));
		first.system().topic(Tick.class).publish(new Tick(1));
		second.system().topic(Tick.class).publish(new Tick(2));
		for (String name : List.of("n0", "n1")) {
			await().atMost(LONG).untilAsserted(() -> assertThat(heardOn(name)).containsExactlyInAnyOrder(1, 2));
		}
		LocalNode third = start("n2", ports.get(2), ports.get(0));
		for (LocalNode each : this.nodes) {
			await().atMost(LONG).until(() -> members(each).equals(List.of("n0", "n1", "n2")));
		}
		third.system().topic(Tick.class).publish(new Tick(3));
		for (String name : List.of("n0", "n1")) {
			await().atMost(LONG).untilAsserted(() -> assertThat(heardOn(name)).containsExactlyInAnyOrder(1, 2, 3));
		}
		assertThat(heardOn("n2")).containsExactly(3);
		for (ActorRef<Hearer> member : first.system().group("all", Hearer.class).members()) {
			assertThat(member.call(new Hearer.Name(), LONG)).isEqualTo(member.path());
		}
		this.nodes.remove(second);
		second.close();
		for (LocalNode each : this.nodes) {
			await().atMost(LONG).until(() -> members(each).equals(List.of("n0", "n2")));
		}
		assertThat(third.probe().distributedMessages()).containsEntry(Distribution.SENT, 2)
			.doesNotContainKey(Distribution.LOST);
	}

	record Tick(int number) implements Event {

	}

	/**
	 * Notes what it hears, and is in a group.
	 */
	static final class Hearer {

		record Name() implements Request<Hearer, String> {

		}

		private final ActorContext<Hearer> context;

		private final Queue<Integer> heard;

		Hearer(ActorContext<Hearer> context, Group<Hearer> group, Queue<Integer> heard) {
			this.context = context;
			this.heard = heard;
			context.join(group);
		}

		@Receive
		void tick(Tick tick) {
			this.heard.add(tick.number());
		}

		@Receive
		String name(Name request) {
			return this.context.path();
		}

	}

}
