package dev.actorspring.boot.actuate.metrics;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.actorspring.durable.runtime.DurableActors;
import dev.actorspring.durable.runtime.DurableListener;
import dev.actorspring.durable.store.StateKey;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

/**
 * Measures what becomes of the states of actors. All meters are there from the start, if
 * any actor has a state: one that appears with its first value has no rate for it.
 */
final class StateMeters implements DurableListener, MeterBinder {

	private final Supplier<MeterRegistry> registry;

	private final OwnMeters own;

	private final Supplier<@Nullable DurableActors> durable;

	private final ConcurrentMap<String, MetersOfState> states = new ConcurrentHashMap<>();

	private volatile @Nullable MetersOfBatch batches;

	StateMeters(Supplier<MeterRegistry> registry, OwnMeters own, Supplier<@Nullable DurableActors> durable) {
		this.registry = registry;
		this.own = own;
		this.durable = durable;
	}

	@Override
	public void bindTo(MeterRegistry meters) {
		DurableActors actors = this.durable.get();
		if (actors != null) {
			this.own.add(meters,
					Gauge.builder(ActorMeters.STORE_AWAY, actors, (now) -> (now.failure() != null) ? 1 : 0)
						.description("Whether the store of states cannot be reached")
						.strongReference(true)
						.register(meters));
			MetersOfBatch.in(meters, this.own);
			actors.actors().forEach((actor) -> MetersOfState.in(meters, this.own, actor));
		}
	}

	@Override
	public void written(int rows, int turns, long nanos) {
		MetersOfBatch meters = this.batches;
		if (meters == null) {
			// The registry gives the same ones to whoever comes at the same time.
			meters = MetersOfBatch.in(this.registry.get(), this.own);
			this.batches = meters;
		}
		meters.time().record(nanos, TimeUnit.NANOSECONDS);
		meters.rows().record(rows);
		meters.turns().record(turns);
	}

	@Override
	public void written(StateKey key, int size, long nanos) {
		MetersOfState meters = of(key);
		meters.gate().record(nanos, TimeUnit.NANOSECONDS);
		meters.size().record(size);
	}

	@Override
	public void loaded(StateKey key, long nanos) {
		of(key).load().record(nanos, TimeUnit.NANOSECONDS);
	}

	@Override
	public void conflict(StateKey key) {
		of(key).conflicts().increment();
	}

	@Override
	public void alarmSent(StateKey key, Duration late) {
		of(key).alarmDelay().record(late);
	}

	private MetersOfState of(StateKey key) {
		return this.states.computeIfAbsent(key.actor(),
				(actor) -> MetersOfState.in(this.registry.get(), this.own, actor));
	}

}
