package dev.actorspring.boot.actuate.metrics;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import dev.actorspring.supervision.GiveUp;
import dev.actorspring.system.ActorEvent.DeadLetter.Reason;
import dev.actorspring.system.ActorGauge;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.NodeSnapshot;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Registers the gauges, and the counters that can be foreseen: a counter that appears
 * with its first increment has no rate for it.
 */
final class ActorMeterBinder implements MeterBinder {

	private final Supplier<ActorSystem> system;

	private final List<MeterRegistry> registries = new ArrayList<>();

	private final Set<String> gauged = new HashSet<>();

	ActorMeterBinder(Supplier<ActorSystem> system) {
		this.system = system;
	}

	@Override
	public synchronized void bindTo(MeterRegistry registry) {
		refresh();
		this.registries.add(registry);
		ActorSystem actors = this.system.get();
		for (ActorGauge gauge : actors.gauges()) {
			this.gauged.add(gauge.actor());
			bind(gauge, registry);
		}
		count(actors.tree(), registry);
	}

	/**
	 * Registers the gauges of actors that have been spawned since. Does little if there
	 * are none.
	 */
	synchronized void refresh() {
		if (this.registries.isEmpty()) {
			return;
		}
		for (ActorGauge gauge : this.system.get().gauges()) {
			if (this.gauged.add(gauge.actor())) {
				this.registries.forEach((registry) -> bind(gauge, registry));
			}
		}
	}

	private void bind(ActorGauge gauge, MeterRegistry registry) {
		gauge(ActorMeters.DEPTH, "Messages that wait, those in hand apart", gauge, registry, ActorGauge::depth);
		gauge(ActorMeters.ACTIVE, "Actors that run", gauge, registry, ActorGauge::active);
		if (gauge.keyed()) {
			gauge(ActorMeters.MAX_DEPTH, "Messages that wait for the actor with the most", gauge, registry,
					ActorGauge::maxDepth);
		}
		for (Reason reason : Reason.values()) {
			ActorCounters.deadLetters(registry, gauge.actor(), reason);
		}
		ActorCounters.abandoned(registry, gauge.actor());
	}

	private static void gauge(String name, String description, ActorGauge gauge, MeterRegistry registry,
			ToDoubleFunction<ActorGauge> value) {
		Gauge.builder(name, gauge, value)
			.description(description)
			.tag(ActorMeters.ACTOR, gauge.actor())
			.strongReference(true)
			.register(registry);
	}

	private static void count(NodeSnapshot.Supervisor supervisor, MeterRegistry registry) {
		if (supervisor.giveUp() == GiveUp.ESCALATE) {
			ActorCounters.escalations(registry, supervisor.name());
		}
		for (NodeSnapshot child : supervisor.children()) {
			switch (child) {
				case NodeSnapshot.Supervisor below -> {
					ActorCounters.restarts(registry, supervisor.name(), below.name());
					count(below, registry);
				}
				case NodeSnapshot.Actor actor -> ActorCounters.restarts(registry, supervisor.name(), actor.name());
				// A family supervises its own.
				case NodeSnapshot.Family family -> ActorCounters.restarts(registry, family.name(), family.name());
			}
		}
	}

}
