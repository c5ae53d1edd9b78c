package dev.actorspring.engine;

import java.time.Instant;

import dev.actorspring.supervision.ChildState;
import org.jspecify.annotations.Nullable;

/**
 * What a parent knows of a child.
 *
 * @param state how it is doing
 * @param since when that began, in nanoseconds of the time source; zero if nobody noted
 * @param lastFailure what ended it last
 * @param nextAttempt when it is tried again, if it is in backoff
 */
record Status(ChildState state, long since, @Nullable Throwable lastFailure, @Nullable Instant nextAttempt) {

	/** Of a child that has never ended. */
	static final Status RUNNING = new Status(ChildState.RUNNING, 0, null, null);

}
