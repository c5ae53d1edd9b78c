package dev.actorspring.boot.kotlin;

import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.kotlin.SuspendHandlers;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of handlers that are suspend functions.
 */
@AutoConfiguration(before = ActorAutoConfiguration.class)
@ConditionalOnClass(SuspendHandlers.class)
final class KotlinActorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	SuspendHandlers actorSuspendHandlers() {
		return new SuspendHandlers();
	}

}
