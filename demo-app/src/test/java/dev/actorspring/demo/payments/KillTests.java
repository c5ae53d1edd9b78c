package dev.actorspring.demo.payments;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

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

	private static final int BIDS = 200;

	private static final long FIRST = 100;

	private volatile boolean killed;

	@TempDir
	private Path directory;

	@Test
	void bidsThatWereAcknowledgedAreThere() throws Exception {
		List<AtomicLong> acknowledged = new ArrayList<>();
		try (DemoProcess process = DemoProcess.start(this.directory);
				ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
			House house = House.at(process.port());
			List<Future<?>> all = new ArrayList<>();
			for (int i = 0; i < CLIENTS; i++) {
				String key = "auction-" + i;
				AtomicLong own = new AtomicLong(FIRST - 1);
				acknowledged.add(own);
				house.open(key, "PT1H");
				all.add(clients.submit(() -> bidUntilKilled(house, key, own)));
			}
			await().atMost(Duration.ofSeconds(60))
				.until(() -> acknowledged.stream().mapToLong((last) -> last.get() - FIRST + 1).sum() >= BIDS);
			this.killed = true;
			process.kill();
			for (Future<?> each : all) {
				each.get();
			}
		}
		try (DemoProcess process = DemoProcess.start(this.directory)) {
			House house = House.at(process.port());
			for (int i = 0; i < CLIENTS; i++) {
				Auction.Status status = status(house, "auction-" + i);
				long last = acknowledged.get(i).get();
				// The answer to the last one may have been lost.
				assertThat(status.highest()).isBetween(last, last + 1);
				assertThat(status.bids()).isEqualTo(status.highest() - FIRST + 1);
			}
		}
	}

	private void bidUntilKilled(House house, String key, AtomicLong acknowledged) {
		try {
			for (;;) {
				house.bid(key, "ann", acknowledged.get() + 1);
				acknowledged.incrementAndGet();
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
			// What was in hand when it was killed is sent again half a minute later.
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

	private static Auction.Status status(House house, String key) {
		return house.client()
			.get()
			.uri("/auctions/{key}", key)
			.exchange()
			.expectBody(Auction.Status.class)
			.returnResult()
			.getResponseBody();
	}

}
