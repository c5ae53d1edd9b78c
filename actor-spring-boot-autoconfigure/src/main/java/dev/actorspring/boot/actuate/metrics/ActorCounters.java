package dev.actorspring.boot.actuate.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.actorspring.boot.text.Names;
import dev.actorspring.system.ActorEvent;
import dev.actorspring.system.ActorEvent.DeadLetter.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Counts what goes wrong. Each counter is looked up for its first event and then kept, as
 * to find it takes longer than to count. In a composite registry it counts for members
 * that are added later, too.
 */
final class ActorCounters implements ActorEvent.Listener {

	private final Supplier<MeterRegistry> registry;

	private final OwnMeters own;

	private final Map<Key, Counter> counters = new ConcurrentHashMap<>();

	ActorCounters(Supplier<MeterRegistry> registry, OwnMeters own) {
		this.registry = registry;
		this.own = own;
	}

	@Override
	public void onEvent(ActorEvent event) {
		switch (event) {
			case ActorEvent.Restarted restarted ->
				increment(new Key(ActorMeters.RESTARTS, restarted.name(), restarted.supervisor()),
						(meters) -> restarts(meters, restarted.supervisor(), restarted.name()));
			case ActorEvent.Escalated escalated -> increment(new Key(ActorMeters.ESCALATIONS, escalated.name(), ""),
					(meters) -> escalations(meters, escalated.name()));
			case ActorEvent.Abandoned abandoned -> increment(new Key(ActorMeters.ABANDONED, abandoned.name(), ""),
					(meters) -> abandoned(meters, abandoned.name()));
			case ActorEvent.Stuck stuck -> increment(new Key(ActorMeters.STUCK_TURNS, stuck.name(), ""),
					(meters) -> stuckTurns(meters, stuck.name()));
			case ActorEvent.DeadLetter letter ->
				increment(new Key(ActorMeters.DEAD_LETTERS, letter.name(), letter.reason().name()),
						(meters) -> deadLetters(meters, letter.name(), letter.reason()));
			case ActorEvent.BackedOff backedOff -> {
				// Not counted: the health and the endpoint show who is in backoff.
			}
			case ActorEvent.Ended ended -> {
				// Not counted: who has ended is no longer among the active ones.
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

	private void increment(Key key, Function<MeterRegistry, Counter> register) {
		Counter counter = this.counters.get(key);
		if (counter == null) {
			MeterRegistry meters = this.registry.get();
			// Whoever comes second gets the same one.
			counter = this.own.add(meters, register.apply(meters));
			this.counters.put(key, counter);
		}
		counter.increment();
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

	static Counter stuckTurns(MeterRegistry registry, String actor) {
		return Counter.builder(ActorMeters.STUCK_TURNS)
			.description("Turns that have taken longer than they may")
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

	/**
	 * Which counter.
	 *
	 * @param meter what it counts
	 * @param name of an actor or a supervisor
	 * @param detail the supervisor or the reason, or empty
	 */
	private record Key(String meter, String name, String detail) {

	}

}
