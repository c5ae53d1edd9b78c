package dev.actorspring.boot.actuate.info;

import dev.actorspring.boot.actuate.testing.FixedActorSystem;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.info.InfoContributorAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.info.InfoEndpointAutoConfiguration;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.actuate.info.InfoEndpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class ActorsInfoContributorAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ActorsInfoContributorAutoConfiguration.class,
				InfoContributorAutoConfiguration.class, InfoEndpointAutoConfiguration.class,
				EndpointAutoConfiguration.class))
		.withPropertyValues("management.endpoints.web.exposure.include=info")
		.withBean(ActorSystem.class, FixedActorSystem::new);

	@Test
	void endpointInfo_hasActors() {
		this.runner.run((context) -> assertThat(context.getBean(InfoEndpoint.class).info()).containsOnlyKeys("actors"));
	}

	@Test
	void disabled_isNotThere() {
		this.runner.withPropertyValues("management.info.actors.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ActorsInfoContributor.class));
	}

	@Test
	void defaultsDisabled_isNotThere_unlessEnabledItself() {
		ApplicationContextRunner withoutDefaults = this.runner
			.withPropertyValues("management.info.defaults.enabled=false");
		withoutDefaults.run((context) -> assertThat(context).doesNotHaveBean(ActorsInfoContributor.class));
		withoutDefaults.withPropertyValues("management.info.actors.enabled=true")
			.run((context) -> assertThat(context).hasSingleBean(ActorsInfoContributor.class));
	}

	@Test
	void noActuator_isNotThere() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ActorsInfoContributorAutoConfiguration.class))
			.withBean(ActorSystem.class, FixedActorSystem::new)
			.withClassLoader(new FilteredClassLoader(InfoContributor.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("actorsInfoContributor"));
	}

	@Test
	void noActorSystem_isNotThere() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ActorsInfoContributorAutoConfiguration.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ActorsInfoContributor.class));
	}

	@Test
	void usersOwn_wins() {
		this.runner
			.withBean("actorsInfoContributor", InfoContributor.class, () -> (builder) -> builder.withDetail("own", 1))
			.run((context) -> assertThat(context.getBean(InfoEndpoint.class).info()).containsOnlyKeys("own"));
	}

}
