package dev.actorspring.demo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.BodyContentSpec;

/**
 * What one can do to an auction house over HTTP.
 *
 * @param client connected to it
 */
public record House(WebTestClient client) {

	/**
	 * One that runs elsewhere on this host.
	 */
	public static House at(int port) {
		return new House(WebTestClient.bindToServer()
			.baseUrl("http://localhost:" + port)
			.responseTimeout(Duration.ofSeconds(30))
			.build());
	}

	public BodyContentSpec get(String path, HttpStatus status) {
		return this.client.get().uri(path).exchange().expectStatus().isEqualTo(status).expectBody();
	}

	public BodyContentSpec put(String path, String json, HttpStatus status) {
		return send(HttpMethod.PUT, path, json, status);
	}

	public BodyContentSpec post(String path, String json, HttpStatus status) {
		return send(HttpMethod.POST, path, json, status);
	}

	private BodyContentSpec send(HttpMethod method, String path, String json, HttpStatus status) {
		return this.client.method(method)
			.uri(path)
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(json)
			.exchange()
			.expectStatus()
			.isEqualTo(status)
			.expectBody();
	}

	public void open(String key, String closesIn) {
		put("/auctions/" + key, """
				{"item": "Mona Lisa", "reserve": 100, "closesIn": "%s"}""".formatted(closesIn), HttpStatus.CREATED);
	}

	public void bid(String key, String bidder, long amount) {
		post("/auctions/" + key + "/bids", """
				{"bidder": "%s", "amount": %d}""".formatted(bidder, amount), HttpStatus.OK);
	}

	/**
	 * Bids so that a repetition is known as one.
	 */
	public void bid(String key, String bidder, long amount, UUID id) {
		this.client.post()
			.uri("/auctions/" + key + "/bids")
			.header("Idempotency-Key", id.toString())
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue("""
					{"bidder": "%s", "amount": %d}""".formatted(bidder, amount))
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.json("""
					{"bidder": "%s", "amount": %d}""".formatted(bidder, amount));
	}

	public void expectStatus(String key, String state, long highest, String leader, int bids) {
		String quoted = (leader != null) ? "\"" + leader + "\"" : "null";
		get("/auctions/" + key, HttpStatus.OK).json("""
				{"key": "%s", "item": "Mona Lisa", "state": "%s", "highest": %d, "leader": %s, "bids": %d}"""
			.formatted(key, state, highest, quoted, bids), JsonCompareMode.STRICT);
	}

	public void expectLedger(int entries, long total) {
		get("/payments/ledger", HttpStatus.OK).json("""
				{"entries": %d, "total": %d}""".formatted(entries, total), JsonCompareMode.STRICT);
	}

	public String text(String path) {
		byte[] body = get(path, HttpStatus.OK).returnResult().getResponseBody();
		return (body != null) ? new String(body, StandardCharsets.UTF_8) : "";
	}

}
