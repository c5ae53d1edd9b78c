package dev.actorspring.cluster.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Event;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.cluster.ClusterProbe.Distribution;
import dev.actorspring.cluster.routing.Scribe.Said;
import dev.actorspring.system.ActorSystemBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Events that are published on one node, and wanted on others.
 */
class SpreadEventTests extends RoutingTest {

	private final Map<Long, Queue<Event>> heard = new ConcurrentHashMap<>();

	@Override
	ActorSystemBuilder extended(ActorSystemBuilder builder, long node) {
		return builder.actor(ActorSpec.of("hearer", Hearer.class, (context) -> new Hearer(heardOn(node)))
			.withMailboxCapacity(ActorSpec.UNBOUNDED));
	}

	private Queue<Event> heardOn(long node) {
		return this.heard.computeIfAbsent(node, (missing) -> new ConcurrentLinkedQueue<>());
	}

	private void publish(Node node, int number) {
		node.system.topic(Said.class).publish(new Said(node.id.life(), number));
	}

	@Test
	void eventReachesActorsOfAllNodesOnce() {
		startTwo();
		Node three = node(3);
		publish(this.one, 1);
		publish(three, 2);
		for (long node = 1; node <= 3; node++) {
			long each = node;
			await().atMost(LONG)
				.untilAsserted(
						() -> assertThat(heardOn(each)).containsExactlyInAnyOrder(new Said(1, 1), new Said(3, 2)));
		}
		assertThat(this.probe.distributedMessages()).containsEntry(Distribution.SENT, 4)
			.containsEntry(Distribution.RECEIVED, 4);
	}

	/**
	 * It is activated nowhere, and gets what is published anywhere while it is active.
	 */
	@Test
	void keyOfASpreadFamilyGetsItWhereItIsActive() {
		ActorRef<Scribe> scribe = startTwo();
		publish(this.one, 1);
		await().atMost(LONG).until(() -> heardOn(2).contains(new Said(1, 1)));
		assertThat(this.two.system.find("scribes/one")).isEmpty();
		scribe.call(new Scribe.Read("1 1"), LONG);
		publish(this.one, 2);
		publish(this.two, 3);
		await().atMost(LONG).until(() -> this.handled.size() == 3);
		assertThat(this.handled).containsExactlyInAnyOrder("1 1", "said 1 2", "said 2 3");
		assertThat(this.one.system.find("scribes/one")).isEmpty();
	}

	/**
	 * Also among what it tells.
	 */
	@ParameterizedTest(name = "seed {0}")
	@ValueSource(longs = { 1, 2, 3 })
	void whatOneThreadHasPublishedComesInOrderAndOnceAndAllOfIt(long seed) throws Exception {
		int each = 1_000;
		List<Node> all = List.of(node(1), node(2), node(3));
		arrive(all.get(0));
		await().atMost(LONG).until(() -> all.stream().allMatch((node) -> node.router.isResolved()));
		all.get(1).scribe().call(new Scribe.Read("1 0"), LONG);
		this.handled.clear();
		List<Thread> publishers = new ArrayList<>();
		for (Node node : all) {
			Random random = new Random(seed * 10 + node.id.life());
			publishers.add(Thread.ofPlatform().start(() -> {
				for (int i = 0; i < each; i++) {
					if (random.nextInt(20) == 0) {
						node.system.topic(Other.class).publish(new Other("x".repeat(random.nextInt(2_000))));
					}
					publish(node, i);
				}
			}));
		}
		for (Thread publisher : publishers) {
			publisher.join();
		}
		for (Node hearing : all) {
			Queue<Event> here = heardOn(hearing.id.life());
			await().atMost(LONG).until(() -> here.stream().filter(Said.class::isInstance).count() >= 3 * each);
			for (Node node : all) {
				assertThat(here.stream()
					.filter((event) -> event instanceof Said said && said.publisher() == node.id.life())
					.map((event) -> ((Said) event).number())).as("seed %d", seed)
					.isEqualTo(IntStream.range(0, each).boxed().toList());
			}
		}
		await().atMost(LONG).until(() -> this.handled.size() >= 3 * each);
		for (Node node : all) {
			String prefix = "said " + node.id.life() + " ";
			assertThat(this.handled.stream().filter((text) -> text.startsWith(prefix))).as("seed %d", seed)
				.isEqualTo(IntStream.range(0, each).mapToObj((number) -> prefix + number).toList());
		}
	}

