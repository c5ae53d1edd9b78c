package dev.actorspring.demo.readme;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import dev.actorspring.demo.DemoProcess;
import dev.actorspring.demo.House;
import dev.actorspring.demo.auction.AuctionEvent;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import reactor.test.StepVerifier;

import org.springframework.http.HttpStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Three auction houses that are one, started by the commands of the README. The last test
 * kills the first of them.
 */
@Tag("cluster")
@Timeout(240)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has neither sh nor kill")
class ReadmeClusterTests {

	private static final String HEADING = "Try it on three nodes";

	private static final int NODES = 3;

	/** So many that each node has some of them. */
	private static final int AUCTIONS = 12;

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	@TempDir
	private static Path directory;

	private static List<Integer> httpPorts = List.of();

	private static List<Integer> clusterPorts = List.of();

	private static final List<DemoProcess> NODES_STARTED = new ArrayList<>();

	@BeforeAll
	@Timeout(300)
	static void start() throws Exception {
		Command.requireCurl();
		Awaitility.setDefaultTimeout(PATIENCE);
		List<Integer> free = freePorts(2 * NODES);
		httpPorts = free.subList(0, NODES);
		clusterPorts = free.subList(NODES, 2 * NODES);
		Path house = Files.createDirectories(directory.resolve("demo-app"));
		for (Command command : commands()) {
			if (command.isMaven()) {
				NODES_STARTED.add(DemoProcess.startNode(house, arguments(command)));
				if (NODES_STARTED.size() == 1) {
					NODES_STARTED.getFirst().port();
				}
			}
		}
		assertThat(NODES_STARTED).hasSize(NODES).extracting(DemoProcess::port).containsExactlyElementsOf(httpPorts);
	}

	@AfterAll
	static void end() {
		Awaitility.reset();
		NODES_STARTED.forEach(DemoProcess::close);
		NODES_STARTED.clear();
	}

	private static List<Integer> freePorts(int count) throws IOException {
		List<ServerSocket> sockets = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			sockets.add(new ServerSocket(0));
		}
		List<Integer> ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
		for (ServerSocket each : sockets) {
			each.close();
		}
		return ports;
	}

	/**
	 * With ports that are free here in place of those of the page, which the first node
	 * has by itself.
	 */
	private static List<Command> commands() {
		return Page.README.commands(HEADING)
			.stream()
			.map((command) -> new Command(withPorts(command.line()), command.output()))
			.toList();
	}

	private static String withPorts(String line) {
		String replaced = line;
		for (int i = 0; i < NODES; i++) {
			replaced = replaced.replace("localhost:" + (8080 + i), "localhost:" + httpPorts.get(i))
				.replace("house-" + (8080 + i), "house-" + httpPorts.get(i))
				.replace("server.port=" + (8080 + i), "server.port=" + httpPorts.get(i))
				.replace("cluster.port=" + (25520 + i), "cluster.port=" + clusterPorts.get(i));
		}
		return replaced;
	}

	private static List<String> arguments(Command command) {
		List<String> arguments = new ArrayList<>();
		if (command.line().contains("run.arguments=\"")) {
			arguments.addAll(Arrays.asList(command.line().replaceAll(".*run.arguments=\"|\"", "").split(" ")));
		}
		else {
			arguments.add("--server.port=" + httpPorts.getFirst());
			arguments.add("--actor.cluster.port=" + clusterPorts.getFirst());
		}
		arguments.add("--actor.cluster.seeds="
				+ String.join(",", clusterPorts.stream().map((p) -> "127.0.0.1:" + p).toList()));
		return arguments;
	}

	private static House house(int node) {
		return House.at(httpPorts.get(node % NODES));
	}

	@Test
	@Order(1)
	void bidsThroughAnyNodeReachTheOneActor() {
		for (int i = 0; i < AUCTIONS; i++) {
			String key = "one-" + i;
			house(i).get("/auctions/" + key, HttpStatus.NOT_FOUND);
			house(i + 1).open(key, "PT1H");
			house(i).bid(key, "ann", 120);
			house(i + 1).bid(key, "bob", 130);
			house(i + 2).bid(key, "cid", 140);
			house(i + 1).post("/auctions/" + key + "/bids", """
					{"bidder": "dan", "amount": 140}""", HttpStatus.CONFLICT);
			for (int node = 0; node < NODES; node++) {
				house(node).expectStatus(key, "OPEN", 140, "cid", 3);
			}
		}
	}

	@Test
	@Order(2)
	void eventsAreSeenThroughAnyNode() {
		for (int i = 0; i < AUCTIONS; i++) {
			String key = "seen-" + i;
			House other = house(i + 1);
			other.open(key, "PT1H");
			StepVerifier.create(Watcher.events(house(i), key).map(AuctionEvent::type))
				.expectNext(AuctionEvent.Type.WATCHING)
				.then(() -> other.bid(key, "ann", 120))
				.expectNext(AuctionEvent.Type.BID)
				.thenCancel()
				.verify(PATIENCE);
		}
	}

	@Test
	@Order(3)
	void nodeThatIsKilledLosesNoBidAndItsAuctionsAreAnsweredFromOthers() throws Exception {
		List<Bidder> bidders = IntStream.range(0, AUCTIONS)
			.mapToObj((i) -> new Bidder("kept-" + i, i, httpPorts))
			.toList();
		bidders.forEach((bidder) -> house(1).open(bidder.key(), "PT1H"));
		List<Watcher> watchers = bidders.stream().map((bidder) -> new Watcher(house(1), bidder.key())).toList();
		bidders.forEach(Bidder::start);
		awaitBids(bidders);
		for (Command command : commands()) {
			if (!command.isMaven()) {
				command.verify(0, directory);
			}
		}
		assertThat(NODES_STARTED.getFirst().endsWithin(PATIENCE)).as("was killed").isTrue();
		awaitBids(bidders);
		for (Bidder bidder : bidders) {
			bidder.stop();
		}
		for (int i = 0; i < AUCTIONS; i++) {
			Watcher watcher = watchers.get(i);
			long highest = bidders.get(i).highest();
			await().untilAsserted(() -> assertThat(watcher.highest()).as(watcher.key()).isEqualTo(highest));
			watcher.close();
		}
		assertThat(watchers).as("those whose auction was on the node that was killed")
			.anyMatch((watcher) -> watcher.reconnected() > 0);
		for (Bidder bidder : bidders) {
			for (int node = 1; node < NODES; node++) {
				house(node).expectStatus(bidder.key(), "OPEN", bidder.highest(), "ann", bidder.bids());
			}
		}
	}

	/**
	 * Waits until each of them has made some more.
	 */
	private static void awaitBids(List<Bidder> bidders) {
		List<Integer> before = bidders.stream().map(Bidder::bids).toList();
		await().until(() -> IntStream.range(0, bidders.size())
			.allMatch((i) -> bidders.get(i).hasFailed() || bidders.get(i).bids() >= before.get(i) + 10));
	}

}
