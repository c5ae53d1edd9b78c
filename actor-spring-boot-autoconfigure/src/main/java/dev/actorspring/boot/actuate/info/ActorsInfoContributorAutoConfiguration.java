package dev.actorspring.boot.actuate.info;

import dev.actorspring.system.ActorSystem;

import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the counts in the endpoint {@code info}.
 */
@AutoConfiguration(afterName = "dev.actorspring.boot.actors.ActorAutoConfiguration")
@ConditionalOnClass({ InfoContributor.class, ConditionalOnEnabledInfoContributor.class })
@ConditionalOnBean(ActorSystem.class)
@ConditionalOnEnabledInfoContributor("actors")
final class ActorsInfoContributorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = "actorsInfoContributor", search = SearchStrategy.CURRENT)
	InfoContributor actorsInfoContributor(ActorSystem system) {
		return new ActorsInfoContributor(system);
	}

}
