package dev.actorspring.boot.actuate.metrics;

import java.util.EnumMap;
import java.util.Map;

import dev.actorspring.boot.text.Names;
import dev.actorspring.cluster.ClusterProbe.Distribution;
import dev.actorspring.cluster.ClusterProbe.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * The meters of what goes on between this node and others.
 *
 * @param asks how long requests to other nodes take, by outcome
 * @param roundTrip how long a frame and its confirmation take
 * @param returned messages that came back
 * @param resent frames that were sent again
 * @param lost messages that were lost
 * @param distributed events, and messages to groups
 * @param handOff how long a partition needs to leave
 * @param cutOff actors that were stopped meanwhile
 */
record MetersOfCluster(Map<Outcome, Timer> asks, Timer roundTrip, Counter returned, Counter resent, Counter lost,
		Map<Distribution, Counter> distributed, Timer handOff, Counter cutOff) {

	static MetersOfCluster in(MeterRegistry registry, OwnMeters own) {
		Map<Outcome, Timer> asks = new EnumMap<>(Outcome.class);
		for (Outcome outcome : Outcome.values()) {
			asks.put(outcome,
					own.add(registry,
							Timer.builder(ActorMeters.CLUSTER_ASKS)
								.description("Requests to actors on other nodes, from the ask to the outcome")
								.tag(ActorMeters.OUTCOME, Names.label(outcome))
								.register(registry)));
		}
		Map<Distribution, Counter> distributed = new EnumMap<>(Distribution.class);
		for (Distribution what : Distribution.values()) {
			distributed.put(what,
					own.add(registry,
							Counter.builder(ActorMeters.CLUSTER_DISTRIBUTED)
								.description("Events, and messages to groups, that went from node to node")
								.tag(ActorMeters.OUTCOME, Names.label(what))
								.register(registry)));
		}
		return new MetersOfCluster(asks,
				timer(registry, own, ActorMeters.CLUSTER_ROUND_TRIP, "From node to node and back"),
				counter(registry, own, ActorMeters.CLUSTER_RETURNED,
						"Messages that came back, as their partition did not live there any more"),
				counter(registry, own, ActorMeters.CLUSTER_RESENT,
						"Frames that were sent again, as they were not confirmed"),
				counter(registry, own, ActorMeters.CLUSTER_LOST,
						"Messages that nobody waits for, and that were not or may not have been handled"),
				distributed,
				timer(registry, own, ActorMeters.CLUSTER_HAND_OFF, "Hand-off of partitions to other nodes"),
				counter(registry, own, ActorMeters.CLUSTER_CUT_OFF,
						"Actors that were stopped before they were done, as their partition had to leave"));
	}

	private static Timer timer(MeterRegistry registry, OwnMeters own, String name, String description) {
		return own.add(registry, Timer.builder(name).description(description).register(registry));
	}

	private static Counter counter(MeterRegistry registry, OwnMeters own, String name, String description) {
		return own.add(registry, Counter.builder(name).description(description).register(registry));
	}

}
