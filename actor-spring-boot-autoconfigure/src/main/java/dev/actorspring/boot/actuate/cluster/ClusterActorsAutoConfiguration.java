package dev.actorspring.boot.actuate.cluster;

import dev.actorspring.boot.actuate.endpoint.ActorDetails;
import dev.actorspring.boot.actuate.endpoint.ActorsEndpoint;
import dev.actorspring.boot.actuate.endpoint.RemoteActors;
import dev.actorspring.boot.cluster.ClusterNodeSupplier;
import dev.actorspring.cluster.NodeQueryHandler;
import dev.actorspring.system.ActorSystem;

import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.jackson.EndpointJsonMapper;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.util.function.SingletonSupplier;

/**
 * Auto-configuration of what the endpoint {@code actors} shows of other nodes. A node on
 * which that endpoint is not there shows nothing to others either.
 */
@AutoConfiguration(afterName = { "dev.actorspring.boot.cluster.ActorClusterAutoConfiguration",
		"org.springframework.boot.actuate.autoconfigure.endpoint.jackson.JacksonEndpointAutoConfiguration" })
@ConditionalOnClass({ NodeQueryHandler.class, EndpointJsonMapper.class, ConditionalOnAvailableEndpoint.class })
@ConditionalOnBean({ ClusterNodeSupplier.class, EndpointJsonMapper.class })
@ConditionalOnAvailableEndpoint(ActorsEndpoint.class)
@RegisterReflectionForBinding(NodeQuestion.class)
final class ClusterActorsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	RemoteActors clusterActors(ClusterNodeSupplier nodes, EndpointJsonMapper json) {
		return new ClusterActors(nodes, json.get());
	}

	@Bean
	@ConditionalOnMissingBean
	NodeQueryHandler localActorsHandler(ObjectProvider<ActorSystem> system, ObjectProvider<ActorDetails> details,
			EndpointJsonMapper json) {
		return new LocalActorsHandler(
				SingletonSupplier
					.of(() -> new ActorsEndpoint(system.getObject(), Show.NEVER, details.orderedStream().toList())),
				json.get());
	}

}
