package dev.actorspring.boot.actuate.health;

import java.time.Duration;

import dev.actorspring.boot.actuate.testing.FixedActorSystem;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.application.AvailabilityHealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

class ActorsHealthContributorAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ActorsHealthContributorAutoConfiguration.class,
				HealthContributorAutoConfiguration.class, HealthContributorRegistryAutoConfiguration.class))
		.withBean(ActorSystem.class, FixedActorSystem::new);

	@Test
	void isRegisteredAsActors() {
		this.runner
			.run((context) -> assertThat(context.getBean(HealthContributorRegistry.class).getContributor("actors"))
				.isInstanceOf(ActorsHealthIndicator.class));
	}

	@Test
	void disabled_isNotThere() {
		this.runner.withPropertyValues("management.health.actors.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ActorsHealthIndicator.class));
	}

	@Test
	void noHealth_isNotThere() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ActorsHealthContributorAutoConfiguration.class))
			.withBean(ActorSystem.class, FixedActorSystem::new)
			.withClassLoader(new FilteredClassLoader(HealthContributor.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("actorsHealthContributor"));
	}

	@Test
	void noActorSystem_isNotThere() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ActorsHealthContributorAutoConfiguration.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ActorsHealthIndicator.class));
	}

	@Test
	void usersOwn_wins() {
		this.runner.withBean("actorsHealthIndicator", HealthIndicator.class, () -> () -> Health.up().build())
			.run((context) -> assertThat(context).doesNotHaveBean(ActorsHealthIndicator.class));
	}

	@Test
	void readiness_doesNotIncludeActors_unlessConfigured() {
		ApplicationContextRunner withGroups = this.runner
			.withConfiguration(AutoConfigurations.of(ApplicationAvailabilityAutoConfiguration.class,
					AvailabilityProbesAutoConfiguration.class, AvailabilityHealthContributorAutoConfiguration.class,
					HealthEndpointAutoConfiguration.class, EndpointAutoConfiguration.class))
			.withPropertyValues("management.endpoint.health.probes.enabled=true");
		withGroups.run((context) -> {
			assertThat(isMember(context, "readiness", "readinessState")).isTrue();
			assertThat(isMember(context, "readiness", "actors")).isFalse();
			assertThat(isMember(context, "liveness", "actors")).isFalse();
		});
		withGroups.withPropertyValues("management.endpoint.health.group.readiness.include=readinessState,actors")
			.run((context) -> assertThat(isMember(context, "readiness", "actors")).isTrue());
	}

	@Test
	void readiness_isUpWhileActorsAreDown_unlessConfigured() {
		FixedActorSystem system = new FixedActorSystem();
		system.nodes.add(FixedActorSystem.supervisor("payments", ChildState.STOPPED));
		ApplicationContextRunner withEndpoint = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ActorsHealthContributorAutoConfiguration.class,
					HealthContributorAutoConfiguration.class, HealthContributorRegistryAutoConfiguration.class,
					ApplicationAvailabilityAutoConfiguration.class, AvailabilityProbesAutoConfiguration.class,
					AvailabilityHealthContributorAutoConfiguration.class, HealthEndpointAutoConfiguration.class,
					EndpointAutoConfiguration.class))
			.withBean(ActorSystem.class, () -> system)
			.withPropertyValues("management.endpoint.health.probes.enabled=true",
					"management.endpoints.web.exposure.include=health");
		withEndpoint.run((context) -> {
			HealthEndpoint endpoint = context.getBean(HealthEndpoint.class);
			AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
			assertThat(endpoint.health().getStatus()).isEqualTo(Status.DOWN);
			assertThat(endpoint.healthForPath("readiness").getStatus()).isEqualTo(Status.UP);
		});
		withEndpoint.withPropertyValues("management.endpoint.health.group.readiness.include=readinessState,actors")
			.run((context) -> {
				AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
				assertThat(context.getBean(HealthEndpoint.class).healthForPath("readiness").getStatus())
					.isEqualTo(Status.DOWN);
			});
	}

	private static boolean isMember(ApplicationContext context, String group, String name) {
		HealthEndpointGroup found = context.getBean(HealthEndpointGroups.class).get(group);
		assertThat(found).isNotNull();
		return found.isMember(name);
	}

	@Test
	void tolerance_isBound() {
		this.runner.withPropertyValues("actor.health.tolerance=2m")
			.run((context) -> assertThat(context.getBean(ActorHealthProperties.class).tolerance())
				.isEqualTo(Duration.ofMinutes(2)));
	}

	@Test
	void negativeTolerance_fails() {
		this.runner.withPropertyValues("actor.health.tolerance=-1s").run((context) -> assertThat(context).hasFailed());
	}

}
