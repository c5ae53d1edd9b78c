package dev.actorspring.boot.webflux;

import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

import com.jayway.jsonpath.JsonPath;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.reactive.server.StatusAssertions;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What part of a path is the key.
 */
@SpringBootTest(classes = GatewayApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "actor.web.expose=room", "actor.metrics.enabled=false",
				"server.netty.max-initial-line-length=16KB", "server.max-http-request-header-size=16KB" })
@ExtendWith(CheckedStacks.class)
class KeysTests {

	@Autowired
	private ActorSystem system;

	@LocalServerPort
	private int port;

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			42            | "42"
			a%2Fb         | "a/b"
			%2F           | "/"
			a%20b         | "a b"
			a+b           | "a+b"
			%20           | " "
			%C3%BC        | "ü"
			%F0%9F%8E%89  | "🎉"
			a%252Fb       | "a%2Fb"
			%2e%2e        | ".."
			42;x=1        | "42"
			%FF           | "\ufffd"
			""")
	void segment_isDecodedOnce(String segment, String key) {
		if (isRefusedByTheServer(segment)) {
			statusOf("/rooms/" + segment).isBadRequest();
			return;
		}
		assertThat(keyOf("/rooms/" + segment)).isEqualTo(key);
		assertThat(this.system.find("room/" + key)).isPresent();
	}

	@Test
	void longKey_isAKey() {
		String key = "x".repeat(10 * 1024);
		assertThat(keyOf("/rooms/" + key)).isEqualTo(key);
	}

	@Test
	void longKeyOfSlashes_isAKey() {
		assertThat(keyOf("/rooms/" + "%2F".repeat(5000))).isEqualTo("/".repeat(5000));
	}

	@Test
	void keyBeyondWhatTheServerTakes_isRefusedByTheServer() throws Exception {
		try (Socket socket = new Socket("localhost", this.port)) {
			socket.getOutputStream()
				.write(("GET /rooms/" + "x".repeat(20 * 1024) + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
					.getBytes(StandardCharsets.US_ASCII));
			InputStream in = socket.getInputStream();
			assertThat(new String(in.readNBytes(12), StandardCharsets.US_ASCII))
				.isEqualTo("HTTP/1.1 " + statusOfTooLong());
		}
	}

	/**
	 * Whether a key gets no further than the server.
	 */
	boolean isRefusedByTheServer(String segment) {
		return false;
	}

	int statusOfTooLong() {
		return 414;
	}

	private StatusAssertions statusOf(String path) {
		return WebTestClient.bindToServer()
			.baseUrl("http://localhost:" + this.port)
			.build()
			.get()
			.uri(URI.create("http://localhost:" + this.port + path))
			.exchange()
			.expectStatus();
	}

	private String keyOf(String path) {
		byte[] body = statusOf(path).isOk().expectBody().returnResult().getResponseBodyContent();
		assertThat(body).isNotNull();
		return JsonPath.read(new String(body, StandardCharsets.UTF_8), "$.key");
	}

}
