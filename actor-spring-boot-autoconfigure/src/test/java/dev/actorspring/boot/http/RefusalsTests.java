package dev.actorspring.boot.http;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.stereotype.KeyedActor;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RequestNotPermitted;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.Advisor;
import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.resilience.InvocationRejectedException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.server.ResponseStatusException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is answered when advice around a handler has refused the message.
 */
class RefusalsTests {

	private static final Map<String, Supplier<RuntimeException>> REFUSALS = Map.ofEntries(
			Map.entry("denied", () -> new AccessDeniedException("secret")),
			Map.entry("not-authorized", () -> new AuthorizationDeniedException("secret")),
			Map.entry("no-credentials", () -> new AuthenticationCredentialsNotFoundException("secret")),
			Map.entry("bad-credentials", () -> new BadCredentialsException("secret")),
			Map.entry("rate", () -> RequestNotPermitted.createRequestNotPermitted(RateLimiter.ofDefaults("secret"))),
			Map.entry("bulkhead",
					() -> BulkheadFullException.createBulkheadFullException(Bulkhead.ofDefaults("secret"))),
			Map.entry("concurrency", () -> new InvocationRejectedException("secret", "secret")),
			Map.entry("circuit",
					() -> CallNotPermittedException
						.createCallNotPermittedException(CircuitBreaker.ofDefaults("secret"))),
			Map.entry("teapot", Teapot::new),
			Map.entry("gone", () -> new ResponseStatusException(HttpStatus.GONE, "It was moved.")),
			Map.entry("broken", () -> new IllegalStateException("secret")));

