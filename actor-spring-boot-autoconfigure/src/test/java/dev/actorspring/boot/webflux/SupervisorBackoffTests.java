package dev.actorspring.boot.webflux;

import java.time.Duration;

import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.boot.http.HttpAutoConfigurations;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.stereotype.KeyedActor;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.SupervisorSpec;
import dev.actorspring.system.ActorSystem;
import jakarta.annotation.PostConstruct;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Requests to an actor that is not running because a supervisor above it is in backoff.
 */
class SupervisorBackoffTests {

	private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
		.withConfiguration(HttpAutoConfigurations.routes())
		.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class, JacksonAutoConfiguration.class,
				HttpHandlerAutoConfiguration.class, WebFluxAutoConfiguration.class))
		.withUserConfiguration(Plant.class)
		.withPropertyValues("actor.ask-timeout=10s");

	@BeforeEach
	void repair() {
		Press.broken = false;
	}

	@Test
	void backoffAbove_is503WithRetryAfter() {
		this.runner.run((context) -> {
			WebTestClient client = WebTestClient.bindToApplicationContext(context)
				.configureClient()
				.responseTimeout(Duration.ofSeconds(20))
				.build();
			ActorSystem system = context.getBean(ActorSystem.class);
			client.get().uri("/parts/7").exchange().expectStatus().isOk();
			Press.broken = true;
			client.get().uri("/press").exchange().expectStatus().isEqualTo(500);
			// Each delay is twice as long as the one before: soon one is long enough.
			for (String path : new String[] { "/press", "/parts/7", "/parts/8" }) {
				await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
					await().until(() -> system.find("plant").orElseThrow().state() == ChildState.BACKOFF);
					unavailable(client.get().uri(path).exchange());
				});
			}
			Press.broken = false;
			await().atMost(Duration.ofSeconds(60))
				.untilAsserted(() -> client.get().uri("/press").exchange().expectStatus().isOk());
			client.get().uri("/parts/7").exchange().expectStatus().isOk();
		});
	}

	private static void unavailable(WebTestClient.ResponseSpec response) {
		response.expectStatus()
			.isEqualTo(503)
			.expectHeader()
			.value(HttpHeaders.RETRY_AFTER, (value) -> assertThat(Integer.parseInt(value)).isBetween(1, 31))
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("urn:actor-spring:problem:backoff");
	}

	@Configuration(proxyBeanMethods = false)
	@Import({ Press.class, Part.class })
	static class Plant {

		@Bean
		SupervisorSpec plant() {
			return SupervisorSpec.named("plant").children("line").intensity(0, Duration.ofSeconds(5)).build();
		}

		@Bean
		SupervisorSpec line() {
			return SupervisorSpec.named("line")
				.children(Press.class, Part.class)
				.intensity(0, Duration.ofSeconds(5))
				.build();
		}

	}

	@Actor("press")
	@RequestMapping("/press")
	static class Press {

		static volatile boolean broken;

		@PostConstruct
		void start() {
			check();
		}

		@Receive
		@GetMapping
		String get(Get get) {
			check();
			return "pressed";
		}

		private static void check() {
			if (broken) {
				throw new IllegalStateException("broken");
			}
		}

		record Get() implements Request<Press, String> {

		}

	}

	@KeyedActor("part")
	@RequestMapping("/parts/{key}")
	static class Part {

		@Receive
		@GetMapping
		String get(Get get) {
			return "whole";
		}

		record Get() implements Request<Part, String> {

		}

	}

}
