package dev.actorspring.cluster.pekko;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.actorspring.ActorRef;
import dev.actorspring.ExitReason;
import dev.actorspring.Handling;
import dev.actorspring.Terminated;
import dev.actorspring.cluster.ActorUnreachableException;
import dev.actorspring.cluster.pekko.Till.Add;
import dev.actorspring.cluster.pekko.Till.Handled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Three nodes, one of which is a process that ends in one way or another while there is
 * load through the others.
 */
class KilledNodeTests {

	private static final Duration LONG = Duration.ofSeconds(120);

	@TempDir
	private Path directory;

	private final Queue<Handled> handled = new ConcurrentLinkedQueue<>();

	private List<Integer> ports = List.of();

	private LocalNode first;

	private LocalNode second;

	private NodeProcess third;

	@BeforeEach
	void start() throws Exception {
		this.ports = LocalNode.freePorts(3);
		List<Integer> seeds = this.ports.subList(0, 2);
		this.first = LocalNode.start("n0", this.ports.get(0), seeds, this.handled::add, UnaryOperator.identity());
		this.second = LocalNode.start("n1", this.ports.get(1), seeds, this.handled::add, UnaryOperator.identity());
		this.third = NodeProcess.start("n2", this.ports.get(2), seeds, this.directory);
		Set<String> all = this.ports.stream().map((port) -> "127.0.0.1:" + port).collect(Collectors.toSet());
		await().atMost(LONG).until(() -> this.first.homes().equals(all) && this.second.homes().equals(all));
	}

	@AfterEach
	void close() {
		this.third.close();
		this.second.close();
		this.first.close();
	}

	/**
	 * Has tills watched from a node.
	 * @return where is noted which have ended
	 */
	private static Queue<Terminated> watch(LocalNode node, List<String> keys) {
		Queue<Terminated> told = new ConcurrentLinkedQueue<>();
		ActorRef<Watcher> watcher = node.system().spawn(Watcher.spec(keys.stream().map(node::till).toList(), told));
		assertThat(watcher.call(new Watcher.Told(), LONG)).isZero();
		return told;
	}

	private List<String> keysOnTheThird() {
		return IntStream.range(0, Load.KEYS).mapToObj((i) -> "key" + i).filter(this::isOnTheThird).toList();
	}

	private boolean isOnTheThird(String key) {
		return ("127.0.0.1:" + this.ports.get(2)).equals(this.first.node().home(this.first.node().partition(key)));
	}

	@Test
	void whatANodeThatIsKilledHasNotAnsweredIsUnknownAndEveryKeyAnswersAgain() throws Exception {
		List<CompletableFuture<String>> open = new ArrayList<>();
		for (String key : keysOnTheThird()) {
			open.add(this.first.till(key).ask(new Till.Later("later " + key, 600_000), LONG));
		}
		await().atMost(LONG).until(() -> this.third.handled().size() == open.size());
		try (Load load = new Load(this.first, this.second)) {
			load.awaitMore(2_000);
			this.third.kill();
			for (CompletableFuture<String> each : open) {
				Throwable failure = assertThatExceptionOfType(CompletionException.class).isThrownBy(each::join)
					.actual()
					.getCause();
				assertThat(failure).isInstanceOfSatisfying(ActorUnreachableException.class,
						(unreachable) -> assertThat(unreachable.getHandling()).isEqualTo(Handling.UNKNOWN));
			}
			load.awaitMore(2_000);
			for (int i = 0; i < Load.KEYS; i++) {
				assertThat(this.second.till("key" + i).call(new Add("after" + i, 1, null), LONG).node())
					.isNotEqualTo("n2");
			}
			load.stop();
			checkSums(load);
		}
	}

