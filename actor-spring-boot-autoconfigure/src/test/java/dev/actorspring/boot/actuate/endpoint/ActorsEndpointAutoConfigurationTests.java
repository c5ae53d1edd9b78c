package dev.actorspring.boot.actuate.endpoint;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import dev.actorspring.boot.actuate.testing.FixedActorSystem;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jackson.JacksonEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

class ActorsEndpointAutoConfigurationTests {

	private final FixedActorSystem system = new FixedActorSystem();

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ActorsEndpointAutoConfiguration.class))
		.withBean(ActorSystem.class, () -> this.system);

	@Test
	void exposed_isThere() {
		this.runner.withPropertyValues("management.endpoints.web.exposure.include=actors")
			.run((context) -> assertThat(context).hasSingleBean(ActorsEndpoint.class));
	}

	@Test
	void notExposed_isNotThere() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(ActorsEndpoint.class));
	}

	@Test
	void noAccess_isNotThere() {
		this.runner
			.withPropertyValues("management.endpoints.web.exposure.include=*", "management.endpoint.actors.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean(ActorsEndpoint.class));
	}

	@Test
	void noActuator_isNotThere() {
		this.runner.withPropertyValues("management.endpoints.web.exposure.include=actors")
			.withClassLoader(new FilteredClassLoader(Endpoint.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ActorsEndpoint.class));
	}

	@Test
	void noActorSystem_isNotThere() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ActorsEndpointAutoConfiguration.class))
			.withPropertyValues("management.endpoints.web.exposure.include=actors")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ActorsEndpoint.class));
	}

	@Test
	void usersOwn_wins() {
		ActorsEndpoint own = new ActorsEndpoint(this.system, Show.NEVER, List.of());
		this.runner.withPropertyValues("management.endpoints.web.exposure.include=actors")
			.withBean("own", ActorsEndpoint.class, () -> own)
			.run((context) -> assertThat(context.getBean(ActorsEndpoint.class)).isSameAs(own));
	}

	@Test
	void exposedOverJmxOnly_hasNoWebExtension() {
		this.runner.withPropertyValues("spring.jmx.enabled=true", "management.endpoints.jmx.exposure.include=actors")
			.run((context) -> assertThat(context).hasSingleBean(ActorsEndpoint.class)
				.doesNotHaveBean(ActorsEndpointWebExtension.class));
	}

	@Test
	void usersOwnWebExtension_wins() {
		this.runner.withPropertyValues("management.endpoints.web.exposure.include=actors")
			.withBean("own", ActorsEndpointWebExtension.class,
					() -> new ActorsEndpointWebExtension(new ActorsEndpoint(this.system, Show.NEVER, List.of()),
							Show.NEVER, Set.of()))
			.run((context) -> assertThat(context).hasSingleBean(ActorsEndpointWebExtension.class).hasBean("own"));
	}

	@Test
	void properties_areBound() {
		this.runner.withPropertyValues("management.endpoints.web.exposure.include=actors",
				"management.endpoint.actors.show-values=when-authorized", "management.endpoint.actors.roles=ops,dev")
			.run((context) -> {
				ActorsEndpointProperties properties = context.getBean(ActorsEndpointProperties.class);
				assertThat(properties.showValues()).isEqualTo(Show.WHEN_AUTHORIZED);
				assertThat(properties.roles()).containsExactlyInAnyOrder("ops", "dev");
			});
	}

	@Test
	void runtimeHints_areThoseOfAllDescriptors() {
		RuntimeHints hints = new RuntimeHints();
		new ActorsEndpointRuntimeHints().registerHints(hints, getClass().getClassLoader());
		assertThat(ActorsEndpoint.class.getAnnotation(ImportRuntimeHints.class).value())
			.containsExactly(ActorsEndpointRuntimeHints.class);
		for (Class<?> descriptor : NodeDescriptor.class.getDeclaredClasses()) {
			for (RecordComponent component : descriptor.getRecordComponents()) {
				assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(component.getAccessor()))
					.as("%s", component.getAccessor())
					.accepts(hints);
			}
		}
	}

	@Test
	void overHttp_answersTreeNodeAndNotFound() {
		this.system.nodes.add(FixedActorSystem.supervisor("payments", ChildState.RUNNING, FixedActorSystem
			.actor("payments/ledger", ChildState.RUNNING, Duration.ofSeconds(90), new IllegalStateException("boom"))));
		new ReactiveWebApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(ActorsEndpointAutoConfiguration.class, EndpointAutoConfiguration.class,
							WebEndpointAutoConfiguration.class, ManagementContextAutoConfiguration.class,
							JacksonAutoConfiguration.class, JacksonEndpointAutoConfiguration.class,
							HttpHandlerAutoConfiguration.class, WebFluxAutoConfiguration.class))
			.withBean(ActorSystem.class, () -> this.system)
			.withPropertyValues("management.endpoints.web.exposure.include=actors")
			.run((context) -> {
				WebTestClient client = WebTestClient.bindToApplicationContext(context).build();
				client.get()
					.uri("/actuator/actors")
					.exchange()
					.expectStatus()
					.isOk()
					.expectBody()
					.jsonPath("$.kind")
					.isEqualTo("supervisor")
					.jsonPath("$.children[0].children[0].path")
					.isEqualTo("payments/ledger");
				client.get()
					.uri("/actuator/actors/payments/ledger")
					.exchange()
					.expectStatus()
					.isOk()
					.expectBody()
					.jsonPath("$.state")
					.isEqualTo("running")
					.jsonPath("$.since")
					.isEqualTo("PT1M30S")
					.jsonPath("$.lastFailure")
					.isEqualTo("java.lang.IllegalStateException: boom")
					.jsonPath("$.recentRestarts")
					.isEmpty()
					.jsonPath("$.nextAttempt")
					.doesNotExist();
				client.get().uri("/actuator/actors/payments/nobody").exchange().expectStatus().isNotFound();
			});
	}

}
