package dev.actorspring.demo.readme;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Bids one more each time, through one node after another. What may not have come through
 * is sent again, to the next node and with the same key, until it is acknowledged.
 */
final class Bidder {

	private static final long FIRST = 100;

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private final HttpClient client = HttpClient.newHttpClient();

	private final String key;

	private final List<Integer> ports;

	private final CompletableFuture<Void> end = new CompletableFuture<>();

	private int node;

	private volatile int bids;

	private volatile boolean stopped;

	/**
	 * Creates a bidder, which bids nothing yet.
	 * @param key the auction
	 * @param node to which it goes first
	 * @param ports where the nodes are
	 */
	Bidder(String key, int node, List<Integer> ports) {
		this.key = key;
		this.node = node;
		this.ports = ports;
	}

	void start() {
		Thread.ofVirtual().start(() -> {
			try {
				while (!this.stopped) {
					bid();
				}
				this.end.complete(null);
			}
			catch (InterruptedException | RuntimeException | Error ex) {
				this.end.completeExceptionally(ex);
			}
		});
	}

	private void bid() throws InterruptedException {
		UUID id = UUID.randomUUID();
		while (!isTaken(id)) {
			Thread.sleep(100);
		}
		this.bids = this.bids + 1;
	}

	private boolean isTaken(UUID id) throws InterruptedException {
		int port = this.ports.get(this.node++ % this.ports.size());
		HttpRequest request = HttpRequest
			.newBuilder(URI.create("http://localhost:%d/auctions/%s/bids".formatted(port, this.key)))
			.timeout(LIMIT)
			.header("Content-Type", "application/json")
			.header("Idempotency-Key", id.toString())
			.POST(HttpRequest.BodyPublishers.ofString("""
					{"bidder": "ann", "amount": %d}""".formatted(FIRST + this.bids)))
			.build();
		try {
			HttpResponse<String> response = this.client.send(request, HttpResponse.BodyHandlers.ofString());
			assertThat(response.statusCode()).as(response::body).isIn(200, 503, 504);
			return response.statusCode() == 200;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Waits for the bid that is under way.
	 */
	void stop() {
		this.stopped = true;
		this.end.join();
	}

	boolean hasFailed() {
		return this.end.isCompletedExceptionally();
	}

	String key() {
		return this.key;
	}

	int bids() {
		return this.bids;
	}

	long highest() {
		return FIRST + this.bids - 1;
	}

}
