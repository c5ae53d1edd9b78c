package dev.actorspring.boot.actuate.health;

import java.util.Map;

import dev.actorspring.boot.cluster.ClusterNodeSupplier;
import dev.actorspring.cluster.ClusterNode;

import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroupsPostProcessor;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of readiness: this node is not sent requests while it is no member
 * of its cluster. An application that says itself what its readiness is made of is left
 * alone.
 */
@AutoConfiguration(after = ActorClusterHealthContributorAutoConfiguration.class,
		afterName = "org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration")
@ConditionalOnClass({ ClusterNode.class, SecurityContext.class, HealthEndpointGroupsPostProcessor.class,
		ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(ClusterNodeSupplier.class)
@ConditionalOnEnabledHealthIndicator("actorcluster")
final class ActorClusterReadinessAutoConfiguration {

	/**
	 * After that of the probes, which has no precedence either and is registered before:
	 * only then is there a group.
	 */
	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	static HealthEndpointGroupsPostProcessor actorClusterReadiness(Environment environment) {
		boolean own = Binder.get(environment)
			.bind("management.endpoint.health.group.readiness", Bindable.mapOf(String.class, Object.class))
			.map(Map::isEmpty)
			.map((empty) -> !empty)
			.orElse(false);
		return own ? (groups) -> groups : ClusterReadinessGroups::new;
	}

}
