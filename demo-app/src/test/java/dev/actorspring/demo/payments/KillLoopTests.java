package dev.actorspring.demo.payments;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import dev.actorspring.demo.DemoProcess;
import dev.actorspring.demo.House;
import dev.actorspring.demo.auction.Auction;
import dev.actorspring.durable.jdbc.MariaDbServer;
import dev.actorspring.durable.jdbc.PostgresServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.test.web.reactive.server.EntityExchangeResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An auction house that is killed again and again while clients bid over HTTP and
 * auctions come to their end. Bids that were acknowledged are there, those that are
 * repeated count once and are answered as before, and each auction that has ended is paid
 * for once. With {@code -Dhouse.kills=20} it is killed so often on each database.
 */
@Timeout(1200)
class KillLoopTests {

	private static final int KILLS = Integer.getInteger("house.kills", 1);

	private static final int CLIENTS = 4;

	private static final int BIDS = 30;

	private static final long FIRST = 100;

	private static final Duration LONG = Duration.ofSeconds(60);

	private final Random random = new Random(42);

	private final List<Client> clients = IntStream.range(0, CLIENTS)
		.mapToObj((i) -> new Client("auction-" + i))
		.toList();

	private volatile boolean killed;

	@TempDir
	private Path directory;

	@Test
	void h2InAFile() throws Exception {
		killAgainAndAgain("jdbc:h2:file:./house;DB_CLOSE_ON_EXIT=FALSE");
	}

	@Test
	void postgres() throws Exception {
		killAgainAndAgain(PostgresServer.INSTANCE.newDatabase());
	}

	@Test
	void mariaDb() throws Exception {
		killAgainAndAgain(MariaDbServer.INSTANCE.newDatabase());
	}

	/**
	 * With a lease, which the one that was killed still has; of three in a row, the last
	 * is started without.
	 */
	private void killAgainAndAgain(String url) throws Exception {
		for (int kill = 0; kill < KILLS; kill++) {
			try (DemoProcess process = start(url, kill);
					ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
				House house = House.at(process.port());
				begin(house, kill);
				List<Future<?>> all = new ArrayList<>();
				this.clients.forEach((client) -> all.add(executor.submit(() -> bidUntilKilled(house, client))));
				await().atMost(LONG).until(() -> this.clients.stream().allMatch(Client::isDone));
				this.killed = true;
				process.kill();
				for (Future<?> each : all) {
					each.get();
				}
			}
		}
		try (DemoProcess process = start(url, KILLS)) {
			check(House.at(process.port()), KILLS);
		}
	}

	private DemoProcess start(String url, int number) throws IOException {
		return DemoProcess.start(this.directory, CardFile.class, "--spring.datasource.url=" + url,
				"--actor.durable.lease=" + ((number % 3 == 2) ? "0s" : "2s"));
	}

	private void begin(House house, int kill) throws IOException {
		this.killed = false;
		if (kill > 0) {
			check(house, kill);
		}
		for (Client client : this.clients) {
			if (kill == 0) {
				house.open(client.key, "PT1H");
			}
			client.until = client.acknowledged() + BIDS + this.random.nextInt(BIDS);
		}
		house.open(ending(kill), "PT1S");
		house.bid(ending(kill), "bob", FIRST);
	}

	/** An auction that may end before the kill, in the middle of it, or after it. */
	private static String ending(int kill) {
		return "ending-" + kill;
	}

	private void check(House house, int kills) throws IOException {
		this.clients.forEach((client) -> check(house, client));
		checkPayments(house, kills);
	}

	/**
	 * Sends again what nobody has heard the answer to, and then all that was answered.
	 */
	private static void check(House house, Client client) {
		long last = client.acknowledged();
		Auction.Status status = await().atMost(LONG)
			.ignoreExceptions()
			.until(() -> status(house, client.key), Objects::nonNull);
		assertThat(status.highest()).isBetween(last, last + 1);
		assertThat(status.bids()).isEqualTo(status.highest() - FIRST + 1);
		client.bid(house);
		client.outcomes.forEach((id, amount) -> house.bid(client.key, "ann", amount, id));
		house.expectStatus(client.key, "OPEN", last + 1, "ann", client.outcomes.size());
	}

	private void bidUntilKilled(House house, Client client) {
		try {
			for (;;) {
				client.bid(house);
			}
		}
		catch (RuntimeException ex) {
			if (!this.killed) {
				throw ex;
			}
		}
	}

	/** The network knows by its id that a payment is the same. */
	private void checkPayments(House house, int kills) throws IOException {
		for (int kill = 0; kill < kills; kill++) {
			String key = ending(kill);
			await().atMost(LONG).untilAsserted(() -> house.expectStatus(key, "SOLD", FIRST, "bob", 1));
		}
		house.expectLedger(kills, kills * FIRST);
		assertThat(CardFile.requests(this.directory).stream().distinct()).hasSize(kills);
	}

	/** {@code null} while nobody has the lease. */
	private static Auction.@Nullable Status status(House house, String key) {
		EntityExchangeResult<Auction.Status> answer = house.client()
			.get()
			.uri("/auctions/{key}", key)
			.exchange()
			.expectBody(Auction.Status.class)
			.returnResult();
		return answer.getStatus().is2xxSuccessful() ? answer.getResponseBody() : null;
	}

	/**
	 * Somebody who bids one more each time.
	 */
	private static final class Client {

		private final String key;

		/** What was acknowledged, by idempotency key. */
		private final Map<UUID, Long> outcomes = new ConcurrentHashMap<>();

		private UUID next = UUID.randomUUID();

		private volatile long until;

		Client(String key) {
			this.key = key;
		}

		long acknowledged() {
			return FIRST + this.outcomes.size() - 1;
		}

		/** Whether it may be killed as far as this one is concerned. */
		boolean isDone() {
			return acknowledged() >= this.until;
		}

		/** For the first time, or again if the answer was lost. */
		void bid(House house) {
			long amount = acknowledged() + 1;
			house.bid(this.key, "ann", amount, this.next);
			this.outcomes.put(this.next, amount);
			this.next = UUID.randomUUID();
		}

	}

}
