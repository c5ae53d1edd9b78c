package dev.actorspring.boot.actuate.health;

import dev.actorspring.system.ActorSystem;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the health contributor {@code actors}.
 */
@AutoConfiguration(afterName = "dev.actorspring.boot.actors.ActorAutoConfiguration",
		beforeName = "org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration")
@ConditionalOnClass({ HealthContributor.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(ActorSystem.class)
@ConditionalOnEnabledHealthIndicator("actors")
@EnableConfigurationProperties(ActorHealthProperties.class)
final class ActorsHealthContributorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = { "actorsHealthIndicator", "actorsHealthContributor" },
			search = SearchStrategy.CURRENT)
	HealthContributor actorsHealthContributor(ActorSystem system, ActorHealthProperties properties) {
		return new ActorsHealthIndicator(system, properties.tolerance());
	}

}
