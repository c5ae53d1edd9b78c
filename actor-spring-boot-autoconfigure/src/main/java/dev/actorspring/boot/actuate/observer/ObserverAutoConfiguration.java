package dev.actorspring.boot.actuate.observer;

import dev.actorspring.system.ActorSystem;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;

/**
 * Auto-configuration of the endpoint {@code observer}.
 */
@AutoConfiguration(afterName = { "dev.actorspring.boot.actors.ActorAutoConfiguration",
		"org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration" })
@ConditionalOnClass({ WebEndpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnWebApplication
@ConditionalOnAvailableEndpoint(endpoint = ObserverEndpoint.class, exposure = EndpointExposure.WEB)
@ImportRuntimeHints(ObserverHints.class)
final class ObserverAutoConfiguration {

	@Bean
	@ConditionalOnBean({ ActorSystem.class, WebEndpointsSupplier.class })
	@ConditionalOnMissingBean
	ObserverEndpoint observerEndpoint(WebEndpointsSupplier endpoints) {
		return new ObserverEndpoint(endpoints);
	}

}
