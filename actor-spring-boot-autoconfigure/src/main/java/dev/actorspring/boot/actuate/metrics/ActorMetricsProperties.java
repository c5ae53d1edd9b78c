package dev.actorspring.boot.actuate.metrics;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the meters.
 *
 * @param enabled Whether actors are measured. Switched off it costs nothing.
 */
@ConfigurationProperties("actor.metrics")
public record ActorMetricsProperties(@DefaultValue("true") boolean enabled) {

}
