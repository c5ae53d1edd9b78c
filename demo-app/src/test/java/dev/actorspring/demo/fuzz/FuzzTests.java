package dev.actorspring.demo.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

import dev.actorspring.ActorRef;
import dev.actorspring.KeyedActors;
import dev.actorspring.demo.AuctionHouseTest;
import dev.actorspring.demo.House;
import dev.actorspring.demo.auction.Auction;
import dev.actorspring.demo.fuzz.RawExchange.Response;
import dev.actorspring.demo.payments.Ledger;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.NodeSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Spoilt requests: each gets an answer that blames the client or does what it says, or
 * loses its connection, and those that are refused change nothing. Each client has
 * auctions of its own and a seed of its own; what a seed sends is always the same.
 */
@AuctionHouseTest
@TestPropertySource(properties = "actor.web.expose=auction,ledger")
class FuzzTests {

	private static final int CLIENTS = 16;

	private static final int REQUESTS = 1_300;

	/** Methods and versions that a server has never heard of: blames the client, too. */
	private static final Set<Integer> UNKNOWN = Set.of(501, 505);

	private static final Pattern OURS = Pattern
		.compile("\"path\":\"/(auctions|actors|payments/ledger|payments/card-gateway)[/\"]");

	private static final Pattern LEAK = Pattern
		.compile("dev\\.actorspring|org\\.spring|java\\.|tools\\.jackson|" + "netty|Exception|\\bat [a-z]+\\.");

	@Autowired
	private KeyedActors<Auction> auctions;

	@Autowired
	private ActorRef<Ledger> ledger;

	@Autowired
	private ActorSystem system;

	@Autowired
	private WebTestClient client;

	@Autowired
	private WebServerApplicationContext application;

	@LocalServerPort
	private int port;

	private final Map<Integer, AtomicInteger> statuses = new ConcurrentSkipListMap<>();

	private final AtomicInteger posted = new AtomicInteger();

	@Test
	@Timeout(value = 5, unit = TimeUnit.MINUTES)
	void spoiltRequests_areRefusedAndChangeNothing() throws Exception {
		long entries = this.ledger.call(new Ledger.GetBalance()).entries();
		try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<?>> all = new ArrayList<>();
			for (int seed = 0; seed < CLIENTS; seed++) {
				int own = seed;
				all.add(clients.submit(() -> run(own)));
			}
			for (Future<?> each : all) {
				each.get();
			}
		}
		assertThat(this.statuses.values().stream().mapToInt(AtomicInteger::get).sum()).isEqualTo(CLIENTS * REQUESTS);
		System.out.println("Spoilt requests on " + this.application.getWebServer().getClass().getSimpleName() + ": "
				+ CLIENTS * REQUESTS + ", answered " + this.statuses);
		// Each kind of refusal was met.
		assertThat(this.statuses).containsKeys(200, 400, 404, 405, 406, 409, 413, 415);
		assertThat(this.ledger.call(new Ledger.GetBalance()).entries()).isEqualTo(entries + this.posted.get());
		serverAnswersAsBefore();
	}

	private void run(int seed) {
		Mutator mutator = new Mutator(seed);
		RawExchange server = new RawExchange(this.port);
		String key = UUID.nameUUIDFromBytes(("client " + seed).getBytes(StandardCharsets.UTF_8)).toString();
		new House(this.client).open(key, "PT1H");
		ActorRef<Auction> auction = this.auctions.get(key);
		List<HttpText> requests = requests(key);
		Auction.Status before = auction.call(new Auction.GetStatus());
		for (int i = 0; i < REQUESTS; i++) {
			HttpText request = mutator.any(requests);
			byte[] bytes = mutator.spoil(request);
			Response response = server.send(bytes);
			this.statuses.computeIfAbsent(response.status(), (status) -> new AtomicInteger()).incrementAndGet();
			if (!isOfOthers(response) && !UNKNOWN.contains(response.status())) {
				assertThat(response.status())
					.as(() -> new String(bytes, StandardCharsets.ISO_8859_1) + "\n" + response.body())
					.isLessThan(500);
			}
			if (response.status() >= 400) {
				assertThat(response.body()).doesNotContainPattern(LEAK);
			}
			if (request.target().equals("/actors/ledger/post") && isPosted(response)) {
				this.posted.incrementAndGet();
			}
			Auction.Status after = auction.call(new Auction.GetStatus());
			if (!response.isSuccess() && response.status() != 0) {
				assertThat(after).as(() -> new String(bytes, StandardCharsets.ISO_8859_1)).isEqualTo(before);
			}
			before = after;
		}
	}

	/**
	 * Spring Boot's route to the static page at the root fails at an {@code Accept}
	 * header that it cannot read, and Spring MVC at a form that has no boundary, whatever
	 * its path. No actor has to do with it.
	 */
	private static boolean isOfOthers(Response response) {
		return response.status() == 500 && response.body().contains("\"path\":\"")
				&& !OURS.matcher(response.body()).find();
	}

	/**
	 * Whether the spoilt request was a valid one after all; OPTIONS, too, is a success.
	 */
	private static boolean isPosted(Response response) {
		return response.status() == 202 || (response.isSuccess() && response.body().contains("\"entries\""));
	}

	private static List<HttpText> requests(String key) {
		return List.of(HttpText.of("GET", "/auctions/" + key, ""), HttpText.of("PUT", "/auctions/" + key, """
				{"item":"Mona Lisa","reserve":100,"closesIn":"PT1H"}"""),
				HttpText.of("POST", "/auctions/" + key + "/bids", """
						{"bidder":"ann","amount":150}"""),
				HttpText.of("POST", "/auctions/" + key + "/bids?bidder=bob", """
						{"amount":-7}"""), HttpText.of("POST", "/actors/auction/" + key + "/bid", """
						{"bidder":"","amount":200}"""),
				HttpText.of("POST", "/actors/auction/" + key + "/get-status", "{}"),
				HttpText.of("POST", "/actors/ledger/post", """
						{"amount":0}"""), HttpText.of("GET", "/payments/ledger", ""),
				HttpText.of("POST", "/payments/card-gateway/faults", """
						{"delay":"for ever"}"""));
	}

	private void serverAnswersAsBefore() {
		House house = new House(this.client);
		house.open("after-all", "PT1H");
		house.bid("after-all", "ann", 100);
		house.expectStatus("after-all", "OPEN", 100, "ann", 1);
		house.get("/actuator/health", HttpStatus.OK);
		await().untilAsserted(() -> {
			NodeSnapshot.Family family = (NodeSnapshot.Family) this.system.find("auction").orElseThrow();
			assertThat(family.depth()).isZero();
			assertThat(family.restarts()).isEmpty();
			assertThat(family.away()).isEmpty();
		});
	}

}
