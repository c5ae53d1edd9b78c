package dev.actorspring.boot.durable;

import dev.actorspring.boot.actors.ActorAutoConfiguration;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;

/**
 * Durable actors, with or without a database.
 */
final class DurableAutoConfigurations {

	private DurableAutoConfigurations() {
	}

	static AutoConfigurations withoutDatabase() {
		return AutoConfigurations.of(ActorAutoConfiguration.class, ActorDurableAutoConfiguration.class);
	}

	static AutoConfigurations all() {
		return AutoConfigurations.of(ActorAutoConfiguration.class, ActorDurableAutoConfiguration.class,
				DataSourceAutoConfiguration.class);
	}

}