	/**
	 * Some may be missed meanwhile, but the new home does not repeat what the old one has
	 * had.
	 */
	@Test
	void keyThatMovesGetsNoEventTwiceNorInAnotherOrder() throws Exception {
		List<Node> all = List.of(node(1), node(2), node(3));
		arrive(all.get(0));
		CountDownLatch enough = new CountDownLatch(1);
		List<Thread> publishers = new ArrayList<>();
		for (Node node : all) {
			publishers.add(Thread.ofPlatform().start(() -> {
				for (int i = 0; enough.getCount() > 0; i++) {
					publish(node, i);
					Thread.onSpinWait();
					if (i % 10 == 0) {
						node.scribe().call(new Scribe.Read("1 0"), LONG);
					}
				}
			}));
		}
		for (int move = 0; move < 10; move++) {
			int before = this.handled.size();
			await().pollDelay(Duration.ZERO)
				.pollInterval(Duration.ofMillis(1))
				.atMost(LONG)
				.until(() -> this.handled.stream().skip(before).filter((text) -> text.startsWith("said")).count() > 50);
			move(all.get(move % 3), all.get((move + 1) % 3));
		}
		enough.countDown();
		for (Thread publisher : publishers) {
			publisher.join();
		}
		for (Node node : all) {
			String prefix = "said " + node.id.life() + " ";
			assertThat(this.handled.stream()
				.filter((text) -> text.startsWith(prefix))
				.map((text) -> Integer.valueOf(text.substring(prefix.length())))
				.toList()).isSorted().doesNotHaveDuplicates().isNotEmpty();
		}
	}

	@Test
	void whatCannotBeSentReachesTheActorsOfItsNodeAndIsCounted() {
		startTwo();
		CountDownLatch latch = new CountDownLatch(1);
		this.one.system.topic(Unfit.class).publish(new Unfit(latch));
		this.one.system.topic(Other.class).publish(new Other("x".repeat(200_000)));
		publish(this.one, 1);
		await().atMost(LONG).until(() -> heardOn(1).size() == 3);
		await().atMost(LONG).until(() -> !heardOn(2).isEmpty());
		assertThat(heardOn(2)).containsExactly(new Said(1, 1));
		assertThat(this.probe.distributedMessages()).containsEntry(Distribution.LOST, 2);
	}

	@Test
	void eventThatNobodyHandlesElsewhereIsNoMatter() {
		startTwo();
		this.one.system.topic(Alone.class).publish(new Alone());
		publish(this.one, 1);
		await().atMost(LONG).until(() -> !heardOn(2).isEmpty());
		assertThat(this.probe.distributedMessages()).doesNotContainKey(Distribution.LOST);
	}

	@Test
	void nodeThatIsGoneIsSentNothing() {
		startTwo();
		this.two.deaf = true;
		this.one.router.gone(this.two.id, "it was killed");
		publish(this.one, 1);
		await().atMost(LONG).until(() -> !heardOn(1).isEmpty());
		assertThat(this.probe.distributedMessages()).isEmpty();
		assertThat(this.one.router.isDelivered()).isTrue();
	}

	record Other(String text) implements Event {

	}

	record Alone() implements Event {

	}

	record Unfit(CountDownLatch latch) implements Event {

	}

	/**
	 * Notes what it gets.
	 */
	static class Hearer {

		record Heard() implements Request<Hearer, Integer> {

		}

		private final Queue<Event> heard;

		Hearer(Queue<Event> heard) {
			this.heard = heard;
		}

		@Receive
		void said(Said said) {
			this.heard.add(said);
		}

		@Receive
		void other(Other other) {
			this.heard.add(other);
		}

		@Receive
		void unfit(Unfit unfit) {
			this.heard.add(unfit);
		}

		@Receive
		int heard(Heard request) {
			return this.heard.size();
		}

	}

}
