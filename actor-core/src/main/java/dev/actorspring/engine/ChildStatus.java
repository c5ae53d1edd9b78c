package dev.actorspring.engine;

import java.time.Instant;

import dev.actorspring.StartIgnoredException;
import dev.actorspring.supervision.ChildState;
import org.jspecify.annotations.Nullable;

/**
 * What a parent knows of a child.
 *
 * @param state how it is doing
 * @param since when that began, in nanoseconds of the time source; zero if nobody noted
 * @param restarts how many incarnations have replaced another
 * @param lastFailure what ended it last
 * @param nextAttempt when it is tried again, if it is in backoff
 */
record ChildStatus(ChildState state, long since, int restarts, @Nullable Throwable lastFailure,
		@Nullable Instant nextAttempt) {

	/** Of a child that has never ended. */
	static final ChildStatus RUNNING = new ChildStatus(ChildState.RUNNING, 0, 0, null, null);

	/**
	 * The status after this one.
	 * @param next how it is doing now
	 * @param from when that began
	 * @return with no attempt to wait for
	 */
	ChildStatus to(ChildState next, long from) {
		return new ChildStatus(next, from, this.restarts, this.lastFailure, null);
	}

	/**
	 * This status of a child that is tried again.
	 * @param attempt when
	 * @return in backoff
	 */
	ChildStatus backoff(Instant attempt) {
		return new ChildStatus(ChildState.BACKOFF, this.since, this.restarts, this.lastFailure, attempt);
	}

	/**
	 * This status of a child that has failed.
	 * @param cause what ended it, or {@code null} if that was no failure
	 * @return with the cause, if there is one
	 */
	ChildStatus after(@Nullable Throwable cause) {
		return new ChildStatus(this.state, this.since, this.restarts, (cause != null) ? cause : this.lastFailure,
				this.nextAttempt);
	}

	/**
	 * This status of a child that runs.
	 * @return without that it was not to run
	 */
	ChildStatus sinceItRuns() {
		return (this.lastFailure instanceof StartIgnoredException)
				? new ChildStatus(this.state, this.since, this.restarts, null, this.nextAttempt) : this;
	}

	/**
	 * This status of a child whose incarnation has replaced another.
	 * @return with one restart more
	 */
	ChildStatus restarted() {
		return new ChildStatus(this.state, this.since, this.restarts + 1, this.lastFailure, this.nextAttempt);
	}

}
