package dev.actorspring.boot.actuate.health;

import dev.actorspring.boot.durable.DurableActorsSupplier;
import dev.actorspring.durable.runtime.DurableActors;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the health contributor {@code actorState}.
 */
@AutoConfiguration(afterName = "dev.actorspring.boot.durable.ActorDurableAutoConfiguration",
		beforeName = "org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration")
@ConditionalOnClass({ DurableActors.class, HealthContributor.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(DurableActorsSupplier.class)
@ConditionalOnEnabledHealthIndicator("actorstate")
final class ActorStateHealthContributorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = { "actorStateHealthIndicator", "actorStateHealthContributor" })
	HealthContributor actorStateHealthContributor(DurableActorsSupplier durable) {
		return new ActorStateHealthIndicator(durable);
	}

}
