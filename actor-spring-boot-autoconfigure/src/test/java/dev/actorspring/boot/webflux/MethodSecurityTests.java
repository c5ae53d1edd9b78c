package dev.actorspring.boot.webflux;

import java.time.Duration;

import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.stereotype.Actor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

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
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.MapReactiveUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * Method security at handlers knows who has sent the request.
 */
@SpringBootTest(classes = MethodSecurityTests.Application.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = "actor.metrics.enabled=false")
class MethodSecurityTests {

	private WebTestClient client;

	@BeforeEach
	void connect(@LocalServerPort int port) {
		this.client = WebTestClient.bindToServer()
			.baseUrl("http://localhost:" + port)
			.responseTimeout(Duration.ofSeconds(20))
			.build();
	}

	@ParameterizedTest
	@ValueSource(strings = { "expression", "secured", "mono", "compute", "stream" })
	void permission_isThatOfTheCaller(String handler) {
		get(handler, "bob").expectStatus().isOk();
		get(handler, "ann").expectStatus()
			.isForbidden()
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("urn:actor-spring:problem:forbidden");
		get(handler, null).expectStatus()
			.isUnauthorized()
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("urn:actor-spring:problem:unauthorized");
		get(handler, "bob").expectStatus().isOk();
	}

	@Test
	void identity_isThatOfTheCaller() {
		get("name", "ann").expectBody(String.class).isEqualTo("\"ann\"");
		get("name", "bob").expectBody(String.class).isEqualTo("\"bob\"");
		get("name", null).expectBody(String.class).isEqualTo("\"nobody\"");
	}

	private WebTestClient.ResponseSpec get(String handler, String user) {
		return this.client.get().uri("/vault/" + handler).headers((headers) -> {
			if (user != null) {
				headers.setBasicAuth(user, "secret");
			}
		}).exchange();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableWebFluxSecurity
	@EnableMethodSecurity(securedEnabled = true)
	@Import({ Vault.class, FastVault.class })
	static class Application {

		@Bean
		SecurityWebFilterChain chain(ServerHttpSecurity http) {
			return http.authorizeExchange((exchanges) -> exchanges.anyExchange().permitAll())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

		@Bean
		MapReactiveUserDetailsService users() {
			return new MapReactiveUserDetailsService(
					User.withUsername("ann").password("{noop}secret").roles("USER").build(),
					User.withUsername("bob").password("{noop}secret").roles("ADMIN").build());
		}

	}

	@Actor
	@RequestMapping("/vault")
	static class Vault {

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
		@GetMapping("/mono")
		@PreAuthorize("hasRole('ADMIN')")
		Mono<String> later(Later message) {
			return Mono.just("gold");
		}

		@Receive
		@GetMapping("/stream")
		@PreAuthorize("hasRole('ADMIN')")
		Flux<String> stream(Stream message) {
			return Flux.just("gold", "silver");
		}

		@Receive
		@GetMapping("/name")
		String name(Name message) {
			return (SecurityContextHolder.getContext().getAuthentication() != null)
					? SecurityContextHolder.getContext().getAuthentication().getName() : "nobody";
		}

		record ByExpression() implements Request<Vault, String> {

		}

		record BySecured() implements Request<Vault, String> {

		}

		record Later() implements Request<Vault, String> {

		}

		record Stream() implements Request<Vault, Flux<String>> {

		}

		record Name() implements Request<Vault, String> {

		}

	}

	@Actor(dispatcher = dev.actorspring.Dispatcher.COMPUTE)
	@RequestMapping("/vault/compute")
	static class FastVault {

		@Receive
		@GetMapping
		@PreAuthorize("hasRole('ADMIN')")
		String open(Open message) {
			return "gold";
		}

		record Open() implements Request<FastVault, String> {

		}

	}

}
