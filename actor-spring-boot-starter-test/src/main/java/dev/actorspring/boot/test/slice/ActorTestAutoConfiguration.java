package dev.actorspring.boot.test.slice;

import java.time.Duration;

import dev.actorspring.system.ActorSystem;
import dev.actorspring.test.Awaiting;
import dev.actorspring.test.EventRecorder;
import dev.actorspring.test.TestTime;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration of what waits for actors in a test by the clock on the wall.
 */
@AutoConfiguration(afterName = "dev.actorspring.boot.actors.ActorAutoConfiguration")
@ConditionalOnBean(ActorSystem.class)
@ConditionalOnMissingBean(TestTime.class)
final class ActorTestAutoConfiguration {

	/**
	 * How long to wait for what a test expects.
	 */
	private static final Duration PATIENCE = Duration.ofSeconds(10);

	@Bean
	TestTime actorTestTime(ObjectProvider<ActorSystem> system) {
		return TestTime.real(system::getObject, PATIENCE);
	}

	@Bean
	EventRecorder actorEventRecorder() {
		return new EventRecorder();
	}

	@Bean
	@Lazy
	Awaiting actorAwaiting(ActorSystem system, TestTime time, EventRecorder events) {
		return new Awaiting(system, time, events);
	}

}
