package dev.actorspring.boot.webflux;

import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import dev.actorspring.ActorContext;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.boot.client.ActorHttpClient;
import dev.actorspring.durable.Durable;
import dev.actorspring.durable.IdempotencyKey;
import dev.actorspring.durable.IdempotencyKeyReusedException;
import dev.actorspring.durable.State;
import dev.actorspring.durable.store.StateStore;
import dev.actorspring.durable.test.InMemoryStateStore;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.stereotype.KeyedActor;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the header {@code Idempotency-Key} does to a request, rule by rule over a real
 * port. The actors answer with the key they got; each test has a till of its own.
 */
@SpringBootTest(classes = IdempotencyKeyContractTests.Application.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "actor.web.expose=till", "actor.metrics.enabled=false" })
@ExtendWith(CheckedStacks.class)
class IdempotencyKeyContractTests {

	private static final String HEADER = "Idempotency-Key";

	private static final UUID ID = UUID.fromString("8e03978e-40d5-43e8-bc93-6894a57f9324");

	private final String till = UUID.randomUUID().toString();

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
	@ValueSource(strings = { "8e03978e-40d5-43e8-bc93-6894a57f9324", "\"8e03978e-40d5-43e8-bc93-6894a57f9324\"",
			"\"8E03978E-40D5-43E8-BC93-6894A57F9324\"" })
	void header_isTheComponent(String header) {
		receipt(pay(Map.of("amount", 3), header), ID.toString(), 3);
	}

	@Test
	void header_isTheComponentOfAnExposedMessage() {
		receipt(request(HttpMethod.POST, "/actors/till/" + this.till + "/pay", ID.toString())
			.bodyValue(Map.of("amount", 3))
			.exchange(), ID.toString(), 3);
	}

	@Test
	void header_isTheComponent_whereThereIsNoBody() {
		request(HttpMethod.DELETE, "/tills/" + this.till + "/orders", "\"order 7\"").exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.id")
			.isEqualTo("order 7");
	}

	@Test
	void header_isTheComponentOfAPlainMessage() {
		request(HttpMethod.POST, "/tills/" + this.till + "/notes", "7").exchange().expectStatus().isAccepted();
	}

	@Test
	void header_goesWithPrefer() {
		request(HttpMethod.POST, "/tills/" + this.till + "/payments", ID.toString()).header("Prefer", "respond-async")
			.bodyValue(Map.of("amount", 3))
			.exchange()
			.expectStatus()
			.isAccepted()
			.expectHeader()
			.valueEquals("Preference-Applied", "respond-async");
	}

	@Test
	void withoutHeader_componentIsBoundAsAnyOther() {
		receipt(pay(Map.of("amount", 1)), null, 1);
		receipt(pay(Map.of("amount", 2, "id", ID)), ID.toString(), 2);
		this.client.delete().uri("/tills/{key}/orders?id=8", this.till).exchange().expectStatus().isOk();
		violation(this.client.delete().uri("/tills/{key}/orders", this.till).exchange(), "id", "must not be blank");
	}

	@Test
	void headerAndComponentThatAgree_areFine() {
		receipt(pay(Map.of("amount", 1, "id", ID), '"' + ID.toString() + '"'), ID.toString(), 1);
		order("7", "7").expectStatus().isOk();
		request(HttpMethod.DELETE, "/tills/" + this.till + "/orders?id=8", "8").exchange().expectStatus().isOk();
	}

	@Test
	void headerAndComponentThatDiffer_areRefused() {
		String differs = "is given in the header Idempotency-Key and differs elsewhere";
		violation(pay(Map.of("amount", 1, "id", UUID.randomUUID()), ID.toString()), "id", differs);
		violation(order("7", "8"), "id", differs);
		violation(request(HttpMethod.DELETE, "/tills/" + this.till + "/orders?id=8", "7").exchange(), "id", differs);
		total(0);
	}

