package dev.actorspring.boot.webflux;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.stereotype.KeyedActor;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Positive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How requests become messages, rule by rule over a real port. The actor answers with
 * what it got.
 */
@SpringBootTest(classes = BindingContractTests.Application.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "actor.web.max-body-size=4KB", "actor.metrics.enabled=false" })
@ExtendWith(CheckedStacks.class)
class BindingContractTests {

	private WebTestClient client;

	@BeforeEach
	void connect(@LocalServerPort int port) {
		this.client = WebTestClient.bindToServer()
			.baseUrl("http://localhost:" + port)
			.responseTimeout(Duration.ofSeconds(20))
			.build();
	}

	@Test
	void everyType_fromQuery() {
		this.client.get()
			.uri("/orders/7/types?color=RED&day=2026-02-28&at=2026-02-28T10:00:00Z&time=PT10M&price=1.10&note=x"
					+ "&numbers=1,2&words=a&words=b,c&yes=true")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.json("""
					{"key":"7","color":"RED","day":"2026-02-28","at":"2026-02-28T10:00:00Z","time":"PT10M","price":1.10,
					"note":"x","numbers":[1,2],"words":["a","b,c"],"yes":true}""");
	}

	@Test
	void optionalAndWrapper_mayBeLeftOut() {
		this.client.get().uri("/orders/7/types?yes=false").exchange().expectStatus().isOk().expectBody().json("""
				{"key":"7","color":null,"note":null,"numbers":null,"yes":false}""");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			''                          | yes     | must be given
			yes=perhaps                 | yes     | must be true or false
			yes=true&color=PINK         | color   | must be one of [RED, GREEN]
			yes=true&day=28.02.2026     | day     | must be a date or time in ISO format
			yes=true&day=2026-02-30     | day     | must be a date or time in ISO format
			yes=true&at=yesterday       | at      | must be a date or time in ISO format
			yes=true&time=10m           | time    | must be a duration, as in PT10M
			yes=true&price=much         | price   | must be a number in range
			yes=true&price=1e999999999  | price   | must be a number in range
			yes=true&numbers=1,x        | numbers[1] | must be a number in range
			yes=true&note=a&note=b      | note    | is given more than once in the query
			yes=true&key=8              | key     | is given in the query and differs elsewhere
			""")
	@Timeout(20)
	void valueThatDoesNotFit_isAViolation(String query, String field, String message) {
		violations(this.client.get().uri("/orders/7/types?" + query).exchange()).jsonPath("$.violations.length()")
			.isEqualTo(1)
			.jsonPath("$.violations[0].field")
			.isEqualTo(field)
			.jsonPath("$.violations[0].message")
			.isEqualTo(message);
	}

	@Test
	void nestedRecords_comeFromTheBody() {
		post("""
				{"customer":{"name":"ann"},"lines":[{"article":"nut","pieces":2}]}""").expectStatus()
			.isOk()
			.expectBody(String.class)
			.isEqualTo("\"7 ann [Line[article=nut, pieces=2]]\"");
	}

	@Test
	void everyViolation_isListedByItsPath() {
		violations(post("""
				{"customer":{"name":" "},"lines":[{"article":"nut","pieces":2},{"article":"","pieces":-1}]}"""))
			.jsonPath("$.violations[*].field")
			.value(List.class, (fields) -> assertThat((List<?>) fields).map(Object::toString)
				.containsExactly("customer.name", "lines[1].article", "lines[1].pieces"));
	}

	@Test
	void violationOfAnElement_isListedByItsIndex() {
		violations(this.client.get().uri("/orders/7/types?yes=true&words=a&words=").exchange())
			.jsonPath("$.violations[0].field")
			.isEqualTo("words[1]");
	}

	@Test
	void mismatchInside_isListedByItsPath() {
		violations(post("""
				{"customer":{"name":"ann"},"lines":[{"article":"nut","pieces":"two"}]}"""))
			.jsonPath("$.violations[0].field")
			.isEqualTo("lines[0].pieces");
	}

	@Test
	void conflictOfPathAndBody_isAViolation() {
		violations(post("""
				{"key":"8","customer":{"name":"ann"},"lines":[{"article":"nut","pieces":2}]}"""))
			.jsonPath("$.violations[0].field")
			.isEqualTo("key");
	}

	@ParameterizedTest
	@Timeout(20)
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{"lines":[],"lines":[]}
			{"lines":[]}{}
			{"lines":[]
			{"lines":[{"article":"nut","pieces":1e999999999}]}
			{"lines":[{"article":"nut","pieces":99999999999999999999}]}
			{"unknown":1e999999999}
			{'lines':[]}
			[]
			null
			""")
	void malformedBody_is400(String body) {
		violations(post(body));
	}

