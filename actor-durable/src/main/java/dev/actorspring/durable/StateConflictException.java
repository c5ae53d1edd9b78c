package dev.actorspring.durable;

import dev.actorspring.ActorException;
import org.jspecify.annotations.Nullable;

/**
 * Somebody else has written the state of an actor, so what the request has set was not
 * written. It can be repeated freely.
 */
public final class StateConflictException extends ActorException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception.
	 * @param path whose state it is
	 * @param message what was in conflict
	 * @param cause why, or {@code null}
	 */
	public StateConflictException(String path, String message, @Nullable Throwable cause) {
		super(path, message, cause, false);
	}

}
