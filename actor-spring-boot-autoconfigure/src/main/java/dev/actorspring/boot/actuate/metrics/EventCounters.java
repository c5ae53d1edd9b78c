package dev.actorspring.boot.actuate.metrics;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import dev.actorspring.system.TopicProbe;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Counts events, and what becomes of them. Each counter is looked up for its first event
 * and then kept.
 */
final class EventCounters implements TopicProbe {

	private final Supplier<MeterRegistry> registry;

	private final OwnMeters own;

	private final Map<String, Counter> published = new ConcurrentHashMap<>();

	private final Map<Key, Counter> delivered = new ConcurrentHashMap<>();

	EventCounters(Supplier<MeterRegistry> registry, OwnMeters own) {
		this.registry = registry;
		this.own = own;
	}

	@Override
	public void published(String event) {
		@Nullable Counter known = this.published.get(event);
		((known != null) ? known : this.published.computeIfAbsent(event, this::countPublished)).increment();
	}

	private Counter countPublished(String event) {
		MeterRegistry meters = this.registry.get();
		return this.own.add(meters,
				Counter.builder(ActorMeters.EVENTS_PUBLISHED)
					.description("Events that were published on this node")
					.tag(ActorMeters.EVENT, event)
					.register(meters));
	}

	@Override
	public void delivered(String event, String actor, Outcome outcome, int count) {
		Key key = new Key(event, actor, outcome);
		@Nullable Counter known = this.delivered.get(key);
		((known != null) ? known : this.delivered.computeIfAbsent(key, this::countDelivered)).increment(count);
	}

	private Counter countDelivered(Key key) {
		MeterRegistry meters = this.registry.get();
		return this.own.add(meters,
				Counter.builder(ActorMeters.EVENTS_DELIVERED)
					.description("Events that have come to subscribers")
					.tag(ActorMeters.EVENT, key.event())
					.tag(ActorMeters.ACTOR, key.actor())
					.tags(List.of(ActorTimers.outcome(key.outcome())))
					.register(meters));
	}

	/**
	 * Which counter.
	 *
	 * @param event what was published
	 * @param actor whom it has come to
	 * @param outcome what has become of it
	 */
	private record Key(String event, String actor, Outcome outcome) {

	}

}
