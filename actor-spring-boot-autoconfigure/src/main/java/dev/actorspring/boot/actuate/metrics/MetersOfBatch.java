package dev.actorspring.boot.actuate.metrics;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * The meters of batches of states.
 *
 * @param time how long it takes to write one
 * @param rows how many states one has
 * @param turns how many turns one brings into the store
 */
record MetersOfBatch(Timer time, DistributionSummary rows, DistributionSummary turns) {

	static MetersOfBatch in(MeterRegistry registry, OwnMeters own) {
		Timer time = Timer.builder(ActorMeters.STATE_WRITE)
			.description("Writing of batches of states")
			.register(registry);
		DistributionSummary rows = DistributionSummary.builder(ActorMeters.STATE_ROWS)
			.description("States that were written in a batch")
			.register(registry);
		DistributionSummary turns = DistributionSummary.builder(ActorMeters.STATE_TURNS)
			.description("Handled messages whose changes were written in a batch")
			.register(registry);
		return new MetersOfBatch(own.add(registry, time), own.add(registry, rows), own.add(registry, turns));
	}

}
