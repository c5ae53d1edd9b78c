package dev.actorspring.boot.actuate.metrics;

import java.util.function.Supplier;

import dev.actorspring.boot.text.Names;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorEvent.DeadLetter.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts what goes wrong. Events are rare, so the counters are looked up each time.
 */
final class ActorCounters implements ActorEvent.Listener {

	private final Supplier<MeterRegistry> registry;

	private final OwnMeters own;

	ActorCounters(Supplier<MeterRegistry> registry, OwnMeters own) {
		this.registry = registry;
		this.own = own;
	}

	@Override
	public void onEvent(ActorEvent event) {
		MeterRegistry meters = this.registry.get();
		switch (event) {
			case ActorEvent.Restarted restarted ->
				increment(meters, restarts(meters, restarted.supervisor(), restarted.name()));
			case ActorEvent.Escalated escalated -> increment(meters, escalations(meters, escalated.name()));
			case ActorEvent.Abandoned abandoned -> increment(meters, abandoned(meters, abandoned.name()));
			case ActorEvent.DeadLetter letter -> increment(meters, deadLetters(meters, letter.name(), letter.reason()));
			case ActorEvent.BackedOff backedOff -> {
				// Not counted: the health and the endpoint show who is in backoff.
			}
		}
	}

	/**
	 * Needs no other thread: it only counts, and whoever sees an outcome finds it
	 * counted.
	 */
	@Override
	public boolean isImmediate() {
		return true;
	}

	private void increment(MeterRegistry meters, Counter counter) {
		this.own.add(meters, counter).increment();
	}

	static Counter restarts(MeterRegistry registry, String supervisor, String actor) {
		return Counter.builder(ActorMeters.RESTARTS)
			.description("Incarnations that replaced another")
			.tag(ActorMeters.SUPERVISOR, supervisor)
			.tag(ActorMeters.ACTOR, actor)
			.register(registry);
	}

	static Counter escalations(MeterRegistry registry, String supervisor) {
		return Counter.builder(ActorMeters.ESCALATIONS)
			.description("Times that a supervisor gave up")
			.tag(ActorMeters.SUPERVISOR, supervisor)
			.register(registry);
	}

	static Counter abandoned(MeterRegistry registry, String actor) {
		return Counter.builder(ActorMeters.ABANDONED)
			.description("Incarnations that were cut off because they did not end")
			.tag(ActorMeters.ACTOR, actor)
			.register(registry);
	}

	static Counter deadLetters(MeterRegistry registry, String actor, Reason reason) {
		return Counter.builder(ActorMeters.DEAD_LETTERS)
			.description("Messages that were not handled")
			.tag(ActorMeters.ACTOR, actor)
			.tag(ActorMeters.REASON, Names.label(reason))
			.register(registry);
	}

}
