package dev.actorspring.boot.watchdog;

import dev.actorspring.boot.actors.ActorProperties;
import dev.actorspring.boot.actors.ActorSpecCustomizer;
import dev.actorspring.boot.actors.ActorSystemBuilderCustomizer;
import dev.actorspring.system.ActorSystem;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration of what is looked for while actors run.
 */
@AutoConfiguration(afterName = "dev.actorspring.boot.actors.ActorAutoConfiguration")
@ConditionalOnBean(value = ActorSystem.class, search = SearchStrategy.CURRENT)
@EnableConfigurationProperties(WatchdogProperties.class)
final class ActorWatchdogAutoConfiguration {

	/**
	 * Before those of the application, which have the last word.
	 */
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	ActorSystemBuilderCustomizer turnLimitsCustomizer(WatchdogProperties properties) {
		return (builder) -> builder.turnLimits(properties.toLimits());
	}

	@Bean
	ActorSpecCustomizer turnLimitsOfActors(WatchdogProperties properties, ActorProperties actors) {
		return new OwnTurnLimits(properties.toLimits(), actors);
	}

	@Bean
	DeadlockWatch actorDeadlockWatch(WatchdogProperties properties, ObjectProvider<ActorSystem> system,
			ApplicationEventPublisher publisher) {
		return new DeadlockWatch((thread) -> system.getObject().actorOn(thread), publisher, properties.threadDumps());
	}

	/**
	 * The flight recorder is a module of its own, and not everywhere.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "jdk.jfr.consumer.RecordingStream")
	@ConditionalOnBooleanProperty("actor.watchdog.pinning")
	static final class Pinning {

		@Bean
		PinningWatch actorPinningWatch(ActorSystem system, ApplicationEventPublisher publisher) {
			return new PinningWatch(system, publisher);
		}

	}

}
