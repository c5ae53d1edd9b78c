package dev.actorspring.boot.http;

import dev.actorspring.system.ActorSystem;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.ErrorResponse;

/**
 * Auto-configuration of the answers to failed asks of the application's own controllers,
 * as far as it is the same for all stacks.
 */
@AutoConfiguration(afterName = "dev.actorspring.boot.actors.ActorAutoConfiguration")
@ConditionalOnWebApplication
@ConditionalOnClass(ErrorResponse.class)
@ConditionalOnBean(ActorSystem.class)
@ConditionalOnProperty(name = "actor.web.problem-details.enabled", matchIfMissing = true)
@EnableConfigurationProperties(ActorProblemDetailsProperties.class)
@Import(FailuresConfiguration.class)
final class ActorProblemDetailsAutoConfiguration {

	@Bean
	ControllerFailures actorControllerFailures(Failures failures, ListableBeanFactory beans) {
		return new ControllerFailures(failures, beans);
	}

}
