package dev.actorspring.cluster.pekko;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.typesafe.config.ConfigFactory;
import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorCrashedException;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorTerminatedException;
import dev.actorspring.AskTimeoutException;
import dev.actorspring.FanOut;
import dev.actorspring.Handling;
import dev.actorspring.Outcomes;
import dev.actorspring.cluster.ActorUnreachableException;
import dev.actorspring.cluster.ClusterEvent;
import dev.actorspring.cluster.ClusterMember;
import dev.actorspring.cluster.ClusterProbe.Outcome;
import dev.actorspring.cluster.ClusterSettings;
import dev.actorspring.cluster.MessageTooLargeException;
import dev.actorspring.cluster.NodeQueryException;
import dev.actorspring.cluster.RemoteCauseException;
import dev.actorspring.cluster.pekko.Till.Add;
import dev.actorspring.cluster.pekko.Till.Handled;
import dev.actorspring.cluster.pekko.Till.Note;
import dev.actorspring.cluster.pekko.Till.Receipt;
import dev.actorspring.cluster.routing.Frame;
import dev.actorspring.system.AskOutcome;
import dev.actorspring.system.NodeSnapshot;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.MemberStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Several nodes in one JVM, over real sockets.
 */
class ClusterNodesTests {

	private static final Duration LONG = Duration.ofSeconds(60);

	private final List<LocalNode> nodes = new ArrayList<>();

	/** What the tills of all nodes have handled. */
	private final Queue<Handled> handled = new ConcurrentLinkedQueue<>();

	private List<Integer> ports = List.of();

	@AfterEach
	void close() {
		this.nodes.reversed().forEach(LocalNode::close);
	}

	private LocalNode start(int number) throws Exception {
		return start(number, UnaryOperator.identity());
	}

	private LocalNode start(int number, UnaryOperator<ClusterSettings.Builder> more) throws Exception {
		if (this.ports.isEmpty()) {
			this.ports = LocalNode.freePorts(4);
		}
		LocalNode node = LocalNode.start("n" + number, this.ports.get(number), this.ports.subList(0, 2),
				this.handled::add, more);
		this.nodes.add(node);
		return node;
	}

	/**
	 * Waits until each node has a part of the partitions, and all agree where they are.
	 */
	private void awaitBalance() {
		await().atMost(LONG).untilAsserted(() -> {
			List<List<String>> views = this.nodes.stream().map(LocalNode::view).toList();
			assertThat(views).as("Where partitions live, by node").containsOnly(views.getFirst());
			assertThat(views.getFirst()).doesNotContain("null");
			assertThat(new HashSet<>(views.getFirst())).as("Nodes with partitions").hasSameSizeAs(this.nodes);
		});
	}

	private String keyOn(LocalNode asked, LocalNode home) {
		return keysOn(asked, home).findFirst().orElseThrow();
	}

	private Stream<String> keysOn(LocalNode asked, LocalNode home) {
		int port = this.ports.get(home.name().charAt(1) - '0');
		return IntStream.range(0, 1000)
			.mapToObj((i) -> "key" + i)
			.filter((key) -> ("127.0.0.1:" + port).equals(asked.node().home(asked.node().partition(key))));
	}

	@Test
	void askFromAnyNodeReachesTheOneActor() throws Exception {
		LocalNode first = start(0);
		LocalNode second = start(1);
		awaitBalance();
		Set<String> homes = new TreeSet<>();
		for (int i = 0; i < 50; i++) {
			String key = "key" + i;
			Receipt one = first.till(key).call(new Add("a" + i, 2, null), LONG);
			Receipt other = second.till(key).call(new Add("b" + i, 3, "ä"), LONG);
			assertThat(other).isEqualTo(new Receipt(5, one.node()));
			homes.add(one.node());
		}
		assertThat(homes).containsExactly("n0", "n1");
		assertThat(first.node().members()).extracting(ClusterMember::state)
			.containsExactly(ClusterMember.State.UP, ClusterMember.State.UP);
		assertThat(first.node().isReady()).isTrue();
		assertThat(first.node().isMember()).isTrue();
	}

