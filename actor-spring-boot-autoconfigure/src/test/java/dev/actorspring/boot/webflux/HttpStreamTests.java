package dev.actorspring.boot.webflux;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;

import dev.actorspring.boot.webflux.StreamClient.Listener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Streams over a real port, as {@code docs/http.md} has them.
 */
@SpringBootTest(classes = StreamingApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "actor.web.expose=radio", "actor.metrics.enabled=false", "actor.web.stream-heartbeat=0s" })
@ExtendWith(OutputCaptureExtension.class)
@Timeout(120)
@ExtendWith(CheckedStacks.class)
class HttpStreamTests {

	private StreamClient client;

	@BeforeEach
	void forgetListeners(@LocalServerPort int port) {
		this.client = new StreamClient(port);
		// It may still be in the backoff of a crash.
		await().untilAsserted(() -> this.client.tell("/radio/reset", ""));
	}

	@Test
	void eventsAreOneDataLineEach() throws Exception {
		HttpResponse<String> response = this.client.get("/radio/archive?songs=2", "text/event-stream");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
		assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-cache");
		assertThat(response.body()).isEqualTo("""
				data: {"title":"Song\\nof 1","year":1}

				data: {"title":"Song\\nof 2","year":2}

				""");
	}

	@Test
	void newlineDelimitedJsonIsOneLineEach() throws Exception {
		HttpResponse<String> response = this.client.get("/radio/archive?songs=2", "application/x-ndjson");
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
		assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-cache");
		assertThat(response.body()).isEqualTo("""
				{"title":"Song\\nof 1","year":1}
				{"title":"Song\\nof 2","year":2}
				""");
	}

	@Test
	void emptyStreamHasNoLine() throws Exception {
		assertThat(this.client.get("/radio/archive?songs=0", "application/x-ndjson").body()).isEmpty();
	}

	@Test
	void clientThatTakesAnythingGetsEvents() throws Exception {
		assertThat(this.client.get("/radio/archive?songs=1", "*/*").body()).startsWith("data: ");
		assertThat(this.client.send(this.client.request("/radio/archive?songs=1")).body()).startsWith("data: ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json", "text/html", "text/event-stream;q=0", "/" })
	void clientThatTakesNeitherGets406AndTheMessageIsNotSent(String accept) throws Exception {
		HttpResponse<String> response = this.client.get("/radio/songs", accept);
		assertProblem(response, 406, "not-acceptable");
		assertThat(response.body()).contains("text/event-stream and application/x-ndjson");
		assertThat(listeners()).isEqualTo("{\"all\":0,\"over\":0}");
	}

	@Test
	void textIsQuotedAndTheStatusIsTheHandlers() throws Exception {
		HttpResponse<String> response = this.client.post("/radio/words", "{\"words\":[\"a\",\"b\\n\"]}", "Accept",
				"application/x-ndjson");
		assertThat(response.statusCode()).isEqualTo(201);
		assertThat(response.body()).isEqualTo("\"a\"\n\"b\\n\"\n");
	}

	@Test
	void exposedMessageIsAnsweredWithAStreamAndAlwaysWaitedFor() throws Exception {
		HttpResponse<String> response = this.client.post("/actors/radio/words", "{\"words\":[\"a\"]}", "Prefer",
				"respond-async, wait=5");
		assertThat(response.headers().firstValue("Preference-Applied")).hasValue("wait=5");
		assertThat(response.body()).isEqualTo("data: \"a\"\n\n");
	}

	@Test
	void elementsComeWhileTheStreamGoesOn() throws Exception {
		// There are headers before the first element, or this would wait for good.
		try (Listener listener = this.client.listen("text/event-stream")) {
			this.client.tell("/radio/songs", "{\"title\":\"one\"}");
			assertThat(listener.readLine()).isEqualTo("data: {\"title\":\"one\",\"year\":1}");
			assertThat(listener.readLine()).isEmpty();
			this.client.tell("/radio/songs", "{\"title\":\"two\"}");
			assertThat(listener.readLine()).isEqualTo("data: {\"title\":\"two\",\"year\":1}");
			assertThat(listener.readLine()).isEmpty();
			this.client.tell("/radio/end", "");
			assertThat(listener.readLine()).isNull();
		}
	}

