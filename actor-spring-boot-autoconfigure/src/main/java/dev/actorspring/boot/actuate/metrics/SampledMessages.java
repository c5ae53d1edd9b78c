package dev.actorspring.boot.actuate.metrics;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

import dev.actorspring.system.AskOutcome;
import dev.actorspring.system.SamplingProbe;
import dev.actorspring.system.TurnOutcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/**
 * Counts each message, and times as many of them as needed to say how long they took.
 */
final class SampledMessages implements SamplingProbe {

	private final MeterRegistry registry;

	private final OwnMeters own;

	private final Tags tags;

	/** Handled without being timed. */
	private final LongAdder handled = new LongAdder();

	/** Handled and answered without being timed. */
	private final LongAdder replied = new LongAdder();

	/** Read racily for each message: who misses it looks for what is there already. */
	private boolean turnsAreRegistered;

	/** Read racily for each reply. */
	private boolean repliesAreRegistered;

	private final AtomicReferenceArray<SampledTimes> turns = new AtomicReferenceArray<>(TurnOutcome.values().length);

	private final AtomicReferenceArray<SampledTimes> asks = new AtomicReferenceArray<>(AskOutcome.values().length);

	SampledMessages(MeterRegistry registry, OwnMeters own, Tags tags) {
		this.registry = registry;
		this.own = own;
		this.tags = tags;
	}

	@Override
	public void handled(TurnOutcome outcome, long nanos) {
		turns(outcome).add(nanos);
	}

	@Override
	public void asked(AskOutcome outcome, long nanos) {
		asks(outcome).add(nanos);
	}

	@Override
	public void handled(int count) {
		if (!this.turnsAreRegistered) {
			turns(TurnOutcome.SUCCESS);
			this.turnsAreRegistered = true;
		}
		this.handled.add(count);
	}

	@Override
	public void replied() {
		if (!this.repliesAreRegistered) {
			turns(TurnOutcome.SUCCESS);
			asks(AskOutcome.REPLY);
			this.repliesAreRegistered = true;
		}
		this.replied.increment();
	}

	@Override
	public void handledSample(long nanos) {
		turns(TurnOutcome.SUCCESS).addSample(nanos);
	}

	@Override
	public void repliedSample(long nanos, long sinceAsk) {
		turns(TurnOutcome.SUCCESS).addSample(nanos);
		asks(AskOutcome.REPLY).addSample(sinceAsk);
	}

	private SampledTimes turns(TurnOutcome outcome) {
		SampledTimes times = this.turns.getAcquire(outcome.ordinal());
		return (times != null) ? times : addTurns(outcome);
	}

	private SampledTimes asks(AskOutcome outcome) {
		SampledTimes times = this.asks.getAcquire(outcome.ordinal());
		return (times != null) ? times : addAsks(outcome);
	}

	private synchronized SampledTimes addTurns(TurnOutcome outcome) {
		SampledTimes times = this.turns.get(outcome.ordinal());
		if (times == null) {
			times = new SampledTimes(
					() -> (outcome == TurnOutcome.SUCCESS) ? this.handled.sum() + this.replied.sum() : 0);
			register(times, ActorMeters.MESSAGES, ActorMeters.MESSAGES_TEXT, outcome);
			this.turns.setRelease(outcome.ordinal(), times);
		}
		return times;
	}

	private synchronized SampledTimes addAsks(AskOutcome outcome) {
		SampledTimes times = this.asks.get(outcome.ordinal());
		if (times == null) {
			times = new SampledTimes(() -> (outcome == AskOutcome.REPLY) ? this.replied.sum() : 0);
			register(times, ActorMeters.ASKS, ActorMeters.ASKS_TEXT, outcome);
			this.asks.setRelease(outcome.ordinal(), times);
		}
		return times;
	}

	private void register(SampledTimes times, String name, String description, Enum<?> outcome) {
		times.register(name, description, this.tags.and(ActorTimers.outcome(outcome)), this.registry, this.own);
	}

}
