package dev.actorspring.durable;

import dev.actorspring.ActorException;
import org.jspecify.annotations.Nullable;

/**
 * Nobody can say whether what the request has set was written. It can be repeated with
 * the same idempotency key.
 */
public final class StateOutcomeUnknownException extends ActorException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception.
	 * @param path whose state it is
	 * @param message what was under way, and what has gone wrong
	 * @param cause why, or {@code null}
	 */
	public StateOutcomeUnknownException(String path, String message, @Nullable Throwable cause) {
		super(path, message, cause, false);
	}

}
