package dev.actorspring.boot.http;

import dev.actorspring.system.ActorSystem;

import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Configuration of which problem a failure is, for the routes of actors as well as for
 * the application's own controllers.
 */
@Configuration(proxyBeanMethods = false)
@RegisterReflectionForBinding(Violation.class)
class FailuresConfiguration {

	@Bean
	BackoffWatch actorBackoffWatch() {
		return new BackoffWatch();
	}

	/**
	 * Follows the configuration of all other errors.
	 */
	@Bean
	Failures actorFailures(ActorSystem system, BackoffWatch backoff, Environment environment) {
		return new Failures(system, backoff,
				"always".equalsIgnoreCase(environment.getProperty("spring.web.error.include-message")));
	}

}
