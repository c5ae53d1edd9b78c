package dev.actorspring.boot.http;

import java.time.Duration;
import java.time.Instant;

import dev.actorspring.ActorInBackoffException;
import org.jspecify.annotations.Nullable;

/**
 * The state of an actor that waits before it is tried again, or whose supervisor does.
 *
 * @param remaining how long until the next attempt, zero or more
 * @param since since when
 * @param cause what it failed with last, if that is known
 */
record BackoffState(Duration remaining, Instant since, @Nullable Throwable cause) {

	static BackoffState of(ActorInBackoffException failure) {
		return new BackoffState(failure.getUntilNextAttempt(), failure.getSince(), failure.getCause());
	}

}
