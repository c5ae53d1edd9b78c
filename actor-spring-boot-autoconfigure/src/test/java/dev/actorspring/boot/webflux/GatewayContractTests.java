package dev.actorspring.boot.webflux;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.NodeSnapshot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The status table of {@code docs/http.md}, row by row over a real port.
 */
@SpringBootTest(classes = GatewayApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "actor.web.expose=desk,room", "actor.web.max-body-size=1KB", "actor.web.max-timeout=2s",
				"actor.metrics.enabled=false" })
@ExtendWith(OutputCaptureExtension.class)
@ExtendWith(CheckedStacks.class)
class GatewayContractTests {

	private static final String TYPE = "urn:actor-spring:problem:";

	@Autowired
	private ActorSystem system;

	private WebTestClient client;

	private final String room = "/rooms/" + UUID.randomUUID();

	@BeforeEach
	void connect(@LocalServerPort int port) {
		this.client = WebTestClient.bindToServer()
			.baseUrl("http://localhost:" + port)
			.responseTimeout(Duration.ofSeconds(20))
			.build();
	}

	@Test
	void reply_is200WithJson() {
		this.client.get()
			.uri("/rooms/42")
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.contentType(MediaType.APPLICATION_JSON)
			.expectBody()
			.json("{\"key\":\"42\",\"guests\":0}");
	}

	@Test
	void replyThatIsText_isQuoted() {
		this.client.get().uri("/rooms/42/guests/ann").exchange().expectBody(String.class).isEqualTo("\"ann\"");
	}

	@Test
	void responseStatus_isHonoured() {
		post(HttpMethod.PUT, this.room, "{\"guests\":3,\"owner\":\"ann\"}").expectStatus().isCreated();
	}

	@Test
	void emptyOptional_is404() {
		problem(this.client.get().uri("/rooms/42/guests/bob").exchange(), 404, "empty-reply");
	}

	@Test
	void noReplyType_is202() {
		post("/desk/notes", "{\"text\":\"x\"}").expectStatus().isAccepted().expectBody().isEmpty();
	}

	@Test
	void replyTypeVoid_is204() {
		this.client.get().uri("/desk/nothing").exchange().expectStatus().isNoContent();
	}

	@Test
	void head_isLikeGetWithoutBody() {
		this.client.head().uri("/rooms/42").exchange().expectStatus().isOk().expectBody().isEmpty();
	}

	@Test
	void pathQueryAndBody_bindTogether() {
		post(this.room + "/guests/ann", "{\"count\":2}").expectBody().jsonPath("$.guests").isEqualTo(2);
		post(this.room + "/guests/ann?count=3", "").expectBody().jsonPath("$.guests").isEqualTo(5);
	}

	@Test
	void malformedBody_is400() {
		problem(post(HttpMethod.PUT, this.room, "{\"guests\":"), 400, "invalid-request")
			.jsonPath("$.violations[0].message")
			.value(String.class, (message) -> assertThat(message).startsWith("is not well-formed JSON"));
	}

	@Test
	void failedValidation_is400ListingAll() {
		problem(post(HttpMethod.PUT, this.room, "{\"guests\":-1,\"owner\":\" \"}"), 400, "invalid-request")
			.jsonPath("$.violations.length()")
			.isEqualTo(2)
			.jsonPath("$.violations[0].field")
			.isEqualTo("guests")
			.jsonPath("$.violations[1].field")
			.isEqualTo("owner");
		this.client.get().uri(this.room).exchange().expectBody().jsonPath("$.guests").isEqualTo(0);
	}

	@Test
	void missingBody_is400() {
		problem(post(HttpMethod.PUT, this.room, ""), 400, "invalid-request").jsonPath("$.violations[0].field")
			.isEqualTo("guests");
	}

