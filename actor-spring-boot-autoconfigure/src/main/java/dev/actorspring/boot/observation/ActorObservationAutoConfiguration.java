package dev.actorspring.boot.observation;

import dev.actorspring.system.TurnObserver;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.util.function.SingletonSupplier;

/**
 * Auto-configuration of observations of handled messages.
 */
@AutoConfiguration(beforeName = "dev.actorspring.boot.actors.ActorAutoConfiguration",
		afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean(ObservationRegistry.class)
@ConditionalOnBooleanProperty(name = "actor.observations.enabled", matchIfMissing = true)
@EnableConfigurationProperties(ActorObservationProperties.class)
final class ActorObservationAutoConfiguration {

	@Bean
	TurnObserver.Factory actorTurnObservers(ActorObservationProperties properties,
			ObjectProvider<ObservationRegistry> registry, ObjectProvider<ObservationHandler<?>> handlers,
			ObjectProvider<ActorObservationConvention> convention) {
		boolean always = Boolean.TRUE.equals(properties.enabled());
		return new ObservedTurns(
				SingletonSupplier.of(() -> (always || ObservationListeners.hasMoreThanMeters(handlers.stream()))
						? registry.getObject() : ObservationRegistry.NOOP),
				convention::getIfAvailable, properties.mdc());
	}

}
