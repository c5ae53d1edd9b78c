package dev.actorspring.demo.observer;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * An application with an observer and the staged endpoint. It is no configuration class
 * that the scan of the demo could find.
 */
@EnableAutoConfiguration(excludeName = { "dev.actorspring.boot.actuate.endpoint.ActorsEndpointAutoConfiguration",
		"dev.actorspring.boot.actuate.endpoint.ActorTopicsEndpointAutoConfiguration" })
class StagedApplication {

	@Bean
	StagedActors stagedActors() {
		return new StagedActors();
	}

}
