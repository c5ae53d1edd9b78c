package dev.actorspring.test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import dev.actorspring.ActorConfigurationException;
import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.system.ActorStartException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Actors of which only the classes are given.
 */
class ActorClassesTests {

	@Test
	void actorsGetEachOtherAndTheClock() {
		try (TestActors actors = TestActors.start(Cook.class, Waiter.class)) {
			actors.advance(Duration.ofHours(3));
			assertThat(actors.ask(actors.actor(Waiter.class), new Order()))
				.isEqualTo("served by waiter at " + Instant.parse("2000-01-01T03:00:00Z"));
		}
	}

	@Test
	void whatCannotBeMadeIsNamed() {
		assertThatExceptionOfType(ActorConfigurationException.class).isThrownBy(() -> TestActors.start(Picky.class))
			.withMessageContaining("Picky takes java.lang.String");
		assertThatExceptionOfType(ActorConfigurationException.class).isThrownBy(() -> TestActors.start(Two.class))
			.withMessageContaining("Two has 2 constructors");
		assertThatExceptionOfType(ActorStartException.class).isThrownBy(() -> TestActors.start(Waiter.class))
			.withMessageContaining("Cook");
	}

	record Order() implements Request<Waiter, String> {

	}

	record Dish() implements Request<Cook, String> {

	}

	static class Waiter {

		private final ActorContext<Waiter> context;

		private final ActorRef<Cook> cook;

		Waiter(ActorContext<Waiter> context, ActorRef<Cook> cook) {
			this.context = context;
			this.cook = cook;
		}

		@Receive
		String order(Order order) {
			return "served by " + this.context.path() + " at " + this.cook.call(new Dish());
		}

	}

	static class Cook {

		private final Clock clock;

		Cook(Clock clock) {
			this.clock = clock;
		}

		@Receive
		String cook(Dish dish) {
			return this.clock.instant().toString();
		}

	}

	static class Picky {

		Picky(String taste) {
			throw new IllegalStateException(taste);
		}

	}

	static class Two {

		Two() {
		}

		Two(ActorContext<Two> context) {
			throw new IllegalStateException(context.path());
		}

	}

}
