package dev.actorspring.demo.payments;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.actorspring.demo.AuctionHouseApplication;
import dev.actorspring.demo.House;
import dev.actorspring.durable.jdbc.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.HttpStatus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An auction house that is stopped in good order, and started again.
 */
class RestartTests {

	private final RecordingNetwork network = new RecordingNetwork();

	@TempDir
	private Path directory;

	@Test
	void bidIsThereAfterARestart() {
		restartAfterABid(h2());
	}

	@Test
	void bidIsThereAfterARestart_inPostgres() {
		restartAfterABid(PostgresServer.INSTANCE.newDatabase());
	}

	private void restartAfterABid(String url) {
		try (ConfigurableApplicationContext context = start(url)) {
			House house = house(context);
			await().untilAsserted(() -> house.open("42", "PT10M"));
			house.bid("42", "ann", 120);
		}
		try (ConfigurableApplicationContext context = start(url)) {
			House house = house(context);
			await().untilAsserted(() -> house.expectStatus("42", "OPEN", 120, "ann", 1));
			house.put("/auctions/42", """
					{"item": "The Scream", "reserve": 1, "closesIn": "PT1H"}""", HttpStatus.CONFLICT);
			house.post("/auctions/42/bids", """
					{"bidder": "bob", "amount": 120}""", HttpStatus.CONFLICT);
			house.bid("42", "bob", 121);
			house.expectStatus("42", "OPEN", 121, "bob", 2);
		}
	}

	@Test
	void auctionWhoseTimeRunsOutWhileNothingRunsIsSettledOnce() {
		Instant end;
		try (ConfigurableApplicationContext context = start()) {
			House house = house(context);
			house.open("42", "PT5S");
			end = Instant.now().plusSeconds(5);
			house.bid("42", "ann", 120);
			house.expectStatus("42", "OPEN", 120, "ann", 1);
		}
		await().until(() -> Instant.now().isAfter(end));
		assertThat(this.network.payments).isEmpty();
		try (ConfigurableApplicationContext context = start()) {
			House house = house(context);
			await().untilAsserted(() -> house.expectStatus("42", "SOLD", 120, "ann", 1));
			house.expectLedger(1, 120);
		}
		try (ConfigurableApplicationContext context = start()) {
			House house = house(context);
			house.expectStatus("42", "SOLD", 120, "ann", 1);
			// Once this one is sold, what was due at the start has been looked at.
			house.open("43", "PT1S");
			house.bid("43", "bob", 130);
			await().untilAsserted(() -> house.expectStatus("43", "SOLD", 130, "bob", 1));
			house.expectLedger(2, 250);
			assertThat(this.network.payments).hasSize(2).doesNotHaveDuplicates();
		}
	}

	@Test
	void paymentThatIsNotAnsweredIsRepeatedWithTheSameId() {
		this.network.crashes = 2;
		try (ConfigurableApplicationContext context = start()) {
			House house = house(context);
			house.open("42", "PT1S");
			house.bid("42", "ann", 120);
			await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> house.expectStatus("42", "SOLD", 120, "ann", 1));
			house.expectLedger(1, 120);
		}
		assertThat(this.network.payments).hasSize(3);
		assertThat(Set.copyOf(this.network.payments)).hasSize(1);
	}

	private ConfigurableApplicationContext start() {
		return start(h2());
	}

	private String h2() {
		return "jdbc:h2:file:" + this.directory.resolve("house");
	}

	private ConfigurableApplicationContext start(String url) {
		return new SpringApplicationBuilder(AuctionHouseApplication.class)
			.initializers((GenericApplicationContext context) -> context.registerBean("recordingNetwork",
					CardNetwork.class, () -> this.network, (definition) -> definition.setPrimary(true)))
			.run("--server.port=0", "--spring.datasource.url=" + url);
	}

	private static House house(ConfigurableApplicationContext context) {
		return House.at(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
	}

	/**
	 * Charges, and then may crash before it has answered.
	 */
	private static final class RecordingNetwork implements CardNetwork {

		private final List<UUID> payments = new CopyOnWriteArrayList<>();

		private volatile int crashes;

		@Override
		public String authorize(UUID payment, String holder, long amount) {
			this.payments.add(payment);
			if (this.payments.size() <= this.crashes) {
				throw new IllegalStateException("The answer of the card network was lost");
			}
			return "code";
		}

	}

}