	/**
	 * The loss of its node is no end of an actor: who watches it hears of the next one,
	 * though it has sent nothing to where the actor lives by then.
	 */
	@Test
	void singleActorsOfANodeThatIsKilledStartOnOthersWithoutAMessage_andWhoWatchesItsKeysStillDoes() {
		List<String> watched = keysOnTheThird();
		assertThat(watched).isNotEmpty()
			.allSatisfy((key) -> assertThat(this.first.till(key).call(new Add("before " + key, 1, null), LONG).node())
				.isEqualTo("n2"));
		Map<LocalNode, Queue<Terminated>> told = Map.of(this.first, watch(this.first, watched), this.second,
				watch(this.second, watched));
		List<String> lost = Beacon.NAMES.stream().filter(this::isOnTheThird).toList();
		assertThat(lost).isNotEmpty().allSatisfy((name) -> {
			assertThat(this.first.beacon(name).call(new Beacon.Where(), LONG)).isEqualTo("n2");
			assertThat(this.first.has(name) || this.second.has(name)).isFalse();
		});
		CompletableFuture<String> open = this.first.beacon(lost.getFirst()).ask(new Beacon.Never(), LONG);
		this.third.kill();
		assertThatExceptionOfType(CompletionException.class).isThrownBy(open::join)
			.havingCause()
			.isInstanceOfSatisfying(ActorUnreachableException.class,
					(unreachable) -> assertThat(unreachable.getHandling()).isEqualTo(Handling.UNKNOWN));
		await().atMost(LONG)
			.until(() -> lost.stream().allMatch((name) -> this.first.has(name) != this.second.has(name)));
		Set<String> left = Set.of("127.0.0.1:" + this.ports.get(0), "127.0.0.1:" + this.ports.get(1));
		await().atMost(LONG).until(() -> this.first.homes().equals(left) && this.second.homes().equals(left));
		for (String name : lost) {
			String home = this.first.has(name) ? "n0" : "n1";
			assertThat(this.first.beacon(name).call(new Beacon.Where(), LONG)).isEqualTo(home);
			assertThat(this.second.beacon(name).call(new Beacon.Where(), LONG)).isEqualTo(home);
		}
		// The partitions of all keys have answered both nodes, after who watches there.
		assertThat(told.values()).allSatisfy((each) -> assertThat(each).isEmpty());
		for (int i = 0; i < watched.size(); i++) {
			((i % 2 == 0) ? this.first : this.second).till(watched.get(i)).tell(new Till.Close());
		}
		told.forEach((node, ends) -> {
			await().atMost(LONG).until(() -> ends.size() >= watched.size());
			assertThat(ends).containsExactlyInAnyOrderElementsOf(
					watched.stream().map((key) -> new Terminated(node.till(key), new ExitReason.Normal())).toList());
			// So that none can come once more.
			assertThat(watched).noneMatch((key) -> node.system().hosting().isWatched(Till.FAMILY, key));
		});
	}

	/**
	 * Each request has come to something; what was answered was handled once, and what is
	 * said not to have been handled was not.
	 */
	private void checkSums(Load load) throws Exception {
		List<String> handled = new ArrayList<>(this.third.handled());
		this.handled.stream().map(Handled::id).forEach(handled::add);
		// By their numbers, as there are many.
		Set<String> known = new HashSet<>(handled);
		assertThat(known.size()).as("handled, each once").isEqualTo(handled.size());
		assertThat(load.answered().size() + load.failures().size()).isEqualTo(load.asked().size());
		assertThat(known.containsAll(load.answered())).as("all that was answered was handled").isTrue();
		for (Map.Entry<String, Throwable> each : load.failures().entrySet()) {
			assertThat(each.getValue()).isInstanceOf(ActorUnreachableException.class);
			if (((ActorUnreachableException) each.getValue()).getHandling() == Handling.NOT_HANDLED) {
				assertThat(known).doesNotContain(each.getKey());
			}
		}
	}

	@Test
	void processThatLeavesInGoodOrderLosesNothing() throws Exception {
		try (Load load = new Load(this.first, this.second)) {
			load.awaitMore(2_000);
			await().atMost(LONG).until(() -> !this.third.handled().isEmpty());
			this.third.terminate();
			load.awaitMore(2_000);
			load.stop();
			assertThat(load.failures()).isEmpty();
			checkSums(load);
		}
	}

	@Test
	void nodeThatWasSilentForTooLongIsExpelledAndItsKeysAnswerElsewhere() throws Exception {
		List<String> keys = keysOnTheThird();
		try (Load load = new Load(this.first, this.second)) {
			load.awaitMore(1_000);
			this.third.signal("STOP");
			for (String key : keys) {
				await().atMost(LONG)
					.ignoreExceptionsInstanceOf(ActorUnreachableException.class)
					.until(() -> !this.first.till(key)
						.call(new Add("again" + key + System.nanoTime(), 1, null), LONG)
						.node()
						.equals("n2"));
			}
			this.third.signal("CONT");
			await().atMost(LONG).until(() -> !this.third.isAlive());
			assertThat(this.third.exitValue()).as("it has noticed").isEqualTo(NodeProcess.EXPELLED);
			load.stop();
			checkSums(load);
		}
	}

}
