package dev.actorspring.boot.actuate.metrics;

import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.MessageProbe;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.util.function.SingletonSupplier;

/**
 * Auto-configuration of the meters. The actor system is built with the probes and the
 * listener here, and a registry may be built with beans that need the system: so nothing
 * here looks for either before it is needed.
 */
@AutoConfiguration(afterName = { "dev.actorspring.boot.actors.ActorAutoConfiguration",
		"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration" })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({ ActorSystem.class, MeterRegistry.class })
@ConditionalOnBooleanProperty(name = "actor.metrics.enabled", matchIfMissing = true)
@EnableConfigurationProperties(ActorMetricsProperties.class)
final class ActorMetricsAutoConfiguration {

	@Bean
	ActorMeterBinder actorMeterBinder(ObjectProvider<ActorSystem> system) {
		return new ActorMeterBinder(system::getObject);
	}

	@Bean
	MessageProbe.Factory actorTimers(ObjectProvider<MeterRegistry> registry, ActorMeterBinder binder) {
		return new ActorTimers(SingletonSupplier.of(registry::getObject), binder::refresh);
	}

	@Bean
	ActorEvent.Listener actorCounters(ObjectProvider<MeterRegistry> registry) {
		return new ActorCounters(SingletonSupplier.of(registry::getObject));
	}

}