	@Test
	void addressesMayBeOfIpv6() throws Exception {
		this.ports = LocalNode.freePorts(2);
		assumeTrue(NetworkInterface.getByInetAddress(InetAddress.getByName("::1")) != null, "has no IPv6");
		for (int i = 0; i < 2; i++) {
			int number = i;
			start(i, (settings) -> settings.address("::1", this.ports.get(number))
				.seeds(List.of("[::1]:" + this.ports.getFirst())));
		}
		LocalNode first = this.nodes.getFirst();
		await().atMost(LONG)
			.until(() -> IntStream.range(0, LocalNode.PARTITIONS)
				.mapToObj((partition) -> String.valueOf(first.node().home(partition)))
				.distinct()
				.sorted()
				.toList()
				.equals(this.ports.stream().sorted().map((port) -> "[::1]:" + port).toList()));
		for (int i = 0; i < 50; i++) {
			String key = "key" + i;
			assertThat(this.nodes.getLast().till(key).call(new Add("a", 1, null), LONG).node())
				.isEqualTo(first.till(key).call(new Add("b", 1, null), LONG).node());
		}
	}

	@Test
	void failuresKeepTheirTypesBetweenNodes() throws Exception {
		LocalNode first = start(0);
		LocalNode second = start(1);
		awaitBalance();
		ActorRef<Till> remote = first.till(keyOn(first, second));
		assertThat(remote.call(new Till.Nothing(), LONG)).isNull();
		assertThat(failure(remote.ask(new Add("x", 2000, null), LONG)))
			.isInstanceOfSatisfying(Till.TooMuchException.class, (answer) -> {
				assertThat(answer.amount()).isEqualTo(2000);
				assertThat(answer).hasMessage("Too much: 2000");
			});
		assertThat(failure(remote.ask(new Till.Crash("boom"), LONG))).isInstanceOf(ActorCrashedException.class)
			.hasMessageContaining("crashed while handling Crash")
			.cause()
			.isInstanceOf(RemoteCauseException.class)
			.hasMessageContaining("IllegalStateException: boom");
		assertThat(failure(remote.ask(new Till.Later("never", 600_000), Duration.ofMillis(300))))
			.isInstanceOf(AskTimeoutException.class);
		assertThat(failure(remote.ask(new Add("large", 1, "x".repeat(300_000)), LONG)))
			.isInstanceOfSatisfying(ActorUnreachableException.class, (unreachable) -> {
				assertThat(unreachable.getHandling()).isEqualTo(Handling.NOT_HANDLED);
				assertThat(unreachable).isInstanceOf(MessageTooLargeException.class)
					.hasMessageContaining("bytes, but at most 262144 may be sent");
			});
		assertThat(remote.call(new Add("y", 1, null), LONG).sum()).isOne();
		assertThat(first.outcomes()).containsExactly(AskOutcome.REPLY, AskOutcome.DECLINED, AskOutcome.CRASHED,
				AskOutcome.TIMEOUT, AskOutcome.TERMINATED, AskOutcome.REPLY);
	}

	private static Throwable failure(CompletableFuture<?> asked) {
		return assertThatExceptionOfType(CompletionException.class).isThrownBy(asked::join).actual().getCause();
	}

	@Test
	void messagesOfOneNodeAreWrittenAndReadToo_ifThatIsWanted() throws Exception {
		this.ports = LocalNode.freePorts(1);
		LocalNode alone = LocalNode.start("n0", this.ports.getFirst(), this.ports,
				(settings) -> settings.serializeLocal(true));
		this.nodes.add(alone);
		ActorRef<Till> till = alone.till("key");
		assertThat(till.call(new Add("a", 2, "ä"), LONG)).isEqualTo(new Receipt(2, "n0"));
		assertThat(failure(till.ask(new Add("large", 1, "x".repeat(300_000)), LONG))).isInstanceOfSatisfying(
				ActorUnreachableException.class,
				(unreachable) -> assertThat(unreachable.getHandling()).isEqualTo(Handling.NOT_HANDLED));
		assertThat(failure(till.ask(new Till.Crash("boom"), LONG))).isInstanceOf(ActorCrashedException.class)
			.cause()
			.isInstanceOf(RemoteCauseException.class);
		assertThat(failure(till.ask(new Add("x", 2000, null), LONG))).isInstanceOf(Till.TooMuchException.class);
	}

