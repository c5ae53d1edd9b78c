package dev.actorspring.boot.actuate.endpoint;

import java.util.stream.IntStream;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorSpec;
import dev.actorspring.Event;
import dev.actorspring.Group;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jackson.JacksonEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.test.web.reactive.server.StatusAssertions;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * Topics and groups of a real system, read over HTTP.
 */
class ActorTopicsEndpointOverHttpTests {

	private final ActorSystem system = ActorSystem.builder().build();

	private final ReactiveWebApplicationContextRunner contextRunner = new ReactiveWebApplicationContextRunner()
		.withInitializer((context) -> context.getEnvironment().setConversionService(new ApplicationConversionService()))
		.withConfiguration(
				AutoConfigurations.of(ActorTopicsEndpointAutoConfiguration.class, EndpointAutoConfiguration.class,
						WebEndpointAutoConfiguration.class, ManagementContextAutoConfiguration.class,
						JacksonAutoConfiguration.class, JacksonEndpointAutoConfiguration.class,
						HttpHandlerAutoConfiguration.class, WebFluxAutoConfiguration.class))
		.withBean(ActorSystem.class, () -> this.system, (definition) -> definition.setDestroyMethodName(""));

	@BeforeEach
	void start() {
		this.system.start();
		Group<Guest> room = this.system.group("blue", Guest.class);
		IntStream.range(0, 25)
			.forEach((i) -> this.system
				.spawn(ActorSpec.of("guest" + i, Guest.class, (context) -> new Guest(context, room)))
				.call(new Guest.Ping()));
		this.system.topic(Unheard.class);
	}

	@AfterEach
	void stop() {
		this.system.close();
	}

	private StatusAssertions get(WebTestClient client) {
		return client.get().uri("/actuator/actortopics").exchange().expectStatus();
	}

	@Test
	void topicsAndGroups_haveEverythingOfTheContract() {
		this.contextRunner.withPropertyValues("management.endpoints.web.exposure.include=actortopics")
			.run((context) -> get(WebTestClient.bindToApplicationContext(context).build()).isOk()
				.expectBody()
				.jsonPath("$.topics.length()")
				.isEqualTo(2)
				.jsonPath("$.topics[0].event")
				.isEqualTo(Rang.class.getName())
				.jsonPath("$.topics[0].subscribers[0].actor")
				.isEqualTo("Guest")
				.jsonPath("$.topics[0].subscribers[0].active")
				.isEqualTo(25)
				.jsonPath("$.topics[1].event")
				.isEqualTo(Unheard.class.getName())
				.jsonPath("$.topics[1].subscribers")
				.isEmpty()
				.jsonPath("$.groupCount")
				.isEqualTo(1)
				.jsonPath("$.groups[0].name")
				.isEqualTo("blue")
				.jsonPath("$.groups[0].type")
				.isEqualTo(Guest.class.getName())
				.jsonPath("$.groups[0].size")
				.isEqualTo(25)
				.jsonPath("$.groups[0].members.length()")
				.isEqualTo(20)
				.jsonPath("$.groups[0].members[0]")
				.isEqualTo("guest0")
				.jsonPath("$.groups[0].elsewhere")
				.isEmpty());
	}

	@Test
	void endpoint_isNotThereUnlessItIsExposed() {
		this.contextRunner.run((context) -> get(WebTestClient.bindToApplicationContext(context).build()).isNotFound());
	}

	@Test
	void endpoint_mayBeSwitchedOff() {
		this.contextRunner
			.withPropertyValues("management.endpoints.web.exposure.include=*",
					"management.endpoint.actortopics.access=none")
			.run((context) -> get(WebTestClient.bindToApplicationContext(context).build()).isNotFound());
	}

	record Rang() implements Event {

	}

	record Unheard() implements Event {

	}

	static class Guest {

		record Ping() implements Request<Guest, String> {

		}

		Guest(ActorContext<Guest> context, Group<Guest> room) {
			context.join(room);
		}

		@Receive
		void rang(Rang event) {
			// Nothing to do.
		}

		@Receive
		String ping(Ping request) {
			return "pong";
		}

	}

}
