package dev.actorspring.boot.reactor;

import dev.actorspring.boot.actors.ActorAutoConfiguration;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of replies of Reactor's types.
 */
@AutoConfiguration(before = ActorAutoConfiguration.class)
@ConditionalOnClass(Mono.class)
public final class ReactorActorAutoConfiguration {

	@Bean
	MonoReplyAdapter monoReplyAdapter() {
		return new MonoReplyAdapter();
	}

	@Bean
	FluxStreamAdapter fluxStreamAdapter() {
		return new FluxStreamAdapter();
	}

}
