package dev.actorspring.boot.durable;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Properties of durable actors, wherever their states are kept.
 *
 * @param enabled Whether actors may have durable states.
 * @param patience How long a write is tried again while the store is away, before what
 * was set is given up.
 */
@ConfigurationProperties("actor.durable")
public record DurableProperties(@DefaultValue("true") boolean enabled, @DefaultValue("30s") Duration patience) {

	public DurableProperties {
		if (!patience.isPositive()) {
			throw new InvalidConfigurationPropertyValueException("actor.durable.patience", patience,
					"It must be more than zero.");
		}
	}

}
