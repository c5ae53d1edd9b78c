package dev.actorspring.demo.payments;

import java.nio.file.Path;
import java.time.Duration;

import dev.actorspring.demo.DemoProcess;
import dev.actorspring.demo.House;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An auction house that is killed in the middle of a payment, and started again with what
 * it has left behind.
 */
@Timeout(120)
class KillTests {

	@TempDir
	private Path directory;

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

}
