package dev.actorspring.boot.webflux;

import java.time.Duration;

import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.stereotype.Actor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.method.configuration.EnableReactiveMethodSecurity;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.userdetails.MapReactiveUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * Reactive method security at handlers that reply with a Mono decides within the turn.
 */
@SpringBootTest(classes = ReactiveMethodSecurityTests.Application.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = "actor.metrics.enabled=false")
class ReactiveMethodSecurityTests {

	private WebTestClient client;

	@BeforeEach
	void connect(@LocalServerPort int port) {
		this.client = WebTestClient.bindToServer()
			.baseUrl("http://localhost:" + port)
			.responseTimeout(Duration.ofSeconds(20))
			.build();
	}

	@Test
	void permission_isThatOfTheCaller() {
		get("bob").expectStatus().isOk();
		get("ann").expectStatus()
			.isForbidden()
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("urn:actor-spring:problem:forbidden");
		get("bob").expectBody(String.class).isEqualTo("2");
	}

	private WebTestClient.ResponseSpec get(String user) {
		return this.client.get().uri("/vault").headers((headers) -> headers.setBasicAuth(user, "secret")).exchange();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableWebFluxSecurity
	@EnableReactiveMethodSecurity
	@Import(Vault.class)
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

		private int opened;

		@Receive
		@GetMapping
		@PreAuthorize("hasRole('ADMIN')")
		Mono<Integer> open(Open message) {
			return Mono.just(++this.opened);
		}

		record Open() implements Request<Vault, Integer> {

		}

	}

}
