package dev.actorspring.demo.shutdown;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import dev.actorspring.demo.DemoProcess;
import dev.actorspring.demo.shutdown.RawClient.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Ends the auction house in the middle of traffic.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no signal to ask a process to end")
class ShutdownTests {

	/** Of the phases of Spring's lifecycle: server and actors have one each. */
	private static final Duration SHUTDOWN_TIME = Duration.ofSeconds(2 * 30);

	private static final int SIGTERM = 128 + 15;

	private final Queue<Outcome> outcomes = new ConcurrentLinkedQueue<>();

	@TempDir
	private Path directory;

	@Test
	@Timeout(180)
	void everyRequestThatWasAcceptedIsAnswered() throws Exception {
		try (DemoProcess process = DemoProcess.start(this.directory)) {
			RawClient client = new RawClient(process.port());
			assertThat(client.send("PUT", "/auctions/42", """
					{"item": "Mona Lisa", "reserve": 100, "closesIn": "PT10M"}"""))
				.isEqualTo(new Outcome.Answered(201));
			List<Thread> clients = new ArrayList<>();
			AtomicInteger amount = new AtomicInteger(1_000);
			for (int i = 0; i < 4; i++) {
				clients.add(traffic(() -> client.send("POST", "/auctions/42/bids", """
						{"bidder": "ann", "amount": %d}""".formatted(amount.incrementAndGet()))));
			}
			for (int i = 0; i < 4; i++) {
				// These wait for each other in the mailbox: some always wait.
				clients.add(traffic(() -> client.send("POST", "/payments/card-gateway/faults", """
						{"delay": "PT0.2S"}""")));
			}
			await().until(() -> answers() >= 200);
			long answersBefore = answers();
			long terminatedAt = System.nanoTime();
			process.terminate();
			assertThat(process.endsWithin(SHUTDOWN_TIME)).as(process.log()).isTrue();
			for (Thread thread : clients) {
				thread.join();
			}
			assertThat(this.outcomes).noneMatch((outcome) -> isLost(outcome, terminatedAt));
			assertThat(answers()).isGreaterThan(answersBefore);
			assertThat(process.exitValue()).isEqualTo(SIGTERM);
			assertThat(process.log()).contains("Commencing graceful shutdown").doesNotContain("abandoned");
		}
		assertThat(this.outcomes).filteredOn(Outcome.Answered.class::isInstance)
			.extracting((outcome) -> ((Outcome.Answered) outcome).status())
			.contains(200)
			.isSubsetOf(200, 409, 503);
	}

	/**
	 * Sends one request after the other until one is not answered.
	 */
	private Thread traffic(Supplier<Outcome> request) {
		return Thread.ofVirtual().start(() -> {
			Outcome outcome;
			do {
				outcome = request.get();
				this.outcomes.add(outcome);
			}
			while (outcome instanceof Outcome.Answered);
		});
	}

	/**
	 * Reactor Netty closes the connections that have no request at the moment when it
	 * begins to shut down. A request whose header arrives in that moment is still told to
	 * continue: so what counts is what was accepted before.
	 */
	private static boolean isLost(Outcome outcome, long terminatedAt) {
		return outcome instanceof Outcome.Lost lost && lost.acceptedAt() - terminatedAt < 0;
	}

	private long answers() {
		return this.outcomes.stream().filter(Outcome.Answered.class::isInstance).count();
	}

}
