package dev.actorspring;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * The actor, or a supervisor above it, has failed too often and waits before it is tried
 * again. The request was not and will not be handled: it would have waited in vain, as
 * the actor could not be started, or as the next attempt comes after the deadline. The
 * cause is what it failed with last.
 */
public final class ActorInBackoffException extends ActorException {

	private static final long serialVersionUID = 1L;

	private final Duration untilNextAttempt;

	/**
	 * Creates the exception. It carries no stack trace, so that refusing stays cheap.
	 * @param path whom the request was for
	 * @param message what was refused, since when and after what failure
	 * @param cause what failed last, or {@code null} if that was no exception
	 * @param untilNextAttempt how long it was until the next attempt
	 */
	public ActorInBackoffException(String path, String message, @Nullable Throwable cause, Duration untilNextAttempt) {
		super(path, message, cause, false);
		this.untilNextAttempt = untilNextAttempt;
	}

	/**
	 * When it may be worth to try again.
	 * @return how long it was until the next attempt, zero or more
	 */
	public Duration getUntilNextAttempt() {
		return this.untilNextAttempt;
	}

}
