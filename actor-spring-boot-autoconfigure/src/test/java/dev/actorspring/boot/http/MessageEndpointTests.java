package dev.actorspring.boot.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.actorspring.ActorSpec;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.boot.http.MessageEndpoint.Answered;
import dev.actorspring.boot.http.MessageEndpoint.Asked;
import dev.actorspring.boot.http.MessageEndpoint.Exchange;
import dev.actorspring.boot.http.MessageEndpoint.Outcome;
import dev.actorspring.protocol.Handler;
import dev.actorspring.system.ActorSystem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.pattern.PathPatternParser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The seam for stacks, used by one that has a thread for each request.
 */
@Timeout(60)
class MessageEndpointTests {

	private final ActorSystem system = ActorSystem.builder()
		.actor(ActorSpec.of("desk", Desk.class, (context) -> new Desk()))
		.build();

	private final HttpHeaders headers = new HttpHeaders();

	private final MultiValueMap<String, String> query = new LinkedMultiValueMap<>();

	@BeforeEach
	void start() {
		this.system.start();
	}

	@AfterEach
	void close() {
		this.system.close();
	}

	@Test
	void request_isAnsweredWithTheReply() {
		this.headers.set("Prefer", "wait=5");
		this.query.add("a", "1");
		this.query.add("b", "2");
		HttpAnswer answer = exchange(HttpMethod.GET, Desk.Sum.class, null);
		assertThat(answer.status()).isEqualTo(HttpStatus.OK);
		assertThat(text(answer)).isEqualTo("3");
		assertThat(answer.headers().getFirst("Preference-Applied")).isEqualTo("wait=5");
	}

	@Test
	void request_withABody_isMadeOfIt() {
		this.headers.set(HttpHeaders.CONTENT_TYPE, "application/json");
		assertThat(text(exchange(HttpMethod.POST, Desk.Sum.class, "{\"a\":1,\"b\":2}"))).isEqualTo("3");
	}

	@Test
	void request_whoseBodyIsNoJson_isAProblem() {
		this.headers.set(HttpHeaders.CONTENT_TYPE, "text/plain");
		HttpAnswer answer = exchange(HttpMethod.POST, Desk.Sum.class, "1 2");
		assertThat(answer.status()).isEqualTo(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
		assertThat(text(answer)).contains("urn:actor-spring:problem:unsupported-media-type", "\"instance\":\"/sent\"");
	}

	@Test
	void request_whoseReplyIsNotAccepted_isNotSent() {
		this.headers.set(HttpHeaders.ACCEPT, "text/html");
		Exchange exchange = open(HttpMethod.GET, Desk.Sum.class);
		assertThatExceptionOfType(ProblemException.class).isThrownBy(exchange::expectsBody)
			.satisfies((ex) -> assertThat(exchange.failure(ex).status()).isEqualTo(HttpStatus.NOT_ACCEPTABLE));
	}

	@Test
	void request_thatIsNotWaitedFor_isAccepted() {
		this.headers.set("Prefer", "respond-async");
		HttpAnswer answer = exchange(HttpMethod.POST, Desk.Find.class, "");
		assertThat(answer.status()).isEqualTo(HttpStatus.ACCEPTED);
		assertThat(answer.headers().getFirst("Preference-Applied")).isEqualTo("respond-async");
	}

	@Test
	void message_isAccepted() {
		assertThat(exchange(HttpMethod.POST, Desk.Note.class, "").status()).isEqualTo(HttpStatus.ACCEPTED);
	}

	@Test
	void reply_thatIsEmpty_isAProblem_andThatOfNothingIsNot() {
		HttpStatusCode empty = exchange(HttpMethod.GET, Desk.Find.class, null).status();
		assertThat(empty).isEqualTo(HttpStatus.NOT_FOUND);
		assertThat(exchange(HttpMethod.POST, Desk.Clear.class, "").status()).isEqualTo(HttpStatus.NO_CONTENT);
	}

	/**
	 * What a stack does with a request.
	 */
	private HttpAnswer exchange(HttpMethod method, Class<?> message, @Nullable String body) {
		Exchange exchange = open(method, message);
		try {
			assertThat(exchange.expectsBody()).isEqualTo(body != null);
			Outcome outcome = exchange.send((body != null) ? body.getBytes(StandardCharsets.UTF_8) : new byte[0], null);
			return switch (outcome) {
				case Answered answered -> answered.answer();
				case Asked asked -> exchange.answer(asked.reply().join());
			};
		}
		catch (RuntimeException ex) {
			return exchange.failure(ex);
		}
	}

	private Exchange open(HttpMethod method, Class<?> message) {
		Target target = Target.of(this.system.registrations().iterator().next(), this.system, false, false);
		Handler handler = target.registration()
			.protocol()
			.handlers()
			.stream()
			.filter((each) -> each.messageType() == message)
			.findFirst()
			.orElseThrow();
		BackoffWatch backoff = new BackoffWatch();
		return new MessageEndpoints(this.system, JsonMapper.shared(), MessageAuthorizers.none(), (valid) -> List.of(),
				backoff, new Failures(this.system, backoff, false), Duration.ofSeconds(30), true, () -> false)
			.of(new Route(method, PathPatternParser.defaultInstance.parse("/desk"), target, handler))
			.open(method, "/sent", Map.of(), this.query, this.headers);
	}

	private static String text(HttpAnswer answer) {
		return new String(answer.body(), StandardCharsets.UTF_8);
	}

	static class Desk {

		@Receive
		int sum(Sum sum) {
			return sum.a() + sum.b();
		}

		@Receive
		Optional<String> find(Find find) {
			return Optional.empty();
		}

		@Receive
		void clear(Clear clear) {
		}

		@Receive
		void note(Note note) {
		}

		record Sum(int a, int b) implements Request<Desk, Integer> {

		}

		record Find() implements Request<Desk, Optional<String>> {

		}

		record Clear() implements Request<Desk, Void> {

		}

		record Note() implements Message<Desk> {

		}

	}

}
