package dev.actorspring.boot.http;

import java.time.Duration;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * Properties of the HTTP gateway.
 *
 * @param basePath Path below which exposed actors are reachable.
 * @param expose Names of the actors that are reachable without a mapping of their own.
 * @param maxTimeout Longest time that a client can ask to wait with 'Prefer: wait'.
 * @param maxBodySize Largest body of a request.
 * @param streamHeartbeat How often a stream sends something that clients read over, so
 * that dead ones are found. Zero for never.
 * @param lendThreads Whether a request to an actor on the compute dispatcher that is idle
 * and fast is handled on the thread that has read it, the event loop.
 */
@ConfigurationProperties("actor.web")
public record ActorWebProperties(@DefaultValue("/actors") String basePath, @DefaultValue List<String> expose,
		@DefaultValue("30s") Duration maxTimeout, @DefaultValue("256KB") DataSize maxBodySize,
		@DefaultValue("15s") Duration streamHeartbeat, @DefaultValue("true") boolean lendThreads) {

	public ActorWebProperties {
		Assert.isTrue(basePath.startsWith("/") && !basePath.endsWith("/"),
				"'actor.web.base-path' must start with a slash and not end with one");
		Assert.isTrue(maxTimeout.isPositive(), "'actor.web.max-timeout' must be more than zero");
		Assert.isTrue(maxBodySize.toBytes() > 0 && maxBodySize.toBytes() <= Integer.MAX_VALUE,
				"'actor.web.max-body-size' must be more than zero and less than 2GB");
		Assert.isTrue(!streamHeartbeat.isNegative(), "'actor.web.stream-heartbeat' must not be negative");
		expose = List.copyOf(expose);
	}

}
