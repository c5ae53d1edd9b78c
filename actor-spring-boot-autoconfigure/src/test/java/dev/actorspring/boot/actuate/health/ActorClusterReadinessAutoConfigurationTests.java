package dev.actorspring.boot.actuate.health;

import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.boot.actuate.testing.FixedClusterNode;
import dev.actorspring.boot.actuate.testing.SpreadActor;
import dev.actorspring.cluster.ClusterNode;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.health.actuate.endpoint.AdditionalHealthEndpointPath;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.application.AvailabilityHealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

class ActorClusterReadinessAutoConfigurationTests {

	private final FixedClusterNode node = new FixedClusterNode(2);

	private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class,
				ClassUtils.resolveClassName("dev.actorspring.boot.cluster.ActorClusterAutoConfiguration", null),
				ActorClusterHealthContributorAutoConfiguration.class, ActorClusterReadinessAutoConfiguration.class,
				HealthContributorAutoConfiguration.class, HealthContributorRegistryAutoConfiguration.class,
				HealthEndpointAutoConfiguration.class, ApplicationAvailabilityAutoConfiguration.class,
				AvailabilityHealthContributorAutoConfiguration.class, AvailabilityProbesAutoConfiguration.class))
		.withUserConfiguration(SpreadActor.class)
		.withBean(ClusterNode.class, () -> this.node)
		.withPropertyValues("management.endpoints.web.exposure.include=health");

	private static HealthEndpointGroup readiness(ApplicationContext context) {
		return context.getBean(HealthEndpointGroups.class).get("readiness");
	}

	private static Status status(ApplicationContext context, String group) {
		return context.getBean(HealthEndpoint.class).healthForPath(group).getStatus();
	}

	@Test
	void readinessIsOutOfServiceWhileTheNodeIsNoMember() {
		this.runner.run((context) -> {
			assertThat(readiness(context).isMember("actorCluster")).isTrue();
			assertThat(readiness(context).isMember("readinessState")).isTrue();
			assertThat(readiness(context).isMember("diskSpace")).isFalse();
			this.node.member = false;
			assertThat(status(context, "readiness")).isEqualTo(Status.OUT_OF_SERVICE);
			assertThat(status(context, "liveness")).isNotEqualTo(Status.OUT_OF_SERVICE);
		});
	}

	@Test
	void partitionsThatMoveDoNotTakeTheNodeOutOfService() {
		this.runner.run((context) -> {
			this.node.homes.put(0, FixedClusterNode.ADDRESS);
			assertThat(this.node.isReady()).isFalse();
			assertThat(status(context, "actorCluster")).isEqualTo(Status.UP);
		});
	}

	@Test
	void additionalPathsOfTheProbesStay() {
		this.runner.withPropertyValues("management.endpoint.health.probes.add-additional-paths=true")
			.run((context) -> assertThat(context.getBean(HealthEndpointGroups.class)
				.get(AdditionalHealthEndpointPath.of(WebServerNamespace.SERVER, "/readyz"))).isNotNull()
				.satisfies((group) -> assertThat(group.isMember("actorCluster")).isTrue()));
	}

	@Test
	void groupOfTheApplicationIsLeftAlone() {
		this.runner.withPropertyValues("management.endpoint.health.group.readiness.include=readinessState")
			.run((context) -> assertThat(readiness(context).isMember("actorCluster")).isFalse());
		this.runner.withPropertyValues("management.endpoint.health.group.readiness.include=readinessState,actorCluster")
			.run((context) -> assertThat(readiness(context).isMember("actorCluster")).isTrue());
	}

	@Test
	void probesDisabled_thereIsNoGroup() {
		this.runner.withPropertyValues("management.endpoint.health.probes.enabled=false")
			.run((context) -> assertThat(readiness(context)).isNull());
	}

	@Test
	void healthOfTheClusterDisabled_isNoMember() {
		this.runner.withPropertyValues("management.health.actorcluster.enabled=false")
			.run((context) -> assertThat(readiness(context).isMember("actorCluster")).isFalse());
	}

	@Test
	void clusterDisabled_isNoMember() {
		this.runner.withPropertyValues("actor.cluster.enabled=false")
			.run((context) -> assertThat(readiness(context).isMember("actorCluster")).isFalse());
	}

}