	private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
		.withConfiguration(HttpAutoConfigurations.routes())
		.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class, JacksonAutoConfiguration.class,
				ValidationAutoConfiguration.class, HttpHandlerAutoConfiguration.class, WebFluxAutoConfiguration.class))
		.withUserConfiguration(Advice.class, Door.class, Strict.class);

	@ParameterizedTest
	@ValueSource(strings = { "denied", "not-authorized" })
	void denial_is403(String refusal) {
		expect(refusal, 403, "forbidden");
	}

	@ParameterizedTest
	@ValueSource(strings = { "no-credentials", "bad-credentials" })
	void missingAuthentication_is401(String refusal) {
		expect(refusal, 401, "unauthorized");
	}

	@ParameterizedTest
	@ValueSource(strings = { "rate", "bulkhead", "concurrency" })
	void limit_is429(String refusal) {
		expect(refusal, 429, "too-many-requests");
	}

	@Test
	void openCircuit_is503WithRetryAfter() {
		this.runner.run((context) -> post(context, "circuit").expectStatus()
			.isEqualTo(503)
			.expectHeader()
			.valueEquals(HttpHeaders.RETRY_AFTER, "5")
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("urn:actor-spring:problem:unavailable"));
	}

	@Test
	void exceptionWithAStatus_hasThatStatus() {
		expect("teapot", 418, "declined");
		this.runner.run((context) -> post(context, "gone").expectStatus()
			.isEqualTo(410)
			.expectBody()
			.jsonPath("$.detail")
			.isEqualTo("It was moved."));
	}

	@Test
	void anythingElse_is500WithAnId_andNoRestart() {
		this.runner.run((context) -> {
			open(context);
			post(context, "broken").expectStatus()
				.isEqualTo(500)
				.expectBody()
				.jsonPath("$.type")
				.isEqualTo("urn:actor-spring:problem:crashed")
				.jsonPath("$.errorId")
				.isNotEmpty()
				.jsonPath("$.detail")
				.value(String.class, (detail) -> assertThat(detail).doesNotContain("secret"));
			assertOpened(context, 1);
		});
	}

	@Test
	void refusedPlainMessage_is202() {
		this.runner.run((context) -> {
			client(context).put().uri("/doors/1?refusal=denied").exchange().expectStatus().isAccepted();
			assertOpened(context, 0);
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void violationOfAMethodConstraint_is400WithViolations(boolean adapted) {
		this.runner.withPropertyValues("spring.validation.method.adapt-constraint-violations=" + adapted)
			// The gateway itself does not look at constraints.
			.withBean(MessageValidator.class, () -> (message) -> List.of(), (definition) -> definition.setPrimary(true))
			.run((context) -> {
				client(context).post()
					.uri("/strict/1")
					.contentType(MediaType.APPLICATION_JSON)
					.bodyValue("{\"text\":\" \",\"lines\":[{\"pieces\":1},{\"pieces\":0}]}")
					.exchange()
					.expectStatus()
					.isBadRequest()
					.expectBody()
					.jsonPath("$.type")
					.isEqualTo("urn:actor-spring:problem:invalid-request")
					.jsonPath("$.violations[0].field")
					.isEqualTo("lines[1].pieces")
					.jsonPath("$.violations[0].message")
					.isEqualTo("must be greater than 0")
					.jsonPath("$.violations[1].field")
					.isEqualTo("text")
					.jsonPath("$.violations.length()")
					.isEqualTo(2);
				client(context).post()
					.uri("/strict/1")
					.contentType(MediaType.APPLICATION_JSON)
					.bodyValue("{\"text\":\"a\",\"lines\":[]}")
					.exchange()
					.expectStatus()
					.isOk()
					.expectBody(String.class)
					.isEqualTo("1");
			});
	}

	private void expect(String refusal, int status, String type) {
		this.runner.run((context) -> {
			open(context);
			post(context, refusal).expectStatus()
				.isEqualTo(status)
				.expectHeader()
				.contentType(MediaType.APPLICATION_PROBLEM_JSON)
				.expectBody()
				.jsonPath("$.type")
				.isEqualTo("urn:actor-spring:problem:" + type)
				.jsonPath("$.status")
				.isEqualTo(status)
				.jsonPath("$.detail")
				.value(String.class, (detail) -> assertThat(detail).isNotBlank().doesNotContain("secret"));
			assertOpened(context, 1);
		});
	}

	private static void open(ApplicationContext context) {
		post(context, "none").expectStatus().isOk();
	}

	private static void assertOpened(ApplicationContext context, int times) {
		client(context).get().uri("/doors/1").exchange().expectBody(String.class).isEqualTo(Integer.toString(times));
	}

	private static ResponseSpec post(ApplicationContext context, String refusal) {
		return client(context).post().uri("/doors/1?refusal=" + refusal).exchange();
	}

	private static WebTestClient client(ApplicationContext context) {
		return WebTestClient.bindToApplicationContext(context)
			.configureClient()
			.responseTimeout(Duration.ofSeconds(20))
			.build();
	}

	@Retention(RetentionPolicy.RUNTIME)
	@interface Guarded {

	}

	@ResponseStatus(HttpStatus.I_AM_A_TEAPOT)
	static class Teapot extends RuntimeException {

		private static final long serialVersionUID = 1L;

		Teapot() {
			super("short and stout");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Advice {

		@Bean
		static DefaultAdvisorAutoProxyCreator autoProxyCreator() {
			return new DefaultAdvisorAutoProxyCreator();
		}

		@Bean
		static Advisor guard() {
			return new DefaultPointcutAdvisor(AnnotationMatchingPointcut.forMethodAnnotation(Guarded.class),
					(org.aopalliance.intercept.MethodInterceptor) (invocation) -> {
						Supplier<RuntimeException> refusal = REFUSALS
							.get(((Refusable) invocation.getArguments()[0]).refusal());
						if (refusal != null) {
							throw refusal.get();
						}
						return invocation.proceed();
					});
		}

	}

	interface Refusable {

		String refusal();

	}

	@KeyedActor("door")
	@RequestMapping("/doors/{key}")
	static class Door {

		private int opened;

		@Receive
		@PostMapping
		@Guarded
		int open(Open open) {
			return ++this.opened;
		}

		@Receive
		@PutMapping
		@Guarded
		void kick(Kick kick) {
			this.opened++;
		}

		@Receive
		@GetMapping
		int count(Count count) {
			return this.opened;
		}

		record Open(String refusal) implements Request<Door, Integer>, Refusable {

		}

		record Kick(String refusal) implements Message<Door>, Refusable {

		}

		record Count() implements Request<Door, Integer> {

		}

	}

	@KeyedActor("strict")
	@RequestMapping("/strict/{key}")
	@Validated
	static class Strict {

		private int handled;

		@Receive
		@PostMapping
		int check(@Valid Check check) {
			return ++this.handled;
		}

		record Check(@NotBlank String text, List<@Valid Line> lines) implements Request<Strict, Integer> {

		}

		record Line(@Positive int pieces) {

		}

	}

}
