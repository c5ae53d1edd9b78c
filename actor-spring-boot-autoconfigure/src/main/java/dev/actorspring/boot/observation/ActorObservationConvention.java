package dev.actorspring.boot.observation;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * Names the observations of handled messages, and chooses their keys. A bean of this type
 * replaces {@link DefaultActorObservationConvention}.
 */
public interface ActorObservationConvention extends ObservationConvention<ActorObservationContext> {

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof ActorObservationContext;
	}

}
