package dev.actorspring.boot.actuate.health;

import java.time.Duration;

import dev.actorspring.boot.actuate.testing.FixedActorSystem;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

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
