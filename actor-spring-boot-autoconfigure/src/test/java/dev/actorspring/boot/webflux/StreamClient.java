package dev.actorspring.boot.webflux;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpRequest.Builder;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Talks to a {@link StreamingApplication}.
 *
 * @param port where it is on this host
 * @param http what it talks with
 */
record StreamClient(int port, HttpClient http) {

	StreamClient(int port) {
		this(port, HttpClient.newHttpClient());
	}

	HttpResponse<String> get(String path, String accept) throws Exception {
		return send(request(path).header("Accept", accept));
	}

	HttpResponse<String> post(String path, String json, String... headers) throws Exception {
		Builder request = request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json));
		return send((headers.length > 0) ? request.headers(headers) : request);
	}

	void tell(String path, String json) throws Exception {
		assertThat(post(path, json).statusCode()).isEqualTo(202);
	}

	HttpResponse<String> send(Builder request) throws Exception {
		return this.http.send(request.build(), BodyHandlers.ofString());
	}

	Builder request(String path) {
		return HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path))
			.timeout(Duration.ofSeconds(20));
	}

	/**
	 * Listens to the radio. Returns when the response has begun.
	 */
	Listener listen(String accept) throws Exception {
		HttpRequest request = request("/radio/songs").header("Accept", accept).build();
		return new Listener(this.http.send(request, BodyHandlers.ofInputStream()).body());
	}

	/**
	 * A client that is there until it is closed.
	 */
	static final class Listener implements AutoCloseable {

		private final BufferedReader reader;

		Listener(InputStream body) {
			this.reader = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
		}

		String readLine() throws IOException {
			return this.reader.readLine();
		}

		@Override
		public void close() throws IOException {
			this.reader.close();
		}

	}

}
