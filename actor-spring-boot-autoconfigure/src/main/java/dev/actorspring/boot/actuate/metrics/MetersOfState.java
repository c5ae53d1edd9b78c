package dev.actorspring.boot.actuate.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * The meters of the states of an actor, or of a family.
 *
 * @param load how long it takes to load one
 * @param gate how long what shows one is kept back
 * @param size how many characters one has
 * @param conflicts those that somebody else had written
 * @param alarmDelay how late alarms are sent
 */
record MetersOfState(Timer load, Timer gate, DistributionSummary size, Counter conflicts, Timer alarmDelay) {

	static MetersOfState in(MeterRegistry registry, OwnMeters own, String actor) {
		Timer load = timer(ActorMeters.STATE_LOAD, "Loading of states, from when they are wanted", registry, actor);
		Timer gate = timer(ActorMeters.STATE_GATE, "From the end of a turn that sets a state until that is written",
				registry, actor);
		DistributionSummary size = DistributionSummary.builder(ActorMeters.STATE_SIZE)
			.description("Characters of states that were written")
			.tag(ActorMeters.ACTOR, actor)
			.register(registry);
		Counter conflicts = Counter.builder(ActorMeters.STATE_CONFLICTS)
			.description("States that somebody else had written")
			.tag(ActorMeters.ACTOR, actor)
			.register(registry);
		Timer alarmDelay = timer(ActorMeters.ALARM_DELAY, "How long after its time an alarm was sent", registry, actor);
		return new MetersOfState(own.add(registry, load), own.add(registry, gate), own.add(registry, size),
				own.add(registry, conflicts), own.add(registry, alarmDelay));
	}

	private static Timer timer(String name, String description, MeterRegistry registry, String actor) {
		return Timer.builder(name).description(description).tag(ActorMeters.ACTOR, actor).register(registry);
	}

}
