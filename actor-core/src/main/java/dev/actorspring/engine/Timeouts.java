package dev.actorspring.engine;

import java.time.Duration;

/**
 * What is waited for at most, unless somebody says otherwise.
 *
 * @param ask for a reply
 * @param start for a factory
 */
record Timeouts(Duration ask, Duration start) {

	static final Timeouts DEFAULT = new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(30));

}
