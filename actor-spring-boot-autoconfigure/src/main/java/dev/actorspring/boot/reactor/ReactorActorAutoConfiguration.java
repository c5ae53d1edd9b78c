package dev.actorspring.boot.reactor;

import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.boot.actors.ActorSystemBuilderCustomizer;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

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

	/**
	 * Those on which {@link Mono#block()} fails, the event loops of Netty among them.
	 */
	@Bean
	ActorSystemBuilderCustomizer actorsOnNonBlockingThreads() {
		return (builder) -> builder.nonBlocking(Schedulers::isNonBlockingThread);
	}

	@Bean
	FluxStreamAdapter fluxStreamAdapter() {
		return new FluxStreamAdapter();
	}

}