	@Test
	void severalHeaders_mustAgree() {
		receipt(pay(Map.of("amount", 1), ID.toString(), '"' + ID.toString() + '"'), ID.toString(), 1);
		refused(pay(Map.of("amount", 1), ID.toString(), UUID.randomUUID().toString()),
				"The header Idempotency-Key is given more than once, with different values.");
		total(1);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			''     | must not be empty.
			7      | must be a UUID.
			"7     | is not well-formed
			a b    | has a character that it cannot have without quotes
			""", quoteCharacter = '\'')
	void headerThatIsNoKey_isRefused(String header, String what) {
		refused(pay(Map.of("amount", 1), header), "The header Idempotency-Key " + what);
		total(0);
	}

	@Test
	void headerThatIsTooLong_isRefused() {
		order("x".repeat(200), "x".repeat(200)).expectStatus().isOk();
		refused(order("x".repeat(201), "x".repeat(201)),
				"The header Idempotency-Key must not have more than 200 characters.");
	}

	@ParameterizedTest
	@CsvSource({ "GET,''", "POST,/refunds" })
	void messageWithoutComponent_takesNoHeader(String method, String path) {
		refused(request(HttpMethod.valueOf(method), "/tills/" + this.till + path, "7").exchange(),
				"This request takes no Idempotency-Key: a repetition would be handled again. Send it without that header.");
	}

	@Test
	void actorWithoutState_takesNoHeader() {
		String detail = "This request takes no Idempotency-Key: the actor keeps no state, so a repetition would be "
				+ "handled again. Send it without that header.";
		refused(request(HttpMethod.POST, "/bell", "7").exchange(), detail);
		refused(request(HttpMethod.DELETE, "/bell", "7").exchange(), detail);
		// To the actor, the component is one as others are.
		this.client.post()
			.uri("/bell")
			.bodyValue(Map.of("id", "7"))
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.id")
			.isEqualTo("7");
	}

	@Test
	void keyThatAnotherRequestHad_is422() {
		request(HttpMethod.POST, "/tills/" + this.till + "/late", "7").exchange()
			.expectStatus()
			.isEqualTo(422)
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("urn:actor-spring:problem:idempotency-key-reused")
			.jsonPath("$.detail")
			.isEqualTo(
					"Another request had this idempotency key. Nothing was changed: use a new key for each request.");
	}

	@Test
	void clientOfOurs_sendsTheComponent() {
		WebClient web = WebClient.create("http://localhost:" + this.port);
		ActorHttpClient<Till> tills = ActorHttpClient.create(Till.class, web);
		assertThat(tills.ask(this.till, new Till.Pay(ID, 1)).block()).isEqualTo(new Till.Receipt(ID.toString(), 1));
		assertThat(tills.ask(this.till, new Till.Pay(null, 2)).block()).isEqualTo(new Till.Receipt(null, 2));
		assertThat(tills.ask(this.till, new Till.Cancel("8")).block()).isEqualTo(new Till.Receipt("8", 0));
		UUID other = UUID.randomUUID();
		WebClient withHeader = web.mutate().defaultHeader(HEADER, other.toString()).build();
		assertThat(ActorHttpClient.create(Till.class, withHeader).ask(this.till, new Till.Pay(null, 4)).block())
			.isEqualTo(new Till.Receipt(other.toString(), 4));
	}

	/**
	 * What no client library would send.
	 */
	@ParameterizedTest
	@Timeout(10)
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			Idempotency-Key: 7                        | 200
			IDEMPOTENCY-KEY:7                         | 200
			Idempotency-Key:\t"7"\t                   | 200
			Idempotency-Key: 7, 7                     | 200
			Idempotency-Key: 7~idempotency-key: 7     | 200
			Idempotency-Key: 7~idempotency-key: 8     | 400
			Idempotency-Key: 7~idempotency-key:       | 400
			Idempotency-Key: 7, 8                     | 400
			Idempotency-Key:                          | 400
			Idempotency-Key: ,                        | 400
			Idempotency-Key: "7                       | 400
			Idempotency-Key: "7"; x=1                 | 400
			Idempotency-Key: 7\u00018                 | 400
			Idempotency-Key: "7\u001B8"               | 400
			Idempotency-Key: 7\u00008                 | 400
			Idempotency-Key: 7\u007F                  | 400
			Idempotency-Key: 7~ 8                     | 400
			Idempotency-Key: ü                        | 400
			Idempotency-Key: "ü"                      | 400
			Idempotency-Key: 🎉                       | 400
			""")
	void oddHeader_isAnsweredAndNeverWithAServerError(String header, int status) throws Exception {
		assertThat(raw(header.replace("~", "\r\n"))).startsWith("HTTP/1.1 " + status + " ");
	}

	@Test
	@Timeout(10)
	void hugeHeader_isRefused() throws Exception {
		assertThat(raw(HEADER + ": " + "7".repeat(7_000))).startsWith("HTTP/1.1 400 ")
			.contains("must not have more than 200 characters");
		assertThat(raw(HEADER + ": 7" + "\r\n" + HEADER + ": \"" + "\\\"".repeat(3_000) + '"'))
			.startsWith("HTTP/1.1 400 ");
	}

