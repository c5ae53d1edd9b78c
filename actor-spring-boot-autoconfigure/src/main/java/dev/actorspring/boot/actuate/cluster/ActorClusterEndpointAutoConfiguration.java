package dev.actorspring.boot.actuate.cluster;

import java.time.Clock;

import dev.actorspring.boot.cluster.ClusterNodeSupplier;
import dev.actorspring.cluster.ClusterNode;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the endpoint {@code actorcluster}.
 */
@AutoConfiguration(afterName = "dev.actorspring.boot.cluster.ActorClusterAutoConfiguration")
@ConditionalOnClass({ ClusterNode.class, Endpoint.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnBean(ClusterNodeSupplier.class)
@ConditionalOnAvailableEndpoint(ActorClusterEndpoint.class)
final class ActorClusterEndpointAutoConfiguration {

	@Bean
	ClusterHistory actorClusterHistory() {
		return new ClusterHistory(Clock.systemUTC());
	}

	@Bean
	@ConditionalOnMissingBean
	ActorClusterEndpoint actorClusterEndpoint(ClusterNodeSupplier nodes, ClusterHistory history) {
		return new ActorClusterEndpoint(nodes, history);
	}

}