	@Test
	void gracefulLeaveAndJoinLoseNothingUnderLoad() throws Exception {
		LocalNode first = start(0);
		LocalNode second = start(1);
		LocalNode third = start(2);
		awaitBalance();
		try (Load load = new Load(first, third)) {
			load.awaitMore(2_000);
			second.close();
			this.nodes.remove(second);
			load.awaitMore(2_000);
			start(3);
			awaitBalance();
			load.awaitMore(2_000);
			load.stop();
			assertThat(load.failures()).isEmpty();
			int asked = load.asked().size();
			assertThat(load.answered().size()).isEqualTo(asked);
			List<String> handled = this.handled.stream().map(Handled::id).toList();
			assertThat(handled.size()).isEqualTo(asked);
			assertThat(new HashSet<>(handled).size()).isEqualTo(asked);
			assertThat(first.probe().askedByOutcome()).containsOnlyKeys(Outcome.REPLY);
			assertThat(first.probe().roundTrips()).isNotEmpty();
			assertThat(second.probe().handOffs()).isNotEmpty().containsOnly(0);
			assertThat(second.events()).filteredOn(ClusterEvent.PartitionLeaving.class::isInstance)
				.hasSameSizeAs(second.probe().handOffs());
			assertThat(second.node().isMember()).isFalse();
			assertThat(first.node().waiting()).isZero();
		}
	}

	@Test
	void actorThatIsNotDoneInTimeIsStopped_andOnlyWhatItHasBegunMayHaveBeenHandled() throws Exception {
		LocalNode first = start(0);
		LocalNode second = start(1, (settings) -> settings.handOffTimeout(Duration.ofMillis(500)));
		awaitBalance();
		List<String> keys = keysOn(first, second).limit(3).toList();
		String busy = keys.getLast();
		List<CompletableFuture<?>> begun = List.of(first.till(keys.get(0)).ask(new Till.Later("a", 600_000), LONG),
				second.till(keys.get(1)).ask(new Till.Later("b", 600_000), LONG),
				first.till(busy).ask(new Till.Visit(List.of(first.till(busy)), 600_000), LONG));
		await().until(() -> this.handled.size() == 2 && depth(second, busy) == 0);
		List<CompletableFuture<?>> waiting = List.of(first.till(busy).ask(new Add("c", 1, null), LONG),
				second.till(busy).ask(new Add("d", 1, null), LONG));
		await().until(() -> depth(second, busy) == 2);
		second.close();
		this.nodes.remove(second);
		assertThat(begun).allSatisfy((asked) -> assertThat(handling(asked)).isEqualTo(Handling.UNKNOWN));
		assertThat(waiting).allSatisfy((asked) -> assertThat(handling(asked)).isEqualTo(Handling.NOT_HANDLED));
		assertThat(second.probe().handOffs().stream().mapToInt(Integer::intValue).sum()).isEqualTo(3);
		assertThat(keys).allSatisfy(
				(key) -> assertThat(first.till(key).call(new Add("e", 1, null), LONG)).isEqualTo(new Receipt(1, "n0")));
	}

	/**
	 * How many messages wait in the mailbox of a till, which is there for sure.
	 * @return -1 if it is not
	 */
	private static int depth(LocalNode node, String key) {
		return node.system()
			.find(Till.FAMILY + "/" + key)
			.map(NodeSnapshot.Actor.class::cast)
			.map(NodeSnapshot.Actor::depth)
			.orElse(-1);
	}

	private static Handling handling(CompletableFuture<?> asked) {
		return assertInstanceOf(ActorTerminatedException.class, failure(asked)).getHandling();
	}

	/**
	 * The oldest has nobody to whom it could hand over what it decides.
	 */
	@Test
	void nodesThatLeaveAllAtOnceDoNotWaitInVainForEachOther() throws Exception {
		List<LocalNode> all = List.of(start(0), start(1), start(2));
		awaitBalance();
		ListAppender<ILoggingEvent> warnings = new ListAppender<>();
		Logger logger = (Logger) LoggerFactory.getLogger(CoordinatedShutdown.class);
		warnings.start();
		logger.addAppender(warnings);
		try {
			CompletableFuture
				.allOf(all.stream()
					.map((node) -> CompletableFuture.runAsync(node::close, (task) -> Thread.ofPlatform().start(task)))
					.toArray(CompletableFuture[]::new))
				.join();
		}
		finally {
			logger.detachAppender(warnings);
		}
		// Nodes of other classes of tests may end at the same time.
		assertThat(warnings.list)
			.filteredOn((event) -> this.ports.stream()
				.anyMatch((port) -> event.getMDCPropertyMap().getOrDefault("pekkoAddress", "").endsWith(":" + port)))
			.extracting(ILoggingEvent::getFormattedMessage)
			.isEmpty();
	}

