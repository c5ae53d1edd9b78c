package dev.actorspring.boot.actuate.metrics;

import dev.actorspring.boot.durable.DurableActorsSupplier;
import dev.actorspring.durable.runtime.DurableListener;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.util.function.SingletonSupplier;

/**
 * Auto-configuration of the meters of durable actors.
 */
@AutoConfiguration(after = ActorMetricsAutoConfiguration.class,
		afterName = "dev.actorspring.boot.durable.ActorDurableAutoConfiguration")
@ConditionalOnClass({ DurableListener.class, MeterRegistry.class })
@ConditionalOnBean({ DurableActorsSupplier.class, OwnMeters.class })
final class ActorStateMetricsAutoConfiguration {

	@Bean
	StateMeters actorStateMeters(ObjectProvider<MeterRegistry> registry, OwnMeters own, DurableActorsSupplier durable) {
		return new StateMeters(SingletonSupplier.of(registry::getObject), own, durable);
	}

}
