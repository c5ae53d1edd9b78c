package dev.actorspring.boot.actuate.metrics;

import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.MessageProbe;
import dev.actorspring.system.TopicProbe;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;

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
	OwnMeters actorMeters() {
		return new OwnMeters();
	}

	@Bean
	ActorMeterBinder actorMeterBinder(ObjectProvider<ActorSystem> system, OwnMeters own) {
		return new ActorMeterBinder(system::getObject, own);
	}

	@Bean
	MessageProbe.Factory actorTimers(ObjectProvider<MeterRegistry> registry, OwnMeters own,
			ActorMetricsProperties properties, ActorMeterBinder binder) {
		return new ActorTimers(SingletonSupplier.of(registry::getObject), own,
				(actor) -> properties.timers() && !properties.exclude().contains(actor), binder::refresh);
	}

	@Bean
	ActorEvent.Listener actorCounters(ObjectProvider<MeterRegistry> registry, OwnMeters own) {
		return new ActorCounters(SingletonSupplier.of(registry::getObject), own);
	}

	@Bean
	TopicProbe actorEventCounters(ObjectProvider<MeterRegistry> registry, OwnMeters own) {
		return new EventCounters(SingletonSupplier.of(registry::getObject), own);
	}

	@Bean
	MeterFilter actorMeterFilter(ActorMetricsProperties properties) {
		return MeterFilter.deny((id) -> {
			String actor = id.getTag(ActorMeters.ACTOR);
			return actor != null && id.getName().startsWith(ActorMeters.PREFIX) && properties.exclude().contains(actor);
		});
	}

}
