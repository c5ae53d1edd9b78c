package dev.actorspring.boot.actuate.metrics;

import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the meters.
 *
 * @param enabled Whether actors are measured. Switched off it costs nothing.
 * @param timers Whether messages and asks are timed. Without, gauges and counters are
 * left, which cost a message nothing.
 * @param exclude Actors that have no meters: names of actors and keyed families, and
 * simple names of classes of spawned actors.
 */
@ConfigurationProperties("actor.metrics")
public record ActorMetricsProperties(@DefaultValue("true") boolean enabled, @DefaultValue("true") boolean timers,
		@DefaultValue Set<String> exclude) {

}
