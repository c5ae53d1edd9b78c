package dev.actorspring.demo.payments;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import dev.actorspring.demo.DemoProcess;
import dev.actorspring.demo.House;
import dev.actorspring.demo.auction.Auction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An auction house that is killed, and started again with what it has left behind.
 */
@Timeout(120)
class KillTests {

	private static final int CLIENTS = 4;

	private static final int BIDS = 50;

	private static final long FIRST = 100;

	private volatile boolean killed;

	@TempDir
	private Path directory;

	@Test
	void bidsThatWereAcknowledgedAreThereAndThoseThatAreRepeatedCountOnce() throws Exception {
		List<Client> clients = IntStream.range(0, CLIENTS).mapToObj((i) -> new Client("auction-" + i)).toList();
		try (DemoProcess process = DemoProcess.start(this.directory);
				ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
			House house = House.at(process.port());
			List<Future<?>> all = new ArrayList<>();
			for (Client client : clients) {
				house.open(client.key, "PT1H");
				all.add(executor.submit(() -> bidUntilKilled(house, client)));
			}
			await().atMost(Duration.ofSeconds(60))
				.until(() -> clients.stream().allMatch((client) -> client.acknowledged.get() >= FIRST + BIDS));
			this.killed = true;
			process.kill();
			for (Future<?> each : all) {
				each.get();
			}
		}
		try (DemoProcess process = DemoProcess.start(this.directory)) {
			House house = House.at(process.port());
			for (Client client : clients) {
				long last = client.acknowledged.get();
				Auction.Status status = status(house, client.key);
				// The answer to the last one may have been lost.
				assertThat(status.highest()).isBetween(last, last + 1);
				assertThat(status.bids()).isEqualTo(status.highest() - FIRST + 1);
				house.bid(client.key, "ann", last, client.last);
				house.bid(client.key, "ann", last + 1, client.next);
				house.expectStatus(client.key, "OPEN", last + 1, "ann", (int) (last + 1 - FIRST + 1));
			}
		}
	}

	private void bidUntilKilled(House house, Client client) {
		try {
			for (;;) {
				client.next = UUID.randomUUID();
				house.bid(client.key, "ann", client.acknowledged.get() + 1, client.next);
				client.last = client.next;
				client.acknowledged.incrementAndGet();
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

	private static Auction.Status status(House house, String key) {
		return house.client()
			.get()
			.uri("/auctions/{key}", key)
			.exchange()
			.expectBody(Auction.Status.class)
			.returnResult()
			.getResponseBody();
	}

	/**
	 * Somebody who bids one more each time.
	 */
	private static final class Client {

		private final String key;

		private UUID last;

		private UUID next;

		private final AtomicLong acknowledged = new AtomicLong(FIRST - 1);

		Client(String key) {
			this.key = key;
		}

	}

}
