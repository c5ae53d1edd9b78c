package dev.actorspring.boot.actuate.endpoint;

import dev.actorspring.system.ActorSystem;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the endpoint {@code actors}.
 */
@AutoConfiguration(afterName = "dev.actorspring.boot.actors.ActorAutoConfiguration")
@ConditionalOnClass({ Endpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnAvailableEndpoint(ActorsEndpoint.class)
@EnableConfigurationProperties(ActorsEndpointProperties.class)
final class ActorsEndpointAutoConfiguration {

	@Bean
	@ConditionalOnBean(ActorSystem.class)
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	ActorsEndpoint actorsEndpoint(ActorSystem system, ActorsEndpointProperties properties,
			ObjectProvider<ActorDetails> details) {
		return new ActorsEndpoint(system, properties.showValues(), details.orderedStream().toList());
	}

	@Bean
	@ConditionalOnBean(ActorsEndpoint.class)
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
	ActorsEndpointWebExtension actorsEndpointWebExtension(ActorsEndpoint endpoint, ActorsEndpointProperties properties,
			ObjectProvider<RemoteActors> remote) {
		return new ActorsEndpointWebExtension(endpoint, properties.showValues(), properties.roles(),
				remote.getIfAvailable());
	}

}
