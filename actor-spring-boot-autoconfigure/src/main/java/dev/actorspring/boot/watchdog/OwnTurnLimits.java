package dev.actorspring.boot.watchdog;

import java.time.Duration;

import dev.actorspring.ActorConfigurationException;
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
		return spec.withTurnLimits(limits(spec, own));
	}

	private TurnLimits limits(ActorSpec<?> spec, ActorProperties.Watchdog own) {
		TurnLimits before = (spec.turnLimits() != null) ? spec.turnLimits() : this.usual;
		Duration threshold = (own.threshold() != null) ? own.threshold() : before.stuckAfter();
		Duration abandonAfter = (own.abandonAfter() != null) ? own.abandonAfter()
				: fitting(before.abandonAfter(), threshold);
		try {
			return new TurnLimits(threshold, abandonAfter);
		}
		catch (ActorConfigurationException ex) {
			String properties = "actor.actors." + spec.name() + ".watchdog";
			throw new ActorConfigurationException(
					"With the properties '%s.*', an actor cannot be watched: %s".formatted(properties, ex.getMessage()),
					ex.getAction(), ex);
		}
	}

	/**
	 * The usual time after which an actor is abandoned, for one that has another
	 * threshold: never before that, and never if it is never stuck.
	 */
	private static Duration fitting(Duration usual, Duration threshold) {
		return (usual.isZero() || threshold.isZero()) ? Duration.ZERO
				: (usual.compareTo(threshold) > 0) ? usual : threshold;
	}

}
