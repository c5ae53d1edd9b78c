package dev.actorspring.boot.context;

import dev.actorspring.system.ContextCarrier;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshotFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the propagation of contexts from senders to handlers.
 */
@AutoConfiguration(beforeName = "dev.actorspring.boot.actors.ActorAutoConfiguration")
@ConditionalOnClass(ContextSnapshotFactory.class)
final class ActorContextPropagationAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(ContextCarrier.class)
	MicrometerContextCarrier actorContextCarrier(ObjectProvider<ClusterContext> acrossNodes) {
		return new MicrometerContextCarrier(ContextRegistry.getInstance(), acrossNodes.orderedStream().toList());
	}

}
