package dev.actorspring.boot.actuate.endpoint;

import dev.actorspring.boot.durable.DurableActorsSupplier;
import dev.actorspring.durable.runtime.DurableActors;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of what the endpoint {@code actors} tells of durable actors.
 */
@AutoConfiguration(after = ActorsEndpointAutoConfiguration.class,
		afterName = "dev.actorspring.boot.durable.ActorDurableAutoConfiguration")
@ConditionalOnClass({ DurableActors.class, Endpoint.class })
@ConditionalOnBean({ DurableActorsSupplier.class, ActorsEndpoint.class })
final class StateDetailsAutoConfiguration {

	@Bean
	ActorDetails actorStateDetails(DurableActorsSupplier durable) {
		return new StateDetails(durable);
	}

}
