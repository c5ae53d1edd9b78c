package dev.actorspring.boot.webflux;

import java.security.Principal;
import java.time.Duration;

import dev.actorspring.ActorRef;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.stereotype.Actor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.userdetails.MapReactiveUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Who asks when a controller of WebFlux does, with Reactor's automatic propagation.
 */
@SpringBootTest(classes = CallerInCodeTests.Application.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "actor.metrics.enabled=false", "spring.reactor.context-propagation=auto" })
@DirtiesContext
class CallerInCodeTests {

	private WebTestClient client;

	@BeforeEach
	void connect(@LocalServerPort int port) {
		this.client = WebTestClient.bindToServer()
			.baseUrl("http://localhost:" + port)
			.responseTimeout(Duration.ofSeconds(20))
			.build();
	}

	/**
	 * It holds for the whole JVM, and Spring Boot does not take it back.
	 */
	@AfterAll
	static void takeBack() {
		Hooks.disableAutomaticContextPropagation();
	}

	@Test
	void askOfAController_comesWithWhoeverIsLoggedIn() {
		get("ask", "ann").isEqualTo("ann");
		get("ask", "bob").isEqualTo("bob");
		get("ask", null).isEqualTo("nobody");
	}

	@Test
	void callElsewhere_comesWithWhoeverIsLoggedIn() {
		get("call", "ann").isEqualTo("ann");
		get("call", null).isEqualTo("nobody");
	}

	private WebTestClient.BodySpec<String, ?> get(String how, @Nullable String user) {
		return this.client.get().uri("/code/" + how).headers((headers) -> {
			if (user != null) {
				headers.setBasicAuth(user, "secret");
			}
		}).exchange().expectStatus().isOk().expectBody(String.class);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableWebFluxSecurity
	@Import({ Desk.class, Code.class })
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
					User.withUsername("bob").password("{noop}secret").roles("USER").build());
		}

	}

	@RestController
	static class Code {

		private final ActorRef<Desk> desk;

		Code(ActorRef<Desk> desk) {
			this.desk = desk;
		}

		@GetMapping("/code/{how}")
		Mono<String> code(@PathVariable String how) {
			return how.equals("ask") ? Mono.fromFuture(() -> this.desk.ask(new Desk.Who()))
					: Mono.fromCallable(() -> this.desk.call(new Desk.Who())).subscribeOn(Schedulers.boundedElastic());
		}

	}

	@Actor
	static class Desk {

		@Receive
		String who(Who message, @Nullable Principal principal) {
			return (principal != null) ? principal.getName() : "nobody";
		}

		record Who() implements Request<Desk, String> {

		}

	}

}
