package dev.actorspring.boot.actuate.health;

import dev.actorspring.boot.cluster.ClusterNodeSupplier;
import dev.actorspring.cluster.ClusterNode;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the health contributor {@code actorCluster}.
 */
@AutoConfiguration(afterName = "dev.actorspring.boot.cluster.ActorClusterAutoConfiguration",
		beforeName = "org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration")
@ConditionalOnClass({ ClusterNode.class, HealthContributor.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(ClusterNodeSupplier.class)
@ConditionalOnEnabledHealthIndicator("actorcluster")
final class ActorClusterHealthContributorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = { "actorClusterHealthIndicator", "actorClusterHealthContributor" })
	HealthContributor actorClusterHealthContributor(ClusterNodeSupplier nodes) {
		return new ActorClusterHealthIndicator(nodes);
	}

}