	private String raw(String header) throws Exception {
		String request = "DELETE /tills/" + this.till + "/orders HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
				+ header + "\r\n\r\n";
		try (Socket socket = new Socket("localhost", this.port)) {
			socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
			InputStream in = socket.getInputStream();
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	private WebTestClient.ResponseSpec pay(Map<String, Object> body, String... keys) {
		return request(HttpMethod.POST, "/tills/" + this.till + "/payments", keys).bodyValue(body).exchange();
	}

	private WebTestClient.ResponseSpec order(String id, String key) {
		return request(HttpMethod.PUT, "/tills/" + this.till + "/orders/" + id, key).exchange();
	}

	private WebTestClient.RequestBodySpec request(HttpMethod method, String path, String... keys) {
		return this.client.method(method).uri(path).header(HEADER, keys);
	}

	private void total(int amount) {
		this.client.get()
			.uri("/tills/{key}", this.till)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.amount")
			.isEqualTo(amount);
	}

	private static void receipt(WebTestClient.ResponseSpec response, @Nullable String id, int amount) {
		response.expectStatus().isOk().expectBody(Till.Receipt.class).isEqualTo(new Till.Receipt(id, amount));
	}

	private static void violation(WebTestClient.ResponseSpec response, String field, String message) {
		badRequest(response).jsonPath("$.violations.length()")
			.isEqualTo(1)
			.jsonPath("$.violations[0].field")
			.isEqualTo(field)
			.jsonPath("$.violations[0].message")
			.isEqualTo(message);
	}

	private static void refused(WebTestClient.ResponseSpec response, String detail) {
		badRequest(response).jsonPath("$.detail").value(String.class, (text) -> assertThat(text).startsWith(detail));
	}

	private static WebTestClient.BodyContentSpec badRequest(WebTestClient.ResponseSpec response) {
		return response.expectStatus()
			.isBadRequest()
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("urn:actor-spring:problem:invalid-request");
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Till.class, Bell.class })
	static class Application {

		@Bean
		StateStore store() {
			return new InMemoryStateStore();
		}

	}

	@KeyedActor("till")
	@RequestMapping("/tills/{key}")
	static class Till {

		private final Durable<Total> total;

		private final String path;

		Till(@State(name = "till-total") Durable<Total> total, ActorContext<Till> context) {
			this.total = total;
			this.path = context.self().path();
		}

		@Receive
		@PostMapping("/payments")
		Receipt pay(Pay pay) {
			this.total.set(new Total(count(new Count()).amount() + pay.amount()));
			return new Receipt((pay.id() != null) ? pay.id().toString() : null, pay.amount());
		}

		@Receive
		@PutMapping("/orders/{id}")
		Receipt order(Order order) {
			return new Receipt(order.id(), 0);
		}

		@Receive
		@DeleteMapping("/orders")
		Receipt cancel(Cancel cancel) {
			return new Receipt(cancel.id(), 0);
		}

		@Receive
		@PostMapping("/notes")
		void note(Note note) {
		}

		@Receive
		@PostMapping("/refunds")
		Receipt refund(Refund refund) {
			return new Receipt(null, 0);
		}

		@Receive
		@PostMapping("/late")
		Receipt late(Late late) throws IdempotencyKeyReusedException {
			throw new IdempotencyKeyReusedException(this.path, "It was another payment");
		}

		@Receive
		@GetMapping
		Total count(Count count) {
			return this.total.orElse(new Total(0));
		}

		record Total(int amount) {

		}

		record Receipt(@Nullable String id, int amount) {

		}

		record Pay(@IdempotencyKey @Nullable UUID id, int amount) implements Request<Till, Receipt> {

		}

		record Order(@IdempotencyKey String id) implements Request<Till, Receipt> {

		}

		record Cancel(@IdempotencyKey @NotBlank String id) implements Request<Till, Receipt> {

		}

		record Note(@IdempotencyKey @NotNull String id) implements Message<Till> {

		}

		record Refund() implements Request<Till, Receipt> {

		}

		record Late(@IdempotencyKey String id) implements Request<Till, Receipt> {

		}

		record Count() implements Request<Till, Total> {

		}

	}

	@Actor("bell")
	@RequestMapping("/bell")
	static class Bell {

		@Receive
		@PostMapping
		Ring ring(Ring ring) {
			return ring;
		}

		@Receive
		@DeleteMapping
		String remove(Remove remove) {
			return "";
		}

		record Ring(@IdempotencyKey @Nullable String id) implements Request<Bell, Ring> {

		}

		record Remove() implements Request<Bell, String> {

		}

	}

}
