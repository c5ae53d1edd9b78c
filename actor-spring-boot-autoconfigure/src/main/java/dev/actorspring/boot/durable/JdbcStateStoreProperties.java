package dev.actorspring.boot.durable;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.sql.init.DatabaseInitializationMode;
import org.springframework.util.unit.DataSize;

/**
 * Properties of durable actors whose states are kept in a database.
 *
 * @param initializeSchema When the tables of durable actors are created that are missing.
 * None is ever altered.
 * @param maxStateSize How long the JSON of a state may be, in characters.
 * @param lockTimeout How long a statement may wait for rows that others have locked.
 * @param connections How many connections the states have for themselves, beside the pool
 * of the data source; zero to take them from there.
 */
@ConfigurationProperties("actor.durable")
public record JdbcStateStoreProperties(@DefaultValue("always") DatabaseInitializationMode initializeSchema,
		@DefaultValue("256KB") DataSize maxStateSize, @DefaultValue("2s") Duration lockTimeout,
		@DefaultValue("4") int connections) {

	public JdbcStateStoreProperties {
		if (maxStateSize.toBytes() < 1 || maxStateSize.toBytes() > Integer.MAX_VALUE) {
			throw new InvalidConfigurationPropertyValueException("actor.durable.max-state-size", maxStateSize,
					"It must be more than zero, and less than 2GB.");
		}
		if (lockTimeout.toMillis() < 1) {
			throw new InvalidConfigurationPropertyValueException("actor.durable.lock-timeout", lockTimeout,
					"It must be at least 1ms.");
		}
		if (connections < 0) {
			throw new InvalidConfigurationPropertyValueException("actor.durable.connections", connections,
					"It must be zero or more.");
		}
	}

}
