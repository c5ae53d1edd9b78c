package dev.actorspring.boot.watchdog;

import dev.actorspring.ActorSpec;
import dev.actorspring.TurnLimits;
import dev.actorspring.boot.actors.ActorProperties;
import dev.actorspring.boot.actors.ActorSpecCustomizer;

/**
 * Gives actors the limits that their properties say. What those do not say is as for all
 * others.
 */
final class OwnTurnLimits implements ActorSpecCustomizer {

	private final TurnLimits usual;

	private final ActorProperties properties;

	OwnTurnLimits(TurnLimits usual, ActorProperties properties) {
		this.usual = usual;
		this.properties = properties;
	}

	@Override
	public <A> ActorSpec<A> customize(ActorSpec<A> spec) {
		ActorProperties.Actor actor = this.properties.actor(spec.name());
		ActorProperties.Watchdog own = (actor != null) ? actor.watchdog() : null;
		if (own == null || (own.threshold() == null && own.abandonAfter() == null)) {
			return spec;
		}
		TurnLimits before = (spec.turnLimits() != null) ? spec.turnLimits() : this.usual;
		return spec.withTurnLimits(new TurnLimits((own.threshold() != null) ? own.threshold() : before.stuckAfter(),
				(own.abandonAfter() != null) ? own.abandonAfter() : before.abandonAfter()));
	}

}
