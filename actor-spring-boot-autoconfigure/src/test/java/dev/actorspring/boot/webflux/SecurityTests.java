package dev.actorspring.boot.webflux;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.stereotype.KeyedActor;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.NodeSnapshot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.userdetails.MapReactiveUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Behind a chain of Spring Security, what it refuses is not even put into a mailbox.
 */
@SpringBootTest(classes = SecurityTests.Application.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "actor.web.expose=vault", "actor.metrics.enabled=false" })
class SecurityTests {

	@Autowired
	private ActorSystem system;

	private WebTestClient client;

	@BeforeEach
	void connect(@LocalServerPort int port) {
		Vault.seen.set(0);
		this.client = WebTestClient.bindToServer()
			.baseUrl("http://localhost:" + port)
			.responseTimeout(Duration.ofSeconds(20))
			.build();
	}

	@ParameterizedTest
	@CsvSource({ "GET,/vaults/closed", "POST,/api/vaults/closed", "POST,/actors/vault/closed/look",
			"OPTIONS,/vaults/closed", "DELETE,/vaults/closed", "GET,/vaults/closed/nowhere" })
	void unauthenticated_neverReachesTheMailbox(String method, String path) {
		this.client.method(HttpMethod.valueOf(method)).uri(path).exchange().expectStatus().value((status) -> {
			// POST without a CSRF token is refused before anybody asks who it is.
			assertThat(status).isIn(401, 403);
		});
		this.client.get()
			.uri("/vaults/closed")
			.headers((headers) -> headers.setBasicAuth("ann", "wrong"))
			.exchange()
			.expectStatus()
			.isUnauthorized()
			.expectHeader()
			.exists(HttpHeaders.WWW_AUTHENTICATE);
		assertThat(Vault.seen).hasValue(0);
		assertThat(this.system.find("vault/closed")).isEmpty();
		assertThat(((NodeSnapshot.Family) this.system.find("vault").orElseThrow()).depth()).isZero();
	}

	@Test
	void missingCsrfToken_neverReachesTheMailbox() {
		this.client.post().uri("/vaults/1").headers(SecurityTests::asAnn).exchange().expectStatus().isForbidden();
		assertThat(Vault.seen).hasValue(0);
	}

	@Test
	void pathsAndMethodsOfTheChain_applyToActors() {
		this.client.get()
			.uri("/vaults/1/treasure")
			.headers(SecurityTests::asAnn)
			.exchange()
			.expectStatus()
			.isForbidden();
		assertThat(Vault.seen).hasValue(0);
	}

	@Test
	void authenticated_isAnswered() {
		this.client.get()
			.uri("/vaults/1")
			.headers(SecurityTests::asAnn)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(String.class)
			.isEqualTo("\"gold\"");
		assertThat(Vault.seen).hasValue(1);
	}

	private static void asAnn(HttpHeaders headers) {
		headers.setBasicAuth("ann", "secret");
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableWebFluxSecurity
	@Import(Vault.class)
	static class Application {

		@Bean
		SecurityWebFilterChain chain(ServerHttpSecurity http) {
			return http
				.authorizeExchange((exchanges) -> exchanges.pathMatchers("/vaults/*/treasure")
					.hasRole("ADMIN")
					.anyExchange()
					.authenticated())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

		@Bean
		MapReactiveUserDetailsService users() {
			return new MapReactiveUserDetailsService(
					User.withUsername("ann").password("{noop}secret").roles("USER").build());
		}

	}

	@KeyedActor("vault")
	@RequestMapping("/vaults/{key}")
	static class Vault {

		static final AtomicInteger seen = new AtomicInteger();

		@Receive
		@GetMapping({ "", "/treasure" })
		String look(Look look) {
			seen.incrementAndGet();
			return "gold";
		}

		@Receive
		@PostMapping
		void put(Put put) {
			seen.incrementAndGet();
		}

		record Look() implements Request<Vault, String> {

		}

		record Put() implements Message<Vault> {

		}

	}

}
