package dev.actorspring.boot.actuate.metrics;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;
import java.util.function.Supplier;

import dev.actorspring.system.AskOutcome;
import dev.actorspring.system.MessageProbe;
import dev.actorspring.system.TurnOutcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

/**
 * Measures messages with timers. The registry is looked up for the first message and not
 * before: the actor system is built with this, and a registry may be built with beans
 * that need the system. A timer is looked up once for each outcome.
 */
final class ActorTimers implements MessageProbe.Factory {

	private final Supplier<MeterRegistry> registry;

	private final OwnMeters own;

	private final Predicate<String> timed;

	private final Runnable onNewMessage;

	/**
	 * Creates the factory.
	 * @param registry where the timers go
	 * @param own where they are noted
	 * @param timed whether the messages of an actor are timed
	 * @param onNewMessage called with the first message of each type to an actor
	 */
	ActorTimers(Supplier<MeterRegistry> registry, OwnMeters own, Predicate<String> timed, Runnable onNewMessage) {
		this.registry = registry;
		this.own = own;
		this.timed = timed;
		this.onNewMessage = onNewMessage;
	}

	@Override
	public @Nullable MessageProbe create(String actor, String message) {
		this.onNewMessage.run();
		return this.timed.test(actor) ? new Probe(actor, message) : null;
	}

	private final class Probe implements MessageProbe {

		private final String actor;

		private final String message;

		private final AtomicReferenceArray<Timer> turns = new AtomicReferenceArray<>(TurnOutcome.values().length);

		private final AtomicReferenceArray<Timer> asks = new AtomicReferenceArray<>(AskOutcome.values().length);

		Probe(String actor, String message) {
			this.actor = actor;
			this.message = message;
		}

		@Override
		public void handled(TurnOutcome outcome, long nanos) {
			timer(this.turns, ActorMeters.MESSAGES, "Handling of messages", outcome).record(nanos,
					TimeUnit.NANOSECONDS);
		}

		@Override
		public void asked(AskOutcome outcome, long nanos) {
			timer(this.asks, ActorMeters.ASKS, "Requests, from the ask to the outcome", outcome).record(nanos,
					TimeUnit.NANOSECONDS);
		}

		private Timer timer(AtomicReferenceArray<Timer> timers, String name, String description, Enum<?> outcome) {
			Timer timer = timers.getAcquire(outcome.ordinal());
			return (timer != null) ? timer : register(timers, name, description, outcome);
		}

		private Timer register(AtomicReferenceArray<Timer> timers, String name, String description, Enum<?> outcome) {
			MeterRegistry meters = ActorTimers.this.registry.get();
			Timer timer = ActorTimers.this.own.add(meters,
					Timer.builder(name)
						.description(description)
						.tag(ActorMeters.ACTOR, this.actor)
						.tag(ActorMeters.MESSAGE, this.message)
						.tag(ActorMeters.OUTCOME, outcome.name().toLowerCase(Locale.ROOT))
						.register(meters));
			timers.setRelease(outcome.ordinal(), timer);
			return timer;
		}

	}

}
