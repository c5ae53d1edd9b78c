package dev.actorspring.properties;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Dispatcher;
import dev.actorspring.Message;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.NodeSnapshot;
import dev.actorspring.testing.StandingClock;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a state postpones is handled when the state has changed, in its order and before
 * what has come later; and nothing is lost, whatever is sent and whoever crashes.
 */
@Timeout(120)
class PostponingTests {

	private static final Duration LONG = Duration.ofDays(3_650);

	/** As many as its supervisor restarts at once. */
	private static final int CRASHES = 3;

	private final List<Juggler.Item> caught = new CopyOnWriteArrayList<>();

	@ParameterizedTest(name = "seed {0}")
	@MethodSource("dev.actorspring.properties.Seeds#many")
	void whatOneSendsIsHandledAsTheModelSays(long seed) {
		Random random = new Random(seed);
		Dispatcher dispatcher = random.nextBoolean() ? Dispatcher.VIRTUAL : Dispatcher.COMPUTE;
		List<Message<Juggler>> script = script(random, 0, 2_000, CRASHES);
		Juggler.Model model = new Juggler.Model();
		model.run(script);
		try (Silence silence = new Silence(); ActorSystem system = build(dispatcher)) {
			system.start();
			ActorRef<Juggler> juggler = system.actor(Juggler.class);
			Map<Juggler.Item, CompletableFuture<Integer>> asked = send(juggler, script);
			String failure = "seed %d on %s".formatted(seed, dispatcher);
			await().atMost(Duration.ofSeconds(30))
				.untilAsserted(() -> assertThat(this.caught.size()).as(failure).isEqualTo(model.caught().size()));
			assertThat(firstDifference(model.caught())).as(failure).isEmpty();
			await()
				.untilAsserted(() -> assertThat(snapshot(system).depth()).as(failure).isEqualTo(model.aside().size()));
			assertThat(snapshot(system).postponed()).as(failure).isEqualTo(model.aside().size());
			model.aside().forEach((each) -> assertThat(asked.get(each)).as(failure).isNotDone());
			// Else it would prove nothing.
			assertThat(model.aside()).as(failure).isNotEmpty();
			List<Message<Juggler>> end = List.of(new Juggler.Change(2));
			model.run(end);
			send(juggler, end);
			asked.forEach((item, reply) -> assertThat(reply.join()).as(failure).isEqualTo(item.number()));
			assertThat(firstDifference(model.caught())).as(failure).isEmpty();
		}
	}

	@ParameterizedTest(name = "seed {0}")
	@MethodSource("dev.actorspring.properties.Seeds#few")
	void whatManySendIsHandledOnceAndInTheOrderOfEach(long seed) throws Exception {
		int senders = 4;
		try (Silence silence = new Silence(); ActorSystem system = build(Dispatcher.VIRTUAL)) {
			system.start();
			ActorRef<Juggler> juggler = system.actor(Juggler.class);
			CyclicBarrier start = new CyclicBarrier(senders);
			List<Map<Juggler.Item, CompletableFuture<Integer>>> asked = new CopyOnWriteArrayList<>();
			List<Thread> threads = new ArrayList<>();
			for (int i = 0; i < senders; i++) {
				List<Message<Juggler>> script = script(new Random(seed * senders + i), i, 1_000, i == 0 ? CRASHES : 0);
				threads.add(Thread.ofPlatform().start(() -> {
					await().until(() -> start.await() >= 0);
					asked.add(send(juggler, script));
				}));
			}
			for (Thread thread : threads) {
				thread.join();
			}
			juggler.tell(new Juggler.Change(2));
			asked.forEach((each) -> each
				.forEach((item, reply) -> assertThat(reply.join()).as("seed %d", seed).isEqualTo(item.number())));
			assertThat(this.caught).as("seed %d", seed)
				.doesNotHaveDuplicates()
				.containsExactlyInAnyOrderElementsOf(asked.stream().flatMap((each) -> each.keySet().stream()).toList());
			assertThat(bySenderAndKind(this.caught))
				.allSatisfy((key, numbers) -> assertThat(numbers).as("seed %d, %s", seed, key).isSorted());
		}
	}

	/**
	 * Of one kind are those that all states treat in the same way.
	 */
	private static Map<String, List<Integer>> bySenderAndKind(List<Juggler.Item> items) {
		Map<String, List<Integer>> numbers = new LinkedHashMap<>();
		items.forEach(
				(item) -> numbers
					.computeIfAbsent(item.sender() + " " + item.getClass().getSimpleName() + " " + item.number() % 66,
							(key) -> new ArrayList<>())
					.add(item.number()));
		return numbers;
	}

	/**
	 * Where what was caught begins to differ: a thousand items in two lists help nobody.
	 */
	private String firstDifference(List<Juggler.Item> expected) {
		for (int i = 0; i < Math.max(expected.size(), this.caught.size()); i++) {
			Juggler.Item wanted = (i < expected.size()) ? expected.get(i) : null;
			Juggler.Item found = (i < this.caught.size()) ? this.caught.get(i) : null;
			if (!Objects.equals(wanted, found)) {
				return "at %d of %d: %s instead of %s".formatted(i, expected.size(), found, wanted);
			}
		}
		return "";
	}

	private ActorSystem build(Dispatcher dispatcher) {
		return ActorSystem.builder()
			.timeSource(new StandingClock())
			.actor(ActorSpec.of("juggler", Juggler.class, (context) -> new Juggler(context, this.caught))
				.withMailboxCapacity(ActorSpec.UNBOUNDED)
				.withDispatcher(dispatcher))
			.build();
	}

	private static NodeSnapshot.Actor snapshot(ActorSystem system) {
		return (NodeSnapshot.Actor) system.find("juggler").orElseThrow();
	}

	private static List<Message<Juggler>> script(Random random, int sender, int length, int crashes) {
		List<Message<Juggler>> script = new ArrayList<>();
		for (int i = 0; i < length; i++) {
			int number = i;
			script.add(switch (random.nextInt(40)) {
				case 0 -> new Juggler.Change(random.nextInt(3));
				case 1, 2 -> new Juggler.Change(random.nextInt(2));
				default -> switch (random.nextInt(3)) {
					case 0 -> new Juggler.Ball(sender, number);
					case 1 -> new Juggler.Club(sender, number);
					default -> new Juggler.Ring(sender, number);
				};
			});
		}
		for (int i = 0; i < crashes; i++) {
			script.add(random.nextInt(script.size()), new Juggler.Crash());
		}
		script.add(new Juggler.Change(0));
		script.add(new Juggler.Ball(sender, length));
		return script;
	}

	private static Map<Juggler.Item, CompletableFuture<Integer>> send(ActorRef<Juggler> juggler,
			List<Message<Juggler>> script) {
		Map<Juggler.Item, CompletableFuture<Integer>> asked = new LinkedHashMap<>();
		for (Message<Juggler> message : script) {
			if (message instanceof Juggler.Item item) {
				asked.put(item, juggler.ask(item, LONG));
			}
			else {
				juggler.tell(message);
			}
		}
		return asked;
	}

}
