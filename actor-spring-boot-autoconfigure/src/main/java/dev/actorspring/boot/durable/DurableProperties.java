package dev.actorspring.boot.durable;

import java.time.Duration;

import dev.actorspring.durable.store.StateStore;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Properties of durable actors, wherever their states are kept.
 *
 * @param enabled Whether actors may have durable states.
 * @param patience How long a write is tried again while the store is away, before what
 * was set is given up.
 * @param lease How long an instance that is gone keeps others from taking over; zero if
 * there is only one. Unless it is set, ten seconds, but for a database inside the
 * application.
 */
@ConfigurationProperties("actor.durable")
public record DurableProperties(@DefaultValue("true") boolean enabled, @DefaultValue("30s") Duration patience,
		@Nullable Duration lease) {

	private static final Duration DEFAULT_LEASE = Duration.ofSeconds(10);

	private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);

	public DurableProperties {
		if (!patience.isPositive()) {
			throw new InvalidConfigurationPropertyValueException("actor.durable.patience", patience,
					"It must be more than zero.");
		}
		if (lease != null && !lease.isZero() && lease.compareTo(SHORTEST_LEASE) < 0) {
			throw new InvalidConfigurationPropertyValueException("actor.durable.lease", lease,
					"It must be at least a second, or zero for none.");
		}
	}

	/**
	 * How long the lease of a store lasts.
	 * @param store where the states are
	 * @return {@code null} for no lease
	 */
	@Nullable Duration lease(StateStore store) {
		Duration set = this.lease;
		if (set != null) {
			return set.isZero() ? null : set;
		}
		return store.isShared() ? DEFAULT_LEASE : null;
	}

}
