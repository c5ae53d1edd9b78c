package dev.actorspring.boot.actuate.metrics;

import dev.actorspring.boot.cluster.ClusterNodeSupplier;
import dev.actorspring.cluster.ClusterProbe;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.util.function.SingletonSupplier;

/**
 * Auto-configuration of the meters of a node of a cluster.
 */
@AutoConfiguration(after = ActorMetricsAutoConfiguration.class,
		afterName = "dev.actorspring.boot.cluster.ActorClusterAutoConfiguration")
@ConditionalOnClass({ ClusterProbe.class, MeterRegistry.class })
@ConditionalOnBean({ ClusterNodeSupplier.class, OwnMeters.class })
final class ActorClusterMetricsAutoConfiguration {

	@Bean
	ClusterMeters actorClusterMeters(ObjectProvider<MeterRegistry> registry, OwnMeters own, ClusterNodeSupplier nodes) {
		return new ClusterMeters(SingletonSupplier.of(registry::getObject), own, nodes);
	}

}
