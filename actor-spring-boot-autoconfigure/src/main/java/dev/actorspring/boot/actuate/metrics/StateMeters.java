package dev.actorspring.boot.actuate.metrics;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import dev.actorspring.durable.runtime.DurableListener;
import dev.actorspring.durable.store.StateKey;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

/**
 * Measures what is written of the states of actors. Called once for each batch. The
 * meters of batches are there from the first of them on.
 */
final class StateMeters implements DurableListener {

	private final Supplier<MeterRegistry> registry;

	private final OwnMeters own;

	private volatile @Nullable Batches batches;

	StateMeters(Supplier<MeterRegistry> registry, OwnMeters own) {
		this.registry = registry;
		this.own = own;
	}

	@Override
	public void written(int rows, int turns, long nanos) {
		Batches meters = this.batches;
		if (meters == null) {
			// The registry gives the same ones to whoever comes at the same time.
			meters = batches(this.registry.get());
			this.batches = meters;
		}
		meters.time().record(nanos, TimeUnit.NANOSECONDS);
		meters.rows().record(rows);
		meters.turns().record(turns);
	}

	private Batches batches(MeterRegistry meters) {
		return new Batches(this.own.add(meters, time(meters)), this.own.add(meters, rows(meters)),
				this.own.add(meters, turns(meters)));
	}

	@Override
	public void conflict(StateKey key) {
		MeterRegistry meters = this.registry.get();
		this.own.add(meters, conflicts(meters, key.actor())).increment();
	}

	private static Timer time(MeterRegistry registry) {
		return Timer.builder(ActorMeters.STATE_WRITE).description("Writing of batches of states").register(registry);
	}

	private static DistributionSummary rows(MeterRegistry registry) {
		return DistributionSummary.builder(ActorMeters.STATE_ROWS)
			.description("States that were written in a batch")
			.register(registry);
	}

	private static DistributionSummary turns(MeterRegistry registry) {
		return DistributionSummary.builder(ActorMeters.STATE_TURNS)
			.description("Handled messages whose changes were written in a batch")
			.register(registry);
	}

	private static Counter conflicts(MeterRegistry registry, String actor) {
		return Counter.builder(ActorMeters.STATE_CONFLICTS)
			.description("States that somebody else had written")
			.tag(ActorMeters.ACTOR, actor)
			.register(registry);
	}

	/**
	 * The meters of batches.
	 *
	 * @param time how long they take
	 * @param rows how many states they have
	 * @param turns how many turns they bring into the store
	 */
	private record Batches(Timer time, DistributionSummary rows, DistributionSummary turns) {

	}

}