	@Test
	void nestingThatIsTooDeep_is400() {
		violations(post("{\"unknown\":" + "[".repeat(2000) + "]".repeat(2000) + "}"));
	}

	@Test
	void bodyOfUnknownLength_isLimitedToo() {
		this.client.post()
			.uri("/orders/7")
			.contentType(MediaType.APPLICATION_JSON)
			.body(Flux.range(0, 100).map((part) -> "x".repeat(100)), String.class)
			.exchange()
			.expectStatus()
			.isEqualTo(413);
	}

	@ParameterizedTest
	@CsvSource({ "Content-Type,application/json;charset=UTF-16", "Content-Encoding,gzip" })
	void bodyInAnotherForm_is415(String header, String value) {
		this.client.post()
			.uri("/orders/7")
			.header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON_VALUE)
			.headers((headers) -> headers.set(header, value))
			.bodyValue(new byte[] { '{', '}' })
			.exchange()
			.expectStatus()
			.isEqualTo(415);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			wait=1                     | 200 | wait=1
			wait=99                    | 200 | wait=30
			WAIT = "1"; x=y            | 200 | wait=1
			x="a, wait=9", wait=1      | 200 | wait=1
			wait=soon                  | 200 |
			wait=0                     | 200 |
			return=minimal             | 200 |
			respond-async              | 202 | respond-async
			respond-async, wait=1      | 202 | respond-async
			respond-async=no           | 200 |
			""")
	void preferences_areAppliedOrIgnored(String prefer, int status, String applied) {
		HttpHeaders headers = this.client.post()
			.uri("/orders/7")
			.header("Prefer", prefer)
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue("{\"customer\":{\"name\":\"ann\"},\"lines\":[{\"article\":\"nut\",\"pieces\":2}]}")
			.exchange()
			.expectStatus()
			.isEqualTo(status)
			.returnResult(Void.class)
			.getResponseHeaders();
		assertThat(headers.getFirst("Preference-Applied")).isEqualTo(applied);
	}

	@Test
	void respondAsync_hasNoEffectOnGet() {
		this.client.get()
			.uri("/orders/7/types?yes=true")
			.header("Prefer", "respond-async")
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.doesNotExist("Preference-Applied");
	}

	private WebTestClient.ResponseSpec post(String json) {
		return this.client.post().uri("/orders/7").contentType(MediaType.APPLICATION_JSON).bodyValue(json).exchange();
	}

	private static WebTestClient.BodyContentSpec violations(WebTestClient.ResponseSpec response) {
		return response.expectStatus()
			.isBadRequest()
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("urn:actor-spring:problem:invalid-request")
			.jsonPath("$.violations[0].message")
			.isNotEmpty();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Order.class)
	static class Application {

	}

	@KeyedActor("order")
	@RequestMapping("/orders/{key}")
	static class Order {

		@Receive
		@GetMapping("/types")
		Types types(Types types) {
			return types;
		}

		@Receive
		@PostMapping
		String place(Place place) {
			return place.key() + " " + place.customer().name() + " " + place.lines();
		}

		record Types(String key, Color color, LocalDate day, Instant at, Duration time, BigDecimal price,
				Optional<String> note, List<Integer> numbers, List<@NotEmpty String> words,
				boolean yes) implements Request<Order, Types> {

		}

		record Place(String key, @Valid Customer customer,
				@NotEmpty List<@Valid Line> lines) implements Request<Order, String> {

		}

		record Customer(@NotBlank String name) {

		}

		record Line(@NotBlank String article, @Positive int pieces) {

		}

		enum Color {

			RED, GREEN

		}

	}

}