	@Test
	void eachSendersMessagesKeepTheirOrderAcrossMoves() throws Exception {
		LocalNode first = start(0);
		LocalNode second = start(1);
		awaitBalance();
		List<Thread> senders = new ArrayList<>();
		AtomicInteger rounds = new AtomicInteger();
		Map<String, Integer> sent = new ConcurrentHashMap<>();
		boolean[] stopped = { false };
		for (LocalNode node : List.of(first)) {
			for (int i = 0; i < 8; i++) {
				String key = "key" + i;
				senders.add(Thread.ofPlatform().start(() -> {
					ActorRef<Till> till = node.till(key);
					for (int number = 1; !stopped[0]; number++) {
						till.tell(new Note(node.name() + " " + number));
						sent.put(node.name() + " " + key, number);
						if (number % 50 == 0) {
							till.call(new Till.Nothing(), LONG);
							rounds.incrementAndGet();
						}
					}
				}));
			}
		}
		await().atMost(LONG).until(() -> rounds.get() > 50);
		second.close();
		this.nodes.remove(second);
		int afterLeave = rounds.get();
		await().atMost(LONG).until(() -> rounds.get() > afterLeave + 50);
		start(2);
		awaitBalance();
		int afterJoin = rounds.get();
		await().atMost(LONG).until(() -> rounds.get() > afterJoin + 50);
		stopped[0] = true;
		for (Thread each : senders) {
			each.join();
		}
		int all = sent.values().stream().mapToInt(Integer::intValue).sum();
		await().atMost(LONG)
			.until(() -> this.handled.stream().filter((each) -> !each.id().equals("nothing")).count() >= all);
		Map<String, List<Integer>> handled = this.handled.stream()
			.filter((each) -> !each.id().equals("nothing"))
			.collect(Collectors.groupingBy((each) -> each.id().split(" ")[0] + " " + each.key(),
					Collectors.mapping((each) -> Integer.parseInt(each.id().split(" ")[1]), Collectors.toList())));
		sent.forEach((who, last) -> assertThat(handled.get(who)).as(who)
			.isEqualTo(IntStream.rangeClosed(1, last).boxed().toList()));
	}

	@Test
	void whatAnActorAsksInItsTurnIsLetInWhileItsPartitionLeaves() throws Exception {
		LocalNode first = start(0);
		LocalNode second = start(1);
		awaitBalance();
		String here = keyOn(first, first);
		String there = keyOn(first, second);
		CompletableFuture<String> round = first.till(there)
			.ask(new Till.Visit(List.of(first.till(here), first.till(there)), 1_000), LONG);
		await().atMost(LONG).until(() -> second.system().find(Till.FAMILY + "/" + there).isPresent());
		second.close();
		this.nodes.remove(second);
		assertThat(round.join()).isEqualTo("n1 n0 n1");
	}

	@Test
	void oneQuestionGoesToKeysOfAllNodes() throws Exception {
		LocalNode first = start(0);
		LocalNode second = start(1);
		awaitBalance();
		List<ActorRef<Till>> tills = IntStream.range(0, 50).mapToObj((i) -> first.till("key" + i)).toList();
		Outcomes<Till, Receipt> sums = FanOut
			.ask(tills, (till) -> new Add("once " + till.path(), till.path().endsWith("9") ? 2000 : 7, null), LONG)
			.whole()
			.join();
		assertThat(sums.answered()).hasSize(45)
			.allSatisfy((answered) -> assertThat(answered.value().sum()).isEqualTo(7))
			.extracting((answered) -> answered.value().node())
			.contains("n0", "n1");
		assertThat(sums.failed()).hasSize(5)
			.allSatisfy((failure) -> assertThat(failure.cause()).isInstanceOf(Till.TooMuchException.class));
		assertThat(this.handled).extracting(Handled::id).doesNotHaveDuplicates().hasSize(45);
		assertThat(second.probe().askedByOutcome()).isEmpty();
	}

	/**
	 * Who waits for whom is known on each node for itself: only the time ends it.
	 */
	@Test
	void callsInACircleOverTwoNodesEndWhenTheirTimeIsUp() throws Exception {
		LocalNode first = start(0);
		LocalNode second = start(1);
		awaitBalance();
		ActorRef<Till> here = first.till(keyOn(first, first));
		ActorRef<Till> there = first.till(keyOn(first, second));
		CompletableFuture<String> circle = here
			.ask(new Till.Visit(List.of(there, here, first.till(keyOn(first, first) + "x")), 1), Duration.ofSeconds(3));
		assertThat(failure(circle)).isInstanceOf(AskTimeoutException.class);
		assertThat(here.call(new Add("after", 1, null), LONG).sum()).isOne();
		assertThat(there.call(new Add("after", 1, null), LONG).sum()).isOne();
	}

