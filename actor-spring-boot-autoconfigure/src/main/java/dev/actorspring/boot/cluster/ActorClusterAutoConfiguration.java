package dev.actorspring.boot.cluster;

import java.util.Set;
import java.util.TreeSet;

import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.boot.actors.ActorProperties;
import dev.actorspring.boot.actors.ActorSystemBuilderCustomizer;
import dev.actorspring.boot.discovery.ActorDiscovery;
import dev.actorspring.boot.http.ClusteredActorNames;
import dev.actorspring.boot.http.DurableActorNames;
import dev.actorspring.cluster.ClusterEvent;
import dev.actorspring.cluster.ClusterNode;
import dev.actorspring.cluster.ClusterProbe;
import dev.actorspring.cluster.ClusterSettings;
import dev.actorspring.cluster.NodeQueryHandler;
import dev.actorspring.system.ActorSystem;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of a node of a cluster. There is none unless a keyed family is
 * spread over nodes, or the application says that there is to be one.
 */
@AutoConfiguration(after = ActorAutoConfiguration.class)
@ConditionalOnClass(ClusterNode.class)
@ConditionalOnBean(ActorDiscovery.class)
@ConditionalOnBooleanProperty(name = "actor.cluster.enabled", matchIfMissing = true)
@EnableConfigurationProperties(ClusterProperties.class)
final class ActorClusterAutoConfiguration {

	@Bean
	ClusteredActors clusteredActors(ActorDiscovery discovery, ActorProperties properties) {
		return new ClusteredActors(discovery, properties);
	}

	@Bean
	ClusteredActorNames clusteredActorNames(ClusteredActors clustered) {
		return clustered::test;
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	ClusterNode clusterNode(ClusteredActors clustered, ClusterProperties properties, ObjectProvider<SslBundles> bundles,
			ObjectProvider<ClusterEvent.Listener> listeners, ObjectProvider<ClusterProbe> probes,
			ObjectProvider<NodeQueryHandler> queryHandler) {
		ClusterSettings.Builder settings = properties.toSettings().families(clustered);
		String bundle = properties.ssl().bundle();
		if (bundle != null) {
			settings.tls(BundledTls.of(bundles.getObject(), bundle, properties.ssl().verifyHost()));
		}
		listeners.orderedStream().forEach(settings::listener);
		probes.orderedStream().forEach(settings::probe);
		queryHandler.ifAvailable(settings::queryHandler);
		return ClusterNode.of(settings.build());
	}

	@Bean
	ClusterNodeSupplier clusterNodeSupplier(ClusteredActors clustered, Environment environment,
			ObjectProvider<ClusterNode> nodes) {
		boolean wanted = environment.getProperty("actor.cluster.enabled", Boolean.class, false);
		return new ClusterNodeSupplier(clustered, wanted, nodes);
	}

	@Bean
	ActorSystemBuilderCustomizer clusterPlacementCustomizer(ClusterNodeSupplier nodes) {
		return (builder) -> {
			ClusterNode node = nodes.get();
			if (node != null) {
				builder.placement(node.placement());
			}
		};
	}

	@Bean
	ClusterNodeLifecycle clusterNodeLifecycle(ClusterNodeSupplier nodes, ActorSystem system, ClusteredActors clustered,
			ObjectProvider<DurableActorNames> durable) {
		Set<String> forgetful = new TreeSet<>(clustered.names());
		durable.ifAvailable((names) -> forgetful.removeIf(names::contains));
		return new ClusterNodeLifecycle(nodes, system, forgetful);
	}

	@Bean
	ClusterEventPublisher clusterEventPublisher(ConfigurableApplicationContext context, ClusterProperties properties) {
		return new ClusterEventPublisher(context, properties.exitWhenExpelled());
	}

}