	@Test
	void conflictOfPathAndBody_is400() {
		problem(post(this.room + "/guests/ann", "{\"name\":\"bob\",\"count\":1}"), 400, "invalid-request")
			.jsonPath("$.violations[0].field")
			.isEqualTo("name");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/rooms/42/nowhere", "/desk/nowhere", "/actors/desk/no-such-message",
			"/actors/nobody/get-sum", "/actors/ailing/1/get", "/actors" })
	void unknown_is404(String path) {
		problem(post(path, "{}"), 404, "not-found");
	}

	@Test
	void unknownElsewhere_isLeftToTheApplication() {
		post("/elsewhere", "{}").expectStatus().isNotFound().expectHeader().contentType(MediaType.APPLICATION_JSON);
	}

	@Test
	void controllersBelowOurPath_areReached() {
		this.client.get().uri("/rooms/1/pictures").exchange().expectBody(String.class).isEqualTo("pictures");
		post("/rooms/1", "").expectBody(String.class).isEqualTo("posted");
	}

	@Test
	void wrongMethod_is405WithAllow() {
		WebTestClient.ResponseSpec response = this.client.delete().uri("/rooms/42").exchange();
		response.expectHeader().valueEquals(HttpHeaders.ALLOW, "GET, HEAD, POST, PUT");
		problem(response, 405, "method-not-allowed");
		WebTestClient.ResponseSpec exposed = this.client.get().uri("/actors/desk/get-sum").exchange();
		exposed.expectHeader().valueEquals(HttpHeaders.ALLOW, "POST");
		problem(exposed, 405, "method-not-allowed");
	}

	@Test
	void options_namesTheMethods() {
		this.client.options()
			.uri("/desk/crash")
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.valueEquals(HttpHeaders.ALLOW, "POST");
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/plain", "application/x-www-form-urlencoded", "application/json;charset=ISO-8859-1" })
	void wrongContentType_is415(String type) {
		problem(this.client.post()
			.uri("/desk/notes")
			.header(HttpHeaders.CONTENT_TYPE, type)
			.bodyValue("{\"text\":\"x\"}".getBytes(StandardCharsets.UTF_8))
			.exchange(), 415, "unsupported-media-type");
	}

	@Test
	void notAcceptable_is406() {
		problem(this.client.get().uri("/rooms/42").accept(MediaType.TEXT_HTML).exchange(), 406, "not-acceptable");
		// The more specific range counts.
		problem(this.client.get().uri("/rooms/42").header(HttpHeaders.ACCEPT, "application/json;q=0, */*").exchange(),
				406, "not-acceptable");
	}

	@Test
	void tooLarge_is413() {
		problem(post("/desk/notes", "{\"text\":\"" + "x".repeat(2000) + "\"}"), 413, "too-large");
	}

	@ParameterizedTest
	@CsvSource({ "crowd,422,The room is full.", "thief,409,You are not welcome." })
	void declaredException_hasItsStatus(String name, int status, String detail) {
		problem(post("/rooms/1/guests/" + name + "?count=1", ""), status, "declined").jsonPath("$.detail")
			.isEqualTo(detail);
	}

	@Test
	void declaredErrorResponse_isTheAnswer() {
		WebTestClient.ResponseSpec response = post("/rooms/1/guests/late?count=1", "");
		response.expectStatus().isEqualTo(410).expectHeader().valueEquals("X-Opens", "9");
		response.expectBody().jsonPath("$.detail").isEqualTo("Closed since noon.");
	}

	@Test
	void crash_is500WithTheIdInTheLog(CapturedOutput output) {
		byte[] body = problem(post("/desk/crash", ""), 500, "crashed").jsonPath("$.errorId")
			.value(String.class, (id) -> assertThat(output).containsOnlyOnce("Error " + id))
			.returnResult()
			.getResponseBodyContent();
		assertThat(new String(body, StandardCharsets.UTF_8)).doesNotContain("secret", "Exception", "dev.actorspring");
	}

	@Test
	void mailboxFull_is503WithRetryAfter() {
		GatewayApplication.Desk.gate = new CountDownLatch(1);
		try {
			post("/actors/desk/await", "", "respond-async").expectStatus().isAccepted();
			await().until(() -> desk().handling() != null);
			post("/actors/desk/await", "", "respond-async").expectStatus().isAccepted();
			for (String path : new String[] { "/desk/notes", "/desk/crash" }) {
				WebTestClient.ResponseSpec response = post(path, "{}");
				response.expectHeader().value(HttpHeaders.RETRY_AFTER, (value) -> assertThat(value).matches("[1-9]"));
				problem(response, 503, "mailbox-full");
			}
			await().until(() -> desk().oldestMessageAge().compareTo(Duration.ofSeconds(1)) > 0);
			post("/desk/notes", "{}").expectHeader()
				.value(HttpHeaders.RETRY_AFTER, (value) -> assertThat(Integer.parseInt(value)).isGreaterThan(1));
		}
		finally {
			GatewayApplication.Desk.gate.countDown();
		}
		await().until(() -> desk().handling() == null && desk().depth() == 0);
	}

	@Test
	void backoff_is503WithRetryAfter() {
		await().untilAsserted(() -> {
			WebTestClient.ResponseSpec response = this.client.get()
				.uri("/ailing/1")
				.header("Prefer", "wait=1")
				.exchange();
			response.expectStatus().isEqualTo(503);
			response.expectHeader()
				.value(HttpHeaders.RETRY_AFTER, (value) -> assertThat(Integer.parseInt(value)).isPositive());
			problem(response, 503, "backoff");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "/mortal/notes", "/mortal/questions" })
	void terminated_is503WhetherOrNotThereIsAReply(String path) {
		this.system.supervisor("root").terminate("mortal").handle((child, failure) -> "").join();
		WebTestClient.ResponseSpec response = post(path, "");
		response.expectHeader().valueEquals(HttpHeaders.RETRY_AFTER, "5");
		problem(response, 503, "terminated");
	}

	@Test
	void failedToStart_is503AtOnce() {
		await().untilAsserted(() -> problem(post("/unlicensed/7/questions", ""), 503, "backoff").jsonPath("$.detail")
			.value(String.class, (detail) -> assertThat(detail).startsWith("It has failed, and is in backoff since ")));
	}

	@Test
	void noReplyInTime_is504() {
		WebTestClient.ResponseSpec response = post("/desk/sleep", "{\"time\":\"PT1.5S\"}", "wait=1");
		problem(response, 504, "timeout");
		await().until(() -> desk().handling() == null);
	}

	@Test
	void preferWait_isAppliedUpToTheMaximum() {
		post("/actors/desk/get-sum", "{\"a\":1,\"b\":2}", "wait=1").expectHeader()
			.valueEquals("Preference-Applied", "wait=1");
		post("/actors/desk/get-sum", "{\"a\":1,\"b\":2}", "wait=60").expectHeader()
			.valueEquals("Preference-Applied", "wait=2");
		post("/actors/desk/get-sum", "{\"a\":1,\"b\":2}", "wait=soon").expectStatus()
			.isOk()
			.expectHeader()
			.doesNotExist("Preference-Applied");
	}

	@Test
	void preferRespondAsync_is202() {
		post("/actors/desk/get-sum", "{\"a\":1,\"b\":2}", "respond-async").expectStatus()
			.isAccepted()
			.expectHeader()
			.valueEquals("Preference-Applied", "respond-async");
	}

	@Test
	void exposedMessage_isReachedByNameInKebabCase() {
		post("/actors/desk/get-sum", "{\"a\":1,\"b\":2}").expectStatus().isOk().expectBody(String.class).isEqualTo("3");
		problem(post("/actors/desk/GetSum", "{\"a\":1,\"b\":2}"), 404, "not-found");
	}

	@Test
	void exposedKeyedActor_isReachedByKey() {
		post("/actors/room/7/get-status", "{}").expectBody().jsonPath("$.key").isEqualTo("7");
	}

	private NodeSnapshot.Actor desk() {
		return (NodeSnapshot.Actor) this.system.find("desk").orElseThrow();
	}

	private WebTestClient.ResponseSpec post(String path, String body) {
		return post(HttpMethod.POST, path, body);
	}

	private WebTestClient.ResponseSpec post(HttpMethod method, String path, String body) {
		WebTestClient.RequestBodySpec request = this.client.method(method).uri(path);
		return (body.isEmpty() ? request : request.contentType(MediaType.APPLICATION_JSON).bodyValue(body)).exchange();
	}

	private WebTestClient.ResponseSpec post(String path, String body, String prefer) {
		WebTestClient.RequestBodySpec request = this.client.post().uri(path).header("Prefer", prefer);
		return (body.isEmpty() ? request : request.contentType(MediaType.APPLICATION_JSON).bodyValue(body)).exchange();
	}

	private static WebTestClient.BodyContentSpec problem(WebTestClient.ResponseSpec response, int status, String type) {
		return response.expectStatus()
			.isEqualTo(status)
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody()
			.consumeWith((result) -> assertThat(new String(result.getResponseBodyContent(), StandardCharsets.UTF_8))
				.doesNotContainPattern("Exception|\\bat [a-z]+\\.|(?:[a-z]\\w*\\.)+[A-Z]"))
			.jsonPath("$.type")
			.isEqualTo(TYPE + type)
			.jsonPath("$.status")
			.isEqualTo(status)
			.jsonPath("$.title")
			.isNotEmpty()
			.jsonPath("$.instance")
			.isNotEmpty();
	}

}
