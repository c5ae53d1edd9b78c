package dev.actorspring.boot.actuate.cluster;

import java.time.Clock;
import java.util.Arrays;
import java.util.stream.Stream;

import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.boot.actuate.testing.FixedClusterNode;
import dev.actorspring.boot.actuate.testing.SpreadActor;
import dev.actorspring.cluster.ClusterEvent;
import dev.actorspring.cluster.ClusterNode;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jackson.JacksonEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

class ActorClusterEndpointAutoConfigurationTests {

	private static final Class<?>[] CONFIGURATION = { ActorAutoConfiguration.class,
			ClassUtils.resolveClassName("dev.actorspring.boot.cluster.ActorClusterAutoConfiguration", null),
			ActorClusterEndpointAutoConfiguration.class };

	private final FixedClusterNode node = new FixedClusterNode(2);

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(CONFIGURATION))
		.withUserConfiguration(SpreadActor.class)
		.withBean(ClusterNode.class, () -> this.node);

	private final ApplicationContextRunner exposed = this.runner
		.withPropertyValues("management.endpoints.web.exposure.include=actorcluster");

	@Test
	void exposed_isThere() {
		this.exposed.run((context) -> {
			assertThat(context).hasSingleBean(ActorClusterEndpoint.class);
			assertThat(context.getBean(ActorClusterEndpoint.class).cluster()).isNotNull();
		});
	}

	@Test
	void notExposed_isNotThere() {
		this.runner.run((context) -> assertThat(context).hasNotFailed()
			.doesNotHaveBean(ActorClusterEndpoint.class)
			.doesNotHaveBean(ClusterHistory.class));
	}

	@Test
	void noAccess_isNotThere() {
		this.exposed.withPropertyValues("management.endpoint.actorcluster.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean(ActorClusterEndpoint.class));
	}

	@Test
	void clusterDisabled_isNotThere() {
		this.exposed.withPropertyValues("actor.cluster.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ActorClusterEndpoint.class));
	}

	@Test
	void noActuator_isNotThere() {
		this.exposed.withClassLoader(new FilteredClassLoader(Endpoint.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("actorClusterEndpoint"));
	}

	@Test
	void noModule_isNotThere() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(CONFIGURATION))
			.withPropertyValues("management.endpoints.web.exposure.include=actorcluster")
			.withClassLoader(new FilteredClassLoader(ClusterNode.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("actorClusterEndpoint"));
	}

	@Test
	void usersOwn_wins() {
		ActorClusterEndpoint own = new ActorClusterEndpoint(() -> null, new ClusterHistory(Clock.systemUTC()));
		this.exposed.withBean("own", ActorClusterEndpoint.class, () -> own)
			.run((context) -> assertThat(context.getBean(ActorClusterEndpoint.class)).isSameAs(own));
	}

	@Test
	void overHttp_answersTheCluster() {
		this.node.homes.put(0, FixedClusterNode.ADDRESS);
		web().withUserConfiguration(SpreadActor.class).withBean(ClusterNode.class, () -> this.node).run((context) -> {
			context.getBean(ClusterHistory.class).onEvent(new ClusterEvent.PartitionOpened(1));
			WebTestClient.bindToApplicationContext(context)
				.build()
				.get()
				.uri("/actuator/actorcluster")
				.exchange()
				.expectStatus()
				.isOk()
				.expectBody()
				.jsonPath("$.name")
				.isEqualTo("shop")
				.jsonPath("$.members[0].address")
				.isEqualTo(FixedClusterNode.ADDRESS)
				.jsonPath("$.members[0].state")
				.isEqualTo("up")
				.jsonPath("$.members[0].since")
				.doesNotExist()
				.jsonPath("$.members[0].partitionNumbers[0]")
				.isEqualTo(0)
				.jsonPath("$.unknownPartitions[0]")
				.isEqualTo(1)
				.jsonPath("$.moving[0].state")
				.isEqualTo("arriving")
				.jsonPath("$.recentMoves[0].time")
				.value(String.class, (time) -> assertThat(time).matches("\\d{4}-.*Z"));
		});
	}

	@Test
	void overHttp_withoutAFamilyThatIsSpread_isNotFound() {
		web().run((context) -> WebTestClient.bindToApplicationContext(context)
			.build()
			.get()
			.uri("/actuator/actorcluster")
			.exchange()
			.expectStatus()
			.isNotFound());
	}

	private static ReactiveWebApplicationContextRunner web() {
		return new ReactiveWebApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(
							Stream
								.concat(Arrays.stream(CONFIGURATION),
										Stream.of(EndpointAutoConfiguration.class, WebEndpointAutoConfiguration.class,
												ManagementContextAutoConfiguration.class,
												JacksonAutoConfiguration.class, JacksonEndpointAutoConfiguration.class,
												HttpHandlerAutoConfiguration.class, WebFluxAutoConfiguration.class))
								.toArray(Class<?>[]::new)))
			.withPropertyValues("management.endpoints.web.exposure.include=actorcluster");
	}

}
