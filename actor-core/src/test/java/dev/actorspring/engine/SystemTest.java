package dev.actorspring.engine;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;

import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.ActorSystemBuilder;
import dev.actorspring.testing.ImmediateListener;
import dev.actorspring.testing.StandingClock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;

import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Base of tests that run a system.
 */
abstract class SystemTest {

	static {
		// Most of what is waited for takes less than the usual tenth of a second.
		Awaitility.setDefaultPollInterval(Duration.ofMillis(5));
	}

	final Collection<ActorEvent> events = new ConcurrentLinkedQueue<>();

	final StandingClock time = new StandingClock();

	ActorSystem system;

	@AfterEach
	void stop() {
		if (this.system != null) {
			this.system.close();
		}
	}

	ActorSystem start(UnaryOperator<ActorSystemBuilder> setup) {
		this.system = setup.apply(ActorSystem.builder().listener(new ImmediateListener(this.events::add))).build();
		this.system.start();
		return this.system;
	}

	ActorRef<Counter> startCounter() {
		return start((builder) -> builder.actor(counter("counter"))).actor(Counter.class);
	}

	static ActorSpec<Counter> counter(String name) {
		return ActorSpec.of(name, Counter.class, Counter::new);
	}

	<E extends ActorEvent> Collection<E> events(Class<E> type) {
		return this.events.stream().filter(type::isInstance).map(type::cast).toList();
	}

	static Throwable failure(CompletableFuture<?> future) {
		Throwable thrown = catchThrowable(
				() -> future.get(Duration.ofSeconds(20).toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS));
		return (thrown instanceof ExecutionException) ? thrown.getCause() : thrown;
	}

}
