package dev.actorspring.boot.observation;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of the observations.
 *
 * @param enabled Whether each handled message is an observation. If it is not set, they
 * are if somebody listens who does more than to keep meters, such as tracing.
 * @param mdc Whether the path of the actor is in the MDC while a message is handled, as
 * 'actor.path'. If it is not set, it is if the message is an observation.
 */
@ConfigurationProperties("actor.observations")
public record ActorObservationProperties(@Nullable Boolean enabled, @Nullable Boolean mdc) {

}
