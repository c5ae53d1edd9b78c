package dev.actorspring.durable;

import dev.actorspring.ActorException;
import org.jspecify.annotations.Nullable;

/**
 * The store of an actor's state cannot be reached, so the request was not handled, or
 * what it has set was not written and is gone. It can be repeated freely.
 */
public final class StateUnavailableException extends ActorException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception.
	 * @param path whose state it is
	 * @param message what is not available, and since when
	 * @param cause why, or {@code null}
	 */
	public StateUnavailableException(String path, String message, @Nullable Throwable cause) {
		super(path, message, cause, false);
	}

}