	@Test
	void clientThatLeavesEndsTheStream() throws Exception {
		try (Listener stays = this.client.listen("application/x-ndjson")) {
			try (Listener leaves = this.client.listen("application/x-ndjson")) {
				this.client.tell("/radio/songs", "{\"title\":\"one\"}");
				assertThat(leaves.readLine()).contains("one");
				assertThat(listeners()).isEqualTo("{\"all\":2,\"over\":0}");
			}
			await().untilAsserted(() -> {
				if (!noticesAtOnce()) {
					this.client.tell("/radio/songs", "{\"title\":\"between\"}");
				}
				assertThat(listeners()).isEqualTo("{\"all\":2,\"over\":1}");
			});
			this.client.tell("/radio/songs", "{\"title\":\"two\"}");
			assertThat(stays.readLine()).contains("one");
			String next = stays.readLine();
			while (next.contains("between")) {
				next = stays.readLine();
			}
			assertThat(next).contains("two");
		}
	}

	/**
	 * Whether the server notices that a client has left without anything to write.
	 */
	boolean noticesAtOnce() {
		return true;
	}

	@Test
	void headHasNoBodyAndEndsTheStream() throws Exception {
		HttpResponse<String> response = this.client.send(this.client.request("/radio/songs").HEAD());
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
		await().untilAsserted(() -> assertThat(listeners()).isEqualTo("{\"all\":1,\"over\":1}"));
	}

	@Test
	void crashIsTheLastEvent(CapturedOutput log) throws Exception {
		try (Listener listener = this.client.listen("text/event-stream")) {
			this.client.tell("/radio/songs", "{\"title\":\"one\"}");
			this.client.tell("/radio/crash", "");
			assertThat(listener.readLine()).contains("one");
			assertThat(listener.readLine()).isEmpty();
			assertThat(listener.readLine()).isEqualTo("event: error");
			JsonNode problem = problem(listener.readLine().substring("data: ".length()), 500, "crashed");
			assertThat(listener.readLine()).isEmpty();
			assertThat(listener.readLine()).isNull();
			String errorId = problem.path("errorId").asString();
			assertThat(UUID.fromString(errorId)).isNotNull();
			assertThat(log)
				.contains("Error " + errorId + ": radio crashed before the end of the stream that answers Listen");
		}
	}

	@Test
	void crashIsTheLastLine() throws Exception {
		try (Listener listener = this.client.listen("application/x-ndjson")) {
			this.client.tell("/radio/crash", "");
			problem(unwrapped(listener.readLine()), 500, "crashed");
			assertThat(listener.readLine()).isNull();
		}
	}

	@Test
	void stopOfTheActorIsTheLastLine() throws Exception {
		try (Listener listener = this.client.listen("application/x-ndjson")) {
			this.client.tell("/radio/stop", "");
			problem(unwrapped(listener.readLine()), 503, "terminated");
			assertThat(listener.readLine()).isNull();
		}
	}

	@Test
	void declaredFailureIsDeclined() throws Exception {
		try (Listener listener = this.client.listen("application/x-ndjson")) {
			this.client.tell("/radio/failure", "");
			JsonNode problem = problem(unwrapped(listener.readLine()), 409, "declined");
			assertThat(problem.path("detail").asString()).isEqualTo("Off the air.");
			assertThat(problem.path("instance").asString()).isEqualTo("/radio/songs");
		}
	}

	@Test
	void elementThatCannotBeWrittenIsAnErrorAfterThoseThatCan() throws Exception {
		List<String> lines = this.client.get("/radio/unwritable", "application/x-ndjson").body().lines().toList();
		assertThat(lines).hasSize(2);
		assertThat(lines.getFirst()).isEqualTo("\"first\"");
		problem(unwrapped(lines.getLast()), 500, "crashed");
	}

	@ParameterizedTest
	@CsvSource({ "/radio/closed, 409, declined", "/radio/nothing, 404, empty-reply", "/radio/never, 504, timeout",
			"/radio/archive?songs=x, 400, invalid-request" })
	void requestThatFailsIsAnOrdinaryProblem(String path, int status, String type) throws Exception {
		assertProblem(
				this.client.send(this.client.request(path).headers("Accept", "text/event-stream", "Prefer", "wait=1")),
				status, type);
	}

	private static void assertProblem(HttpResponse<String> response, int status, String type) {
		assertThat(response.statusCode()).isEqualTo(status);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		problem(response.body(), status, type);
	}

	private static JsonNode problem(String json, int status, String type) {
		JsonNode problem = JsonMapper.shared().readTree(json);
		assertThat(problem.path("type").asString()).isEqualTo("urn:actor-spring:problem:" + type);
		assertThat(problem.path("status").asInt()).isEqualTo(status);
		assertThat(json).doesNotContain("secret", "dev.actorspring", "Exception");
		return problem;
	}

	private static String unwrapped(String line) {
		JsonNode object = JsonMapper.shared().readTree(line);
		assertThat(object.propertyNames()).containsExactly("problem");
		return object.path("problem").toString();
	}

	private String listeners() throws Exception {
		return this.client.get("/radio/listeners", "application/json").body();
	}

}
