package dev.actorspring.boot.actuate.health;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * Properties of the health of the actors.
 *
 * @param tolerance How long a permanent actor may be away before the health is DOWN.
 */
@ConfigurationProperties("actor.health")
public record ActorHealthProperties(@DefaultValue("30s") Duration tolerance) {

	public ActorHealthProperties {
		Assert.isTrue(!tolerance.isNegative(), "'actor.health.tolerance' must be zero or more");
	}

}
