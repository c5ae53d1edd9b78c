package dev.actorspring.boot.actuate.observer;

import java.util.List;

import dev.actorspring.boot.actuate.testing.FixedActorSystem;
import dev.actorspring.system.ActorSystem;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class ObserverAutoConfigurationTests {

	private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(ObserverAutoConfiguration.class,
			EndpointAutoConfiguration.class, WebEndpointAutoConfiguration.class,
			ManagementContextAutoConfiguration.class);

	private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
		.withConfiguration(CONFIGURATIONS)
		.withBean(ActorSystem.class, FixedActorSystem::new);

	@Test
	void exposed_isThere() {
		this.runner.withPropertyValues("management.endpoints.web.exposure.include=observer")
			.run((context) -> assertThat(context).hasSingleBean(ObserverEndpoint.class));
	}

	@Test
	void notExposed_isNotThere() {
		this.runner.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ObserverEndpoint.class));
	}

	@Test
	void exposedOverJmxOnly_isNotThere() {
		this.runner
			.withPropertyValues("spring.jmx.enabled=true", "management.endpoints.jmx.exposure.include=*",
					"management.endpoints.web.exposure.exclude=*")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ObserverEndpoint.class));
	}

	@Test
	void noAccess_isNotThere() {
		this.runner
			.withPropertyValues("management.endpoints.web.exposure.include=*",
					"management.endpoint.observer.access=NONE")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ObserverEndpoint.class));
	}

	@Test
	void noWebApplication_isNotThere() {
		new ApplicationContextRunner().withConfiguration(CONFIGURATIONS)
			.withBean(ActorSystem.class, FixedActorSystem::new)
			.withPropertyValues("management.endpoints.web.exposure.include=observer")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ObserverEndpoint.class));
	}

	@Test
	void noActuator_isNotThere() {
		new ReactiveWebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(ObserverAutoConfiguration.class))
			.withBean(ActorSystem.class, FixedActorSystem::new)
			.withPropertyValues("management.endpoints.web.exposure.include=observer")
			.withClassLoader(new FilteredClassLoader(Endpoint.class.getPackageName()))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ObserverEndpoint.class));
	}

	@Test
	void noActorSystem_isNotThere() {
		new ReactiveWebApplicationContextRunner().withConfiguration(CONFIGURATIONS)
			.withPropertyValues("management.endpoints.web.exposure.include=observer")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(ObserverEndpoint.class));
	}

	@Test
	void usersOwn_wins() {
		this.runner.withPropertyValues("management.endpoints.web.exposure.include=observer")
			.withBean("own", ObserverEndpoint.class, () -> new ObserverEndpoint(List::of))
			.run((context) -> assertThat(context).getBeanNames(ObserverEndpoint.class).containsExactly("own"));
	}

}
