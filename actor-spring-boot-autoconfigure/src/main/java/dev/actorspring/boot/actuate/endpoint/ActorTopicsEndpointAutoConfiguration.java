package dev.actorspring.boot.actuate.endpoint;

import dev.actorspring.system.ActorSystem;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the endpoint {@code actortopics}.
 */
@AutoConfiguration(afterName = "dev.actorspring.boot.actors.ActorAutoConfiguration")
@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnAvailableEndpoint(ActorTopicsEndpoint.class)
final class ActorTopicsEndpointAutoConfiguration {

	@Bean
	@ConditionalOnBean(ActorSystem.class)
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	ActorTopicsEndpoint actorTopicsEndpoint(ActorSystem system) {
		return new ActorTopicsEndpoint(system);
	}

}
