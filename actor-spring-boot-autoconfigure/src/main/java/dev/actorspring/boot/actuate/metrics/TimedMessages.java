package dev.actorspring.boot.actuate.metrics;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;

import dev.actorspring.system.AskOutcome;
import dev.actorspring.system.MessageProbe;
import dev.actorspring.system.TurnOutcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

/**
 * Records each message with timers, which are looked up once for each outcome.
 */
final class TimedMessages implements MessageProbe {

	private final MeterRegistry registry;

	private final OwnMeters own;

	private final Tags tags;

	private final AtomicReferenceArray<Timer> turns = new AtomicReferenceArray<>(TurnOutcome.values().length);

	private final AtomicReferenceArray<Timer> asks = new AtomicReferenceArray<>(AskOutcome.values().length);

	TimedMessages(MeterRegistry registry, OwnMeters own, Tags tags) {
		this.registry = registry;
		this.own = own;
		this.tags = tags;
	}

	@Override
	public void handled(TurnOutcome outcome, long nanos) {
		timer(this.turns, ActorMeters.MESSAGES, ActorMeters.MESSAGES_TEXT, outcome).record(nanos, TimeUnit.NANOSECONDS);
	}

	@Override
	public void asked(AskOutcome outcome, long nanos) {
		timer(this.asks, ActorMeters.ASKS, ActorMeters.ASKS_TEXT, outcome).record(nanos, TimeUnit.NANOSECONDS);
	}

	private Timer timer(AtomicReferenceArray<Timer> timers, String name, String description, Enum<?> outcome) {
		Timer timer = timers.getAcquire(outcome.ordinal());
		return (timer != null) ? timer : register(timers, name, description, outcome);
	}

	private Timer register(AtomicReferenceArray<Timer> timers, String name, String description, Enum<?> outcome) {
		Timer timer = this.own.add(this.registry,
				Timer.builder(name)
					.description(description)
					.tags(this.tags.and(ActorTimers.outcome(outcome)))
					.register(this.registry));
		timers.setRelease(outcome.ordinal(), timer);
		return timer;
	}

}
