package dev.actorspring.boot.webflux;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Headers at which Actuator's mapping fails before anybody has looked at the path.
 */
@SpringBootTest(classes = GatewayApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "actor.web.expose=desk", "actor.metrics.enabled=false",
				"management.endpoints.web.exposure.include=*" })
@ExtendWith(CheckedStacks.class)
class UnreadableHeadersTests {

	private static final String TYPE = "urn:actor-spring:problem:";

	@LocalServerPort
	private int port;

	private WebTestClient client;

	@BeforeEach
	void connect() {
		this.client = WebTestClient.bindToServer()
			.baseUrl("http://localhost:" + this.port)
			.responseTimeout(Duration.ofSeconds(20))
			.build();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/rooms/42", "/rooms/42/nowhere", "/actors/desk/nowhere" })
	void moreTypesThanCanBeSorted_areNotAcceptable(String path) {
		String accept = "a/b" + ",a/b".repeat(60);
		if (path.endsWith("/nowhere") && !sorts()) {
			problem(this.client.get().uri(path).header(HttpHeaders.ACCEPT, accept).exchange(), 404, "not-found");
		}
		else {
			notAcceptable(path, accept);
		}
	}

	/**
	 * Whether the mapping of Actuator sorts the types before it looks at the path.
	 */
	boolean sorts() {
		return true;
	}

	@ParameterizedTest
	@ValueSource(strings = { ";;", "nonsense", "*/json" })
	void malformedAccept_isNotAcceptable(String accept) {
		notAcceptable("/rooms/42", accept);
	}

	@ParameterizedTest
	@ValueSource(strings = { ";;", "nonsense", "*/json", "application/json;charset=nope" })
	void malformedContentType_isUnsupported(String type) throws Exception {
		// WebClient refuses to send them.
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + "/rooms/42"))
			.header(HttpHeaders.CONTENT_TYPE, type)
			.PUT(BodyPublishers.ofString("{}"))
			.build();
		try (HttpClient http = HttpClient.newHttpClient()) {
			HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
			assertThat(response.statusCode()).isEqualTo(415);
			assertThat(response.body()).contains(TYPE + "unsupported-media-type");
			assertThat(response.headers().firstValue(HttpHeaders.ACCEPT)).contains("application/json");
		}
	}

	@Test
	void pathsOfOthers_areLeftToThem() {
		this.client.get()
			.uri("/elsewhere")
			.header(HttpHeaders.ACCEPT, ";;")
			.exchange()
			.expectBody(String.class)
			.value((body) -> assertThat(String.valueOf(body)).doesNotContain(TYPE));
	}

	private void notAcceptable(String path, String accept) {
		problem(this.client.get().uri(path).header(HttpHeaders.ACCEPT, accept).exchange(), 406, "not-acceptable");
	}

	private static void problem(WebTestClient.ResponseSpec response, int status, String type) {
		response.expectStatus()
			.isEqualTo(status)
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo(TYPE + type);
	}

}
