package dev.actorspring.benchmarks.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * All systems do the same work, or comparing them would mean nothing.
 */
class HttpSystemTests {

	private static final Duration MOMENT = Duration.ofMillis(200);

	private final HttpClient client = HttpClient.newHttpClient();

	@ParameterizedTest
	@EnumSource
	void answersTheSameRequest(HttpSystem system) throws IOException, InterruptedException {
		try (ConfigurableApplicationContext context = HttpServer.start(system)) {
			URI root = URI.create("http://127.0.0.1:" + HttpServer.port(context));
			assertThat(deposit(root, "account-1", 5)).isEqualTo("{\"id\":\"account-1\",\"balance\":5}");
			long next = system.remembers() ? 12 : 7;
			assertThat(deposit(root, "account-1", 7)).isEqualTo("{\"id\":\"account-1\",\"balance\":" + next + "}");
			assertThat(deposit(root, "account-2", 5)).isEqualTo("{\"id\":\"account-2\",\"balance\":5}");
			assertThat(send(HttpRequest.newBuilder(root.resolve("/actuator/prometheus"))).body())
				.contains("http_server_requests_seconds_count{error=\"none\"");
		}
	}

	@ParameterizedTest
	@EnumSource
	void answersLoad_eachRequestRightly(HttpSystem system) throws IOException {
		try (ConfigurableApplicationContext context = HttpServer.start(system);
				Load load = new Load(HttpServer.port(context), 8, system.remembers(), ProcessHandle.current())) {
			Slice closed = load.closed(MOMENT);
			assertThat(closed.answered()).isEqualTo(closed.latency().getTotalCount()).isPositive();
			Slice open = load.open(500, MOMENT);
			assertThat(open.answered()).isEqualTo(100 - open.unsent());
			assertThat(open.latency().getTotalCount()).isEqualTo(100);
		}
	}

	private String deposit(URI root, String account, int amount) throws IOException, InterruptedException {
		HttpResponse<String> response = send(HttpRequest.newBuilder(root.resolve("/accounts/" + account + "/deposits"))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString("{\"amount\":" + amount + "}")));
		assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
		return response.body();
	}

	private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		HttpResponse<String> response = this.client.send(request.build(), BodyHandlers.ofString());
		assertThat(response.statusCode()).isEqualTo(200);
		return response;
	}

}
