package dev.actorspring.boot.http;

import java.time.Duration;
import java.time.Instant;

import dev.actorspring.ActorInBackoffException;
import org.jspecify.annotations.Nullable;

/**
 * That an actor waits before it is tried again, or a supervisor above it.
 *
 * @param remaining how long until the next attempt, zero or more
 * @param since since when
 * @param cause what it failed with last, if that is known
 */
record InBackoff(Duration remaining, Instant since, @Nullable Throwable cause) {

	static InBackoff of(ActorInBackoffException failure) {
		return new InBackoff(failure.getUntilNextAttempt(), failure.getSince(), failure.getCause());
	}

}
