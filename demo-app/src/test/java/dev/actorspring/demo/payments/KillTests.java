package dev.actorspring.demo.payments;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import dev.actorspring.demo.AuctionHouseApplication;
import dev.actorspring.demo.DemoProcess;
import dev.actorspring.demo.House;
import dev.actorspring.demo.auction.Auction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.test.web.reactive.server.EntityExchangeResult;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An auction house that is killed, and started again with what it has left behind.
 */
@Timeout(120)
class KillTests {

	private static final int KILLS = Integer.getInteger("house.kills", 2);

	private static final int CLIENTS = 4;

	private static final int BIDS = 50;

	private static final long FIRST = 100;

	private volatile boolean killed;

	@TempDir
	private Path directory;

	/**
	 * First without a lease, and then with one, which the one that was killed still has.
	 */
	@Test
	void bidsThatWereAcknowledgedAreThereAndThoseThatAreRepeatedCountOnce() throws Exception {
		List<Client> clients = IntStream.range(0, CLIENTS).mapToObj((i) -> new Client("auction-" + i)).toList();
		for (int kill = 0; kill < KILLS; kill++) {
			try (DemoProcess process = start(kill);
					ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
				House house = House.at(process.port());
				this.killed = false;
				List<Future<?>> all = new ArrayList<>();
				for (Client client : clients) {
					if (kill == 0) {
						house.open(client.key, "PT1H");
					}
					else {
						check(house, client);
					}
					client.until = client.acknowledged() + BIDS;
					all.add(executor.submit(() -> bidUntilKilled(house, client)));
				}
				await().atMost(Duration.ofSeconds(60))
					.until(() -> clients.stream().allMatch((client) -> client.acknowledged() >= client.until));
				this.killed = true;
				process.kill();
				for (Future<?> each : all) {
					each.get();
				}
			}
		}
		try (DemoProcess process = start(KILLS)) {
			House house = House.at(process.port());
			for (Client client : clients) {
				check(house, client);
				client.outcomes.forEach((id, amount) -> house.bid(client.key, "ann", amount, id));
				house.expectStatus(client.key, "OPEN", client.acknowledged(), "ann", client.outcomes.size());
			}
		}
	}

	private DemoProcess start(int number) throws IOException {
		return DemoProcess.start(this.directory, AuctionHouseApplication.class,
				"--actor.durable.lease=" + ((number == 0) ? "0s" : "2s"));
	}

	/** Sends again what nobody has heard the answer to. */
	private static void check(House house, Client client) {
		long last = client.acknowledged();
		Auction.Status status = await().atMost(Duration.ofSeconds(60))
			.ignoreExceptions()
			.until(() -> status(house, client.key), Objects::nonNull);
		assertThat(status.highest()).isBetween(last, last + 1);
		assertThat(status.bids()).isEqualTo(status.highest() - FIRST + 1);
		client.bid(house);
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

	@Test
	void winnersAreChargedOnce() throws Exception {
		try (DemoProcess process = DemoProcess.start(this.directory, CardFile.class, "--card.silent=true")) {
			House house = House.at(process.port());
			// This one is charged, and nobody hears of it.
			house.open("42", "PT1S");
			house.bid("42", "ann", 120);
			await().until(() -> !CardFile.requests(this.directory).isEmpty());
			// This one is sold, and not charged as the gateway still waits.
			house.open("43", "PT1S");
			house.bid("43", "bob", 130);
			await().untilAsserted(() -> house.expectStatus("43", "SETTLING", 130, "bob", 1));
			process.kill();
		}
		assertThat(CardFile.requests(this.directory)).singleElement().asString().endsWith(" ann 120");
		try (DemoProcess process = DemoProcess.start(this.directory, CardFile.class)) {
			House house = House.at(process.port());
			// What was in hand when it was killed is sent again ten seconds later.
			await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
				house.expectStatus("42", "SOLD", 120, "ann", 1);
				house.expectStatus("43", "SOLD", 130, "bob", 1);
			});
			house.expectLedger(2, 250);
		}
		// The network knows by its id that it is the same payment.
		assertThat(CardFile.requests(this.directory)).hasSize(3);
		assertThat(CardFile.requests(this.directory).stream().distinct()).hasSize(2);
	}

	@Test
	void paymentThatIsInTheLedgerAndNotInTheAuctionIsEnteredOnce() throws Exception {
		try (DemoProcess process = DemoProcess.start(this.directory, DiesBeforeItIsSold.class)) {
			House house = House.at(process.port());
			house.open("42", "PT1S");
			house.bid("42", "ann", 120);
			assertThat(process.endsWithin(Duration.ofSeconds(60))).isTrue();
		}
		try (DemoProcess process = DemoProcess.start(this.directory)) {
			House house = House.at(process.port());
			house.expectLedger(1, 120);
			await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> house.expectStatus("42", "SOLD", 120, "ann", 1));
			house.expectLedger(1, 120);
		}
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

		/** For the first time, or again if the answer was lost. */
		void bid(House house) {
			long amount = acknowledged() + 1;
			house.bid(this.key, "ann", amount, this.next);
			this.outcomes.put(this.next, amount);
			this.next = UUID.randomUUID();
		}

	}

}
