package dev.actorspring.boot.actuate.observer;

import dev.actorspring.boot.webmvc.ReactiveOnly;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of what a servlet application is told about the endpoint
 * {@code observer}.
 */
@AutoConfiguration
@ConditionalOnClass({ WebEndpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnAvailableEndpoint(endpoint = ObserverEndpoint.class, exposure = EndpointExposure.WEB)
final class ObserverServletAutoConfiguration {

	@Bean
	ReactiveOnly observerReactiveOnly() {
		return new ReactiveOnly("the page of the endpoint 'observer'");
	}

}
