package dev.actorspring.boot.test.slice;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.actorspring.ActorRef;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.boot.actors.ActorAutoConfiguration;
import dev.actorspring.stereotype.Actor;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.test.TestActors;
import jakarta.annotation.PreDestroy;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A context whose time stands still ends nevertheless.
 */
class ActorTestEndTests {

	@Test
	void actorsAreStopped_withTheContext() {
		AtomicBoolean ended = new AtomicBoolean();
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class))
			.withUserConfiguration(StandingTimeConfiguration.class, Sleeper.class)
			.withBean(AtomicBoolean.class, () -> ended)
			.run((context) -> {
				TestActors actors = context.getBean(TestActors.class);
				ActorRef<Sleeper> sleeper = actors.actor(Sleeper.class);
				sleeper.tell(new Sleep());
				actors.advance(Duration.ofDays(1));
				assertThat(context.getBean(ActorSystem.class).isRunning()).isTrue();
			});
		assertThat(ended).isTrue();
	}

	record Sleep() implements Message<Sleeper> {

	}

	@Actor
	static class Sleeper {

		private final AtomicBoolean ended;

		Sleeper(AtomicBoolean ended) {
			this.ended = ended;
		}

		@Receive
		void sleep(Sleep sleep) {
		}

		@PreDestroy
		void end() {
			this.ended.set(true);
		}

	}

}
