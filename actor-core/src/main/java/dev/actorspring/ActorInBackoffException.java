package dev.actorspring;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * The actor, or a supervisor above it, has failed too often and waits before it is tried
 * again. The request was not and will not be handled: it would have waited in vain, as
 * the actor could not be started, or as the next attempt comes after the deadline. The
 * cause is what it failed with last.
 */
public final class ActorInBackoffException extends ActorException {

	private static final long serialVersionUID = 1L;

	private final Instant since;

	private final Duration untilNextAttempt;

	/**
	 * Creates the exception. It carries no stack trace, so that refusing stays cheap.
	 * @param path whom the request was for
	 * @param message what was refused, since when and after what failure
	 * @param cause what failed last, or {@code null} if that was no exception
	 * @param since since when it waits
	 * @param untilNextAttempt how long it was until the next attempt
	 */
	public ActorInBackoffException(String path, String message, @Nullable Throwable cause, Instant since,
			Duration untilNextAttempt) {
		super(path, message, cause, false);
		this.since = since;
		this.untilNextAttempt = untilNextAttempt;
	}

	/**
	 * Since when it waits.
	 * @return when it was last found to have failed
	 */
	public Instant getSince() {
		return this.since;
	}

	/**
	 * When it may be worth to try again.
	 * @return how long it was until the next attempt, zero or more
	 */
	public Duration getUntilNextAttempt() {
		return this.untilNextAttempt;
	}

}
