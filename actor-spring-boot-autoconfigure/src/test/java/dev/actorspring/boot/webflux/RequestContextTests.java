package dev.actorspring.boot.webflux;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import dev.actorspring.ActorRef;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.stereotype.Actor;
import io.micrometer.context.ContextRegistry;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.test.simple.SimpleSpan;
import io.micrometer.tracing.test.simple.SimpleTracer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.WebFilter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a handler sees of the HTTP request that its message came with.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@AutoConfigureWebTestClient
class RequestContextTests {

	private static final String KEY = "user";

	@Autowired
	private WebTestClient client;

	@Autowired
	private SimpleTracer tracer;

	@BeforeEach
	void carryTheUserInTheMdc() {
		ContextRegistry.getInstance()
			.registerThreadLocalAccessor(KEY, () -> MDC.get(KEY), (user) -> MDC.put(KEY, user), () -> MDC.remove(KEY));
	}

	@AfterEach
	void tidyUp() {
		Hooks.disableAutomaticContextPropagation();
		ContextRegistry.getInstance().removeThreadLocalAccessor(KEY);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void handlerHasTheMdcThatAFilterPutIntoReactorsContext(boolean automatic) throws Exception {
		propagate(automatic);
		assertThat(get("/desk/user", "ann")).isEqualTo("\"ann\"");
		assertThat(get("/desk/user/later", "bob")).isEqualTo("\"bob\"");
		assertThat(get("/desk/user", "none")).isEqualTo("\"nobody\"");
		this.client.post().uri("/desk/notes").header(KEY, "cid").exchange().expectStatus().isAccepted();
		assertThat(Desk.noted.take()).isEqualTo("cid");
	}

	@Test
	void asksOfOnesOwnHaveItWithAutomaticPropagation() {
		propagate(true);
		assertThat(get("/own", "ann")).isEqualTo("ann");
	}

	private static void propagate(boolean automatic) {
		if (automatic) {
			Hooks.enableAutomaticContextPropagation();
		}
	}

	@Test
	void spansOfHandlersHangUnderThatOfTheRequest() {
		this.tracer.getSpans().clear();
		assertThat(get("/desk/through", "ann")).isEqualTo("\"ann\"");
		await().until(() -> this.tracer.getSpans().size() == 3
				&& this.tracer.getSpans().stream().allMatch(RequestContextTests::hasEnded));
		SimpleSpan request = span("http get /desk/through");
		SimpleSpan desk = span("desk Through");
		SimpleSpan archive = span("archive GetUser");
		assertThat(desk.getParentId()).isEqualTo(request.getSpanId());
		assertThat(archive.getParentId()).isEqualTo(desk.getSpanId());
		assertThat(archive.getTraceId()).isEqualTo(request.getTraceId());
		assertThat(desk.getTags()).containsAllEntriesOf(
				Map.of("actor", "desk", "message", "Through", "outcome", "success", "actor.path", "desk"));
	}

	private static boolean hasEnded(SimpleSpan span) {
		return span.getEndTimestamp().toEpochMilli() > 0;
	}

	private SimpleSpan span(String name) {
		return this.tracer.getSpans().stream().filter((span) -> name.equals(span.getName())).findFirst().orElseThrow();
	}

	private @Nullable String get(String path, String user) {
		return this.client.get()
			.uri(path)
			.header(KEY, user)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.returnResult()
			.getResponseBody();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ Desk.class, Archive.class, Own.class })
	static class Application {

		/** Knows nothing of threads, as is right in WebFlux. */
		@Bean
		WebFilter userFilter() {
			return (exchange, chain) -> {
				String user = exchange.getRequest().getHeaders().getFirst(KEY);
				Mono<Void> rest = chain.filter(exchange);
				return (user == null || user.equals("none")) ? rest
						: rest.contextWrite((context) -> context.put(KEY, user));
			};
		}

		@Bean
		SimpleTracer tracer() {
			return new SimpleTracer();
		}

		@Bean
		DefaultTracingObservationHandler tracing(SimpleTracer tracer) {
			return new DefaultTracingObservationHandler(tracer);
		}

	}

	private static String user() {
		String user = MDC.get(KEY);
		return (user != null) ? user : "nobody";
	}

	@Actor("desk")
	@RequestMapping("/desk")
	static class Desk {

		static final BlockingQueue<String> noted = new LinkedBlockingQueue<>();

		private final ActorRef<Archive> archive;

		Desk(ActorRef<Archive> archive) {
			this.archive = archive;
		}

		@Receive
		@GetMapping("/user")
		String user(GetUser message) {
			return RequestContextTests.user();
		}

		@Receive
		@GetMapping("/user/later")
		Mono<String> userLater(GetUserLater message) {
			return Mono.delay(Duration.ofMillis(1))
				.flatMap((zero) -> Mono.deferContextual((context) -> Mono.just(context.get(KEY))));
		}

		@Receive
		@GetMapping("/through")
		String through(Through message) {
			return this.archive.call(new Archive.GetUser());
		}

		@Receive
		@PostMapping("/notes")
		void note(Note message) {
			noted.add(RequestContextTests.user());
		}

		record GetUser() implements Request<Desk, String> {

		}

		record GetUserLater() implements Request<Desk, String> {

		}

		record Through() implements Request<Desk, String> {

		}

		record Note() implements Message<Desk> {

		}

	}

	@Actor("archive")
	static class Archive {

		@Receive
		String user(GetUser message) {
			return RequestContextTests.user();
		}

		record GetUser() implements Request<Archive, String> {

		}

	}

	@RestController
	static class Own {

		private final ActorRef<Archive> archive;

		Own(ActorRef<Archive> archive) {
			this.archive = archive;
		}

		@GetMapping("/own")
		Mono<String> own() {
			return Mono.fromFuture(() -> this.archive.ask(new Archive.GetUser()));
		}

	}

}
