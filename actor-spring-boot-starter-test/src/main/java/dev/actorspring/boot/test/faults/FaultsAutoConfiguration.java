package dev.actorspring.boot.test.faults;

import dev.actorspring.boot.actors.ActorSystemBuilderCustomizer;
import dev.actorspring.test.Faults;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of faults that a test puts into actors.
 */
@AutoConfiguration(beforeName = "dev.actorspring.boot.actors.ActorAutoConfiguration")
@ConditionalOnMissingBean(Faults.class)
final class FaultsAutoConfiguration {

	@Bean
	Faults actorFaults() {
		return new Faults();
	}

	@Bean
	ActorSystemBuilderCustomizer actorFaultsCustomizer(Faults faults) {
		return (builder) -> builder.interceptors(faults);
	}

}
