package dev.actorspring.boot.webmvc;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;

import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.NodeSnapshot;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.access.annotation.Secured;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Spring Security around the routes and the handlers of actors on Spring MVC.
 */
@SpringBootTest(classes = ServletSecurityTests.Application.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "spring.main.web-application-type=servlet", "actor.metrics.enabled=false" })
class ServletSecurityTests {

	private static final String TYPE = "urn:actor-spring:problem:";

	@Autowired
	private ActorSystem system;

	private WebTestClient client;

	@BeforeEach
	void connect(@LocalServerPort int port) {
		this.client = WebTestClient.bindToServer()
			.baseUrl("http://localhost:" + port)
			.responseTimeout(Duration.ofSeconds(20))
			.build();
	}

	@ParameterizedTest
	@ValueSource(strings = { "expression", "secured", "stream" })
	void permission_isThatOfTheCaller(String handler) {
		get(handler, "bob").expectStatus().isOk();
		get(handler, "ann").expectStatus().isForbidden().expectBody().jsonPath("$.type").isEqualTo(TYPE + "forbidden");
		get(handler, "bob").expectStatus().isOk();
	}

	@Test
	void whoIsNotKnown_isRefusedByTheChain() {
		get("name", null).expectStatus().isUnauthorized();
	}

	@Test
	void identity_isThatOfTheCaller() {
		get("name", "ann").expectBody(String.class).isEqualTo("\"ann\"");
		get("name", "bob").expectBody(String.class).isEqualTo("\"bob\"");
	}

	@Test
	void permission_isDecidedBeforeTheMailbox() {
		Vault.gate = new CountDownLatch(1);
		Thread waiting = Thread.ofPlatform().start(() -> get("wait", "bob").expectStatus().isOk());
		try {
			await().until(() -> vault().handling() != null);
			get("expression", "ann").expectStatus().isForbidden();
			assertThat(vault().depth()).isZero();
		}
		finally {
			Vault.gate.countDown();
		}
		await().until(() -> !waiting.isAlive());
	}

	/**
	 * Before the mailbox nobody could tell.
	 */
	@Test
	void expressionThatNeedsTheActor_isDecidedInItsTurn() {
		get("own", "ann").expectStatus().isOk();
		get("own", "bob").expectStatus().isForbidden();
	}

	private NodeSnapshot.Actor vault() {
		return (NodeSnapshot.Actor) this.system.find("vault").orElseThrow();
	}

	private WebTestClient.ResponseSpec get(String handler, @Nullable String user) {
		return this.client.get().uri("/vault/" + handler).headers((headers) -> {
			if (user != null) {
				headers.setBasicAuth(user, "secret");
			}
		}).exchange();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableWebSecurity
	@EnableMethodSecurity(securedEnabled = true)
	@Import(Vault.class)
	static class Application {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) throws Exception {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

		@Bean
		InMemoryUserDetailsManager users() {
			return new InMemoryUserDetailsManager(
					User.withUsername("ann").password("{noop}secret").roles("USER").build(),
					User.withUsername("bob").password("{noop}secret").roles("ADMIN").build());
		}

	}

	@Actor
	@RequestMapping("/vault")
	static class Vault {

		static volatile CountDownLatch gate = new CountDownLatch(0);

		@Receive
		@GetMapping("/expression")
		@PreAuthorize("hasRole('ADMIN')")
		String byExpression(ByExpression message) {
			return "gold";
		}

		@Receive
		@GetMapping("/secured")
		@Secured("ROLE_ADMIN")
		String bySecured(BySecured message) {
			return "gold";
		}

		@Receive
		@GetMapping("/stream")
		@PreAuthorize("hasRole('ADMIN')")
		Flow.Publisher<String> stream(Stream message) {
			return (subscriber) -> {
				SubmissionPublisher<String> publisher = new SubmissionPublisher<>(Runnable::run, 16);
				publisher.subscribe(subscriber);
				publisher.submit("gold");
				publisher.close();
			};
		}

		@Receive
		@GetMapping("/name")
		String name(Name message) {
			Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
			return (authentication != null) ? authentication.getName() : "nobody";
		}

		@Receive
		@GetMapping("/own")
		@PreAuthorize("this.owner == authentication.name")
		String own(Own message) {
			return "gold";
		}

		public String getOwner() {
			return "ann";
		}

		@Receive
		@GetMapping("/wait")
		String linger(Linger message) throws InterruptedException {
			gate.await();
			return "at last";
		}

		record ByExpression() implements Request<Vault, String> {

		}

		record BySecured() implements Request<Vault, String> {

		}

		record Stream() implements Request<Vault, Flow.Publisher<String>> {

		}

		record Name() implements Request<Vault, String> {

		}

		record Own() implements Request<Vault, String> {

		}

		record Linger() implements Request<Vault, String> {

		}

	}

}