	@Test
	void nodesAnswerEachOthersQuestions() throws Exception {
		LocalNode first = start(0);
		LocalNode second = LocalNode.start("n1", this.ports.get(1), this.ports.subList(0, 2),
				(settings) -> settings.queryHandler(ClusterNodesTests::answer));
		this.nodes.add(second);
		String address = "127.0.0.1:" + this.ports.get(1);
		assertThat(ask(first, address, "who")).contains("n1: who");
		assertThat(ask(second, address, "self")).contains("n1: self");
		assertThat(ask(first, address, "nothing")).isEmpty();
		assertThat(refusal(first, address, "large"))
			.hasMessage("The answer has 300000 bytes, but at most 262144 may be sent");
		assertThat(refusal(first, address, "crash")).hasMessageContaining("see its log");
		assertThat(refusal(first, address, "x".repeat(300_000))).hasMessageContaining("The question has 300000 bytes");
		assertThat(refusal(first, address, "slow")).hasMessage("The node " + address + " has not answered within PT2S");
		assertThat(refusal(first, "127.0.0.1:1", "who")).hasMessage("There is no member 127.0.0.1:1");
		assertThat(refusal(second, "127.0.0.1:" + this.ports.get(0), "who"))
			.hasMessage("The node answers no questions of others");
	}

	/**
	 * One that is reached from other machines, by an address of this one.
	 */
	@Test
	void nodeWithoutTlsAnswersNoQuestions_ifOthersThanThisMachineReachIt() throws Exception {
		InetAddress address = NetworkInterface.networkInterfaces()
			.flatMap(NetworkInterface::inetAddresses)
			.filter((each) -> each instanceof Inet4Address && !each.isLoopbackAddress())
			.findFirst()
			.orElse(null);
		assumeTrue(address != null, "This machine has no address but loopback");
		LocalNode first = start(0);
		LocalNode second = LocalNode.start("n1", this.ports.get(1), this.ports.subList(0, 1),
				(settings) -> settings.address(address.getHostAddress(), this.ports.get(1))
					.publicAddress(true)
					.queryHandler(ClusterNodesTests::answer));
		this.nodes.add(second);
		assertThat(refusal(first, address.getHostAddress() + ":" + this.ports.get(1), "who"))
			.hasMessage("The node answers no questions of others");
		assertThat(refusal(second, "127.0.0.1:" + this.ports.get(0), "who"))
			.hasMessage("Nodes answer each other's questions only on loopback, or with TLS");
	}

	private static Optional<byte[]> answer(byte[] question) {
		String asked = new String(question, StandardCharsets.UTF_8);
		return switch (asked) {
			case "nothing" -> Optional.empty();
			case "large" -> Optional.of(new byte[300_000]);
			case "crash" -> throw new IllegalStateException("boom");
			case "slow" -> {
				LockSupport.parkNanos(Duration.ofSeconds(30).toNanos());
				yield Optional.empty();
			}
			default -> Optional.of(("n1: " + asked).getBytes(StandardCharsets.UTF_8));
		};
	}

	private static Optional<String> ask(LocalNode node, String address, String question) {
		return node.node()
			.query(address, question.getBytes(StandardCharsets.UTF_8),
					Duration.ofSeconds(question.equals("slow") ? 2 : 60))
			.toCompletableFuture()
			.join()
			.map((answer) -> new String(answer, StandardCharsets.UTF_8));
	}

	private static Throwable refusal(LocalNode node, String address, String question) {
		Throwable cause = assertThatExceptionOfType(CompletionException.class)
			.isThrownBy(() -> ask(node, address, question))
			.actual()
			.getCause();
		assertThat(cause).isInstanceOf(NodeQueryException.class);
		return cause;
	}

