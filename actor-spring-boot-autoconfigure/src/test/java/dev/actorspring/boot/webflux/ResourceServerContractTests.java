package dev.actorspring.boot.webflux;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.actorspring.ActorRef;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.stereotype.Actor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * Actors in an OAuth2 resource server: handlers know whose token it is, and what it is
 * good for.
 */
@SpringBootTest(classes = ResourceServerContractTests.Application.class, webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = "actor.metrics.enabled=false")
@ExtendWith(CheckedStacks.class)
class ResourceServerContractTests {

	private static final SecretKey KEY = new SecretKeySpec(
			"a key that only this test knows of".getBytes(StandardCharsets.US_ASCII), "HmacSHA256");

	private WebTestClient client;

	@BeforeEach
	void connect(@LocalServerPort int port) {
		this.client = WebTestClient.bindToServer()
			.baseUrl("http://localhost:" + port)
			.responseTimeout(Duration.ofSeconds(20))
			.build();
	}

	@Test
	void withoutAToken_theChainRefuses() {
		this.client.get().uri("/vault/name").exchange().expectStatus().isUnauthorized();
	}

	@Test
	void withAToken_theHandlerKnowsWhoseItIs() throws Exception {
		get("name", token("ann", "silver")).expectStatus().isOk().expectBody(String.class).isEqualTo("\"ann\"");
	}

	@Test
	void whomAnActorAsks_knowsItToo() throws Exception {
		get("clerk", token("bob", "silver")).expectStatus().isOk().expectBody(String.class).isEqualTo("\"bob\"");
	}

	@Test
	void scopeOfTheToken_decidesAtTheHandler() throws Exception {
		get("gold", token("ann", "gold")).expectStatus().isOk();
		get("gold", token("ann", "silver")).expectStatus()
			.isForbidden()
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("urn:actor-spring:problem:forbidden");
	}

	private WebTestClient.ResponseSpec get(String handler, String token) {
		return this.client.get().uri("/vault/" + handler).headers((headers) -> headers.setBearerAuth(token)).exchange();
	}

	private static String token(String subject, String scope) throws JOSEException {
		SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256),
				new JWTClaimsSet.Builder().subject(subject)
					.claim("scope", scope)
					.expirationTime(Date.from(Instant.now().plusSeconds(600)))
					.build());
		jwt.sign(new MACSigner(KEY));
		return jwt.serialize();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableMethodSecurity
	@Import({ Vault.class, Clerk.class, Servlet.class, Reactive.class })
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	@EnableWebSecurity
	static class Servlet {

		@Bean
		SecurityFilterChain chain(HttpSecurity http) throws Exception {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().authenticated())
				.oauth2ResourceServer((server) -> server.jwt(Customizer.withDefaults()))
				.build();
		}

		@Bean
		JwtDecoder decoder() {
			return NimbusJwtDecoder.withSecretKey(KEY).macAlgorithm(MacAlgorithm.HS256).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	@EnableWebFluxSecurity
	static class Reactive {

		@Bean
		SecurityWebFilterChain chain(ServerHttpSecurity http) {
			return http.authorizeExchange((exchanges) -> exchanges.anyExchange().authenticated())
				.oauth2ResourceServer((server) -> server.jwt(Customizer.withDefaults()))
				.build();
		}

		@Bean
		ReactiveJwtDecoder decoder() {
			return NimbusReactiveJwtDecoder.withSecretKey(KEY).macAlgorithm(MacAlgorithm.HS256).build();
		}

	}

	@Actor
	@RequestMapping("/vault")
	static class Vault {

		private final ActorRef<Clerk> clerk;

		Vault(ActorRef<Clerk> clerk) {
			this.clerk = clerk;
		}

		@Receive
		@GetMapping("/name")
		String name(Name message) {
			return SecurityContextHolder.getContext().getAuthentication().getName();
		}

		@Receive
		@GetMapping("/clerk")
		String byClerk(ByClerk message) {
			return this.clerk.call(new Clerk.Name());
		}

		@Receive
		@GetMapping("/gold")
		@PreAuthorize("hasAuthority('SCOPE_gold')")
		String gold(Gold message) {
			return "gold";
		}

		record Name() implements Request<Vault, String> {

		}

		record ByClerk() implements Request<Vault, String> {

		}

		record Gold() implements Request<Vault, String> {

		}

	}

	@Actor
	static class Clerk {

		@Receive
		String name(Name message) {
			return SecurityContextHolder.getContext().getAuthentication().getName();
		}

		record Name() implements Request<Clerk, String> {

		}

	}

}
