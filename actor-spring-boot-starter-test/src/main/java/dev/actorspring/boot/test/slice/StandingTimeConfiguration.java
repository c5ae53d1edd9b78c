package dev.actorspring.boot.test.slice;

import dev.actorspring.boot.actors.ActorSystemBuilderCustomizer;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.test.Awaiting;
import dev.actorspring.test.Faults;
import dev.actorspring.test.TestActors;
import dev.actorspring.test.TestTime;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The actor system of a context whose time stands still.
 */
@Configuration(proxyBeanMethods = false)
class StandingTimeConfiguration {

	@Bean
	TestActors.Preparation testActorsPreparation() {
		return TestActors.prepare();
	}

	@Bean
	ActorSystemBuilderCustomizer testActorsCustomizer(TestActors.Preparation preparation) {
		return preparation::apply;
	}

	@Bean
	TestTime actorTestTime(TestActors.Preparation preparation) {
		return preparation.time();
	}

	/**
	 * Closed by its lifecycle, before the system is.
	 */
	@Bean(destroyMethod = "")
	TestActors testActors(TestActors.Preparation preparation, ActorSystem system) {
		return preparation.of(system);
	}

	@Bean
	Faults actorFaults(TestActors actors) {
		return actors.faults();
	}

	@Bean
	TestActorsLifecycle testActorsLifecycle(TestActors actors) {
		return new TestActorsLifecycle(actors);
	}

	@Bean
	Awaiting actorAwaiting(TestActors actors) {
		return actors.awaiting();
	}

}
