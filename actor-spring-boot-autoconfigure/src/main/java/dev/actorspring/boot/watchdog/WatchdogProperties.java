package dev.actorspring.boot.watchdog;

import java.time.Duration;

import dev.actorspring.TurnLimits;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is looked for while actors run.
 *
 * @param threshold How long a turn may take before it is stuck, without the time in which
 * it waits for replies; zero for never.
 * @param abandonAfter After how long in a turn an actor is killed: interrupted, and
 * abandoned if that does not help; zero for never.
 * @param threadDumps Whether all threads are dumped when a turn is stuck, once a minute
 * at most, to find deadlocks of virtual threads. Needs a JDK 25.
 * @param pinning Whether actors are named that pin the carriers of virtual threads.
 */
@ConfigurationProperties("actor.watchdog")
record WatchdogProperties(@DefaultValue("10s") Duration threshold, @DefaultValue("0s") Duration abandonAfter,
		@DefaultValue("false") boolean threadDumps, @DefaultValue("false") boolean pinning) {

	TurnLimits toLimits() {
		return new TurnLimits(this.threshold, this.abandonAfter);
	}

}
