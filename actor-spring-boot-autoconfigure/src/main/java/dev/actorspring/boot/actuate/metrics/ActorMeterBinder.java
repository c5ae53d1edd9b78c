package dev.actorspring.boot.actuate.metrics;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import dev.actorspring.ActorSpec;
import dev.actorspring.supervision.GiveUp;
import dev.actorspring.system.ActorEvent.DeadLetter.Reason;
import dev.actorspring.system.ActorGauge;
import dev.actorspring.system.ActorPool;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.GroupCounts;
import dev.actorspring.system.NodeSnapshot;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Registers the gauges, and the counters that can be foreseen: a counter that appears
 * with its first increment has no rate for it.
 */
final class ActorMeterBinder implements MeterBinder {

	private final Supplier<ActorSystem> system;

	private final OwnMeters own;

	private final List<MeterRegistry> registries = new ArrayList<>();

	private final Set<String> gauged = new HashSet<>();

	ActorMeterBinder(Supplier<ActorSystem> system, OwnMeters own) {
		this.system = system;
		this.own = own;
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
		for (ActorPool pool : actors.pools()) {
			pool(ActorMeters.POOL_SIZE, "Workers that there are to be", pool, registry, ActorPool::size);
			pool(ActorMeters.POOL_BUSY, "Workers that have a message in hand", pool, registry, ActorPool::busy);
		}
		count(actors.tree(), registry);
		this.own.add(registry,
				Gauge.builder(ActorMeters.STUCK, actors, (system) -> system.stuckTurns().size())
					.description("Turns that take longer than they may at present")
					.strongReference(true)
					.register(registry));
		groups(ActorMeters.GROUPS, "Groups that have members on this node", registry, GroupCounts::groups);
		groups(ActorMeters.GROUP_MEMBERS, "Memberships of actors on this node in groups", registry,
				GroupCounts::memberships);
	}

	private void pool(String name, String description, ActorPool pool, MeterRegistry registry,
			ToDoubleFunction<ActorPool> value) {
		this.own.add(registry,
				Gauge.builder(name, pool, value)
					.description(description)
					.tag(ActorMeters.ACTOR, pool.name())
					.strongReference(true)
					.register(registry));
	}

	private void groups(String name, String description, MeterRegistry registry, ToDoubleFunction<GroupCounts> value) {
		ActorSystem actors = this.system.get();
		this.own.add(registry,
				Gauge.builder(name, actors, (system) -> value.applyAsDouble(system.groupCounts()))
					.description(description)
					.strongReference(true)
					.register(registry));
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
		oldestAge(gauge, registry);
		if (gauge.capacity() != ActorSpec.UNBOUNDED) {
			gauge(ActorMeters.CAPACITY, "Messages that may wait for one actor", gauge, registry, ActorGauge::capacity);
		}
		gauge(ActorMeters.ACTIVE, "Actors that run", gauge, registry, ActorGauge::active);
		gauge(ActorMeters.AWAY, "Actors that are being restarted, or wait for their next attempt", gauge, registry,
				ActorGauge::away);
		if (gauge.keyed()) {
			gauge(ActorMeters.MAX_DEPTH, "Messages that wait for the actor with the most", gauge, registry,
					ActorGauge::maxDepth);
		}
		for (Reason reason : Reason.values()) {
			this.own.add(registry, ActorCounters.deadLetters(registry, gauge.actor(), reason));
		}
		this.own.add(registry, ActorCounters.abandoned(registry, gauge.actor()));
		this.own.add(registry, ActorCounters.stuckTurns(registry, gauge.actor()));
	}

	private void oldestAge(ActorGauge gauge, MeterRegistry registry) {
		this.own.add(registry,
				TimeGauge
					.builder(ActorMeters.OLDEST_AGE, gauge, TimeUnit.NANOSECONDS, (now) -> now.oldestAge().toNanos())
					.description("How long the message has waited that waits longest")
					.tag(ActorMeters.ACTOR, gauge.actor())
					.strongReference(true)
					.register(registry));
	}

	private void gauge(String name, String description, ActorGauge gauge, MeterRegistry registry,
			ToDoubleFunction<ActorGauge> value) {
		this.own.add(registry,
				Gauge.builder(name, gauge, value)
					.description(description)
					.tag(ActorMeters.ACTOR, gauge.actor())
					.strongReference(true)
					.register(registry));
	}

	private void count(NodeSnapshot.Supervisor supervisor, MeterRegistry registry) {
		if (supervisor.giveUp() == GiveUp.ESCALATE) {
			this.own.add(registry, ActorCounters.escalations(registry, supervisor.name()));
		}
		for (NodeSnapshot child : supervisor.children()) {
			switch (child) {
				case NodeSnapshot.Supervisor below -> {
					restarts(supervisor.name(), below.name(), registry);
					count(below, registry);
				}
				case NodeSnapshot.Pool pool when this.gauged.contains(pool.name()) -> {
					restarts(supervisor.name(), pool.name(), registry);
					// It supervises its workers.
					restarts(pool.name(), pool.name(), registry);
				}
				case NodeSnapshot.Actor actor when this.gauged.contains(actor.name()) ->
					restarts(supervisor.name(), actor.name(), registry);
				case NodeSnapshot.Actor spawned -> {
					// It has a name that nobody can foresee, and is measured by its
					// class.
				}
				case NodeSnapshot.Family family -> {
					restarts(supervisor.name(), family.name(), registry);
					// It supervises its own.
					restarts(family.name(), family.name(), registry);
				}
			}
		}
	}

	private void restarts(String supervisor, String actor, MeterRegistry registry) {
		this.own.add(registry, ActorCounters.restarts(registry, supervisor, actor));
	}

}
