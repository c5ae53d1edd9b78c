package dev.actorspring.boot.webflux;

import java.time.Duration;
import java.util.List;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.boot.http.ActorWebProperties;
import dev.actorspring.boot.http.HttpAutoConfigurations;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.system.ActorSystem;
import io.micrometer.context.ContextSnapshotFactory;
import jakarta.validation.Validator;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.test.web.reactive.server.HttpHandlerConnector;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.bind.annotation.GetMapping;

import static org.assertj.core.api.Assertions.assertThat;

class ActorWebFluxAutoConfigurationTests {

	private static final AutoConfigurations ACTORS = AutoConfigurations.of(ActorAutoConfiguration.class);

	private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
		.withConfiguration(ACTORS)
		.withConfiguration(HttpAutoConfigurations.routes())
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, ValidationAutoConfiguration.class,
				HttpHandlerAutoConfiguration.class, WebFluxAutoConfiguration.class))
		.withUserConfiguration(GatewayApplication.Room.class, GatewayApplication.Desk.class);

	@Test
	void mappedHandlers_areRoutes() {
		this.runner.run((context) -> client(context).get().uri("/rooms/42").exchange().expectStatus().isOk());
	}

	@Test
	void nothingIsExposed_byDefault() {
		this.runner.run((context) -> sum(client(context), "/actors").expectStatus().isNotFound());
	}

	@Test
	void exposedActor_isReachedBelowTheBasePath() {
		this.runner.withPropertyValues("actor.web.expose=desk", "actor.web.base-path=/api")
			.run((context) -> sum(client(context), "/api").expectStatus().isOk());
	}

	@Test
	void exposedName_mustExist() {
		this.runner.withPropertyValues("actor.web.expose=dsek").run((context) -> {
			assertThat(context).hasFailed();
			assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOf(ActorConfigurationException.class)
				.hasMessageContaining("actor.web.expose")
				.hasMessageContaining("'dsek'")
				.extracting((cause) -> ((ActorConfigurationException) cause).getAction())
				.asString()
				.contains("[desk, room]");
		});
	}

	@Test
	void properties_areBound() {
		this.runner
			.withPropertyValues("actor.web.base-path=/api", "actor.web.expose=desk,room", "actor.web.max-timeout=1m",
					"actor.web.max-body-size=1MB", "actor.web.stream-heartbeat=0s", "actor.web.lend-threads=false")
			.run((context) -> assertThat(context.getBean(ActorWebProperties.class))
				.isEqualTo(new ActorWebProperties("/api", List.of("desk", "room"), Duration.ofMinutes(1),
						DataSize.ofMegabytes(1), Duration.ZERO, false)));
	}

	@Test
	void basePathWithoutSlash_fails() {
		this.runner.withPropertyValues("actor.web.base-path=api").run((context) -> assertThat(context).hasFailed());
	}

	@Test
	void noBeanValidation_isNotNeeded() {
		this.runner.withClassLoader(new FilteredClassLoader(Validator.class)).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean("actorBeanValidation");
			client(context).get().uri("/rooms/42").exchange().expectStatus().isOk();
		});
	}

	@Test
	void noContextPropagation_isNotNeeded() {
		this.runner.withClassLoader(new FilteredClassLoader(ContextSnapshotFactory.class)).run((context) -> {
			assertThat(context).hasNotFailed().hasSingleBean(RequestContext.class);
			client(context).get().uri("/rooms/42").exchange().expectStatus().isOk();
		});
	}

	@Test
	void basePathOfTheApplication_isRespected() {
		this.runner.withPropertyValues("spring.webflux.base-path=/app")
			.run((context) -> WebTestClient.bindToServer(new HttpHandlerConnector(context.getBean(HttpHandler.class)))
				.build()
				.get()
				.uri("/app/rooms/42")
				.exchange()
				.expectStatus()
				.isOk());
	}

	@Test
	void namingStrategyOfTheApplication_doesNotRenameViolations() {
		this.runner.withPropertyValues("spring.jackson.property-naming-strategy=UPPER_CAMEL_CASE")
			.run((context) -> client(context).put()
				.uri("/rooms/42")
				.exchange()
				.expectStatus()
				.isBadRequest()
				.expectBody()
				.jsonPath("$.violations[0].field")
				.isEqualTo("Guests")
				.jsonPath("$.violations[0].message")
				.isNotEmpty());
	}

	@Test
	void stoppedSystem_is503() {
		this.runner.run((context) -> {
			context.getBean(ActorSystem.class).stop(Duration.ZERO);
			client(context).get()
				.uri("/rooms/42")
				.exchange()
				.expectStatus()
				.isEqualTo(503)
				.expectHeader()
				.exists("Retry-After")
				.expectBody()
				.jsonPath("$.type")
				.isEqualTo("urn:actor-spring:problem:terminated");
			client(context).post()
				.uri("/desk/notes")
				.contentType(MediaType.APPLICATION_JSON)
				.bodyValue("{}")
				.exchange()
				.expectStatus()
				.isEqualTo(503);
		});
	}

	@Test
	void replyThatIsNoValueAndNoStream_isNotMapped() {
		this.runner.withUserConfiguration(Ticker.class).run((context) -> {
			assertThat(context).hasFailed();
			assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOf(ActorConfigurationException.class)
				.hasMessageContaining("its reply is no value");
		});
	}

	@Test
	void noWebFlux_isNotThere() {
		this.runner.withClassLoader(new FilteredClassLoader(DispatcherHandler.class))
			.run((context) -> assertThat(context).doesNotHaveBean(ActorRouterFunction.class));
	}

	@Test
	void noReactiveWebApplication_isNotThere() {
		new ApplicationContextRunner().withConfiguration(ACTORS)
			.withConfiguration(HttpAutoConfigurations.routes())
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ActorRouterFunction.class));
	}

	@Test
	void noActorSystem_isNotThere() {
		new ReactiveWebApplicationContextRunner().withConfiguration(HttpAutoConfigurations.routes())
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ActorRouterFunction.class));
	}

	private static WebTestClient client(ApplicationContext context) {
		return WebTestClient.bindToApplicationContext(context).build();
	}

	private static WebTestClient.ResponseSpec sum(WebTestClient client, String basePath) {
		return client.post()
			.uri(basePath + "/desk/get-sum")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue("{\"a\":1,\"b\":2}")
			.exchange();
	}

	@Actor("ticker")
	static class Ticker {

		record Watch() implements Request<Ticker, Publisher<Integer>> {

		}

		@Receive
		@GetMapping("/ticks")
		Publisher<Integer> watch(Watch message) {
			return Flux.empty();
		}

	}

}