	@Test
	void nodeWithAnotherNumberOfPartitionsIsRefused() throws Exception {
		start(0);
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> LocalNode.start("other", this.ports.get(1), this.ports.subList(0, 1),
					(settings) -> settings.partitions(17)))
			.withMessageContaining("has refused this node, which has 17 partitions: the others have 16");
	}

	@Test
	void nodeThatSpeaksAnotherVersionOfTheProtocolIsRefused() throws Exception {
		beginWithoutPartitions(Map.of(PekkoConfig.PROTOCOL, Frame.PROTOCOL + 1),
				() -> assertThatExceptionOfType(ActorConfigurationException.class)
					.isThrownBy(() -> LocalNode.start("n1", this.ports.get(1), this.ports.subList(0, 1)))
					.withMessageContaining("has refused this node, which speaks version %d of the protocol",
							Frame.PROTOCOL)
					.withMessageEndingWith("the others speak version " + (Frame.PROTOCOL + 1))
					.satisfies((ex) -> assertThat(ex.getAction()).contains("the same version of this library")));
	}

	/**
	 * One that is cut off trusts itself for half of what it thinks that others wait.
	 */
	@Test
	void nodeThatWouldWaitLongerForSilentOnesIsRefused() throws Exception {
		beginWithoutPartitions(Map.of(PekkoConfig.STABLE_AFTER, "30000ms"),
				() -> assertThatExceptionOfType(ActorConfigurationException.class)
					.isThrownBy(() -> LocalNode.start("n1", this.ports.get(1), this.ports.subList(0, 1)))
					.withMessageContaining(
							"goes on without silent nodes after 3000ms: the others do so after 30000ms"));
	}

	@Test
	void nodeThatDoesNotFindOutWherePartitionsLiveSaysSoAndEnds() throws Exception {
		beginWithoutPartitions(Map.of(),
				() -> assertThat(CompletableFuture.runAsync(() -> LocalNode.start("n1", this.ports.get(1),
						this.ports.subList(0, 1), (settings) -> settings.joinTimeout(Duration.ofSeconds(10)))))
					.failsWithin(LONG)
					.withThrowableOfType(ExecutionException.class)
					.withCauseInstanceOf(ActorConfigurationException.class)
					.withMessageContaining("has joined, but has not found out within PT10S where all partitions live"));
	}

	/**
	 * Begins a cluster with a node that is nothing but a member.
	 * @param different in what its configuration differs
	 */
	private void beginWithoutPartitions(Map<String, Object> different, Runnable test) throws Exception {
		this.ports = LocalNode.freePorts(2);
		ClusterSettings settings = ClusterSettings.builder("test")
			.address("127.0.0.1", this.ports.get(0))
			.seeds(List.of("127.0.0.1:" + this.ports.get(0)))
			.partitions(LocalNode.PARTITIONS)
			.stableAfter(LocalNode.STABLE_AFTER)
			.build();
		ActorSystem member = ActorSystem.create("test",
				ConfigFactory.parseMap(different).withFallback(PekkoConfig.of(settings, getClass().getClassLoader())));
		try {
			Cluster cluster = Cluster.get(member);
			cluster.join(cluster.selfAddress());
			await().atMost(LONG).until(() -> cluster.selfMember().status().equals(MemberStatus.up()));
			test.run();
		}
		finally {
			member.terminate();
			member.getWhenTerminated().toCompletableFuture().join();
		}
	}

	@Test
	void portThatIsTakenIsSaid() throws Exception {
		start(0);
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> LocalNode.start("other", this.ports.get(0), this.ports.subList(0, 1)))
			.withMessageContaining("cannot use the port " + this.ports.get(0) + " of 127.0.0.1");
	}

	@Test
	void nodeThatFindsNoSeedSaysSo() throws Exception {
		List<Integer> free = LocalNode.freePorts(2);
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> LocalNode.start("other", free.get(0), free.subList(1, 2),
					(settings) -> settings.joinTimeout(Duration.ofSeconds(2))))
			.withMessageContaining("has not become a member");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ":25520", "::1", "fd00::1:25520", "[::1]25520", "10.0.0.1:port", "[]" })
	void seedThatIsNoAddressIsRefused(String seed) {
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> ClusterSettings.builder("test").seeds(List.of("10.0.0.1", "node-1:7", seed)).build())
			.withMessage("The seed '" + seed + "' is no address of a node");
	}

	@Test
	void settingsThatCannotBeAreRefused() {
		assertThatExceptionOfType(ActorConfigurationException.class)
			.isThrownBy(() -> ClusterSettings.builder("test").build())
			.withMessageContaining("has no seeds")
			.satisfies((ex) -> assertThat(ex.getAction()).contains("in the same order everywhere"));
	}

}
