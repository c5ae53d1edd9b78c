package dev.actorspring.durable;

import dev.actorspring.ActorException;
import org.jspecify.annotations.Nullable;

/**
 * The store will not have what the request has set, because it is too large, say. It was
 * not written, and to repeat the request does not help.
 */
public final class StateRefusedException extends ActorException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception.
	 * @param path whose state it is
	 * @param message what was refused, and what to change
	 * @param cause why, or {@code null}
	 */
	public StateRefusedException(String path, String message, @Nullable Throwable cause) {
		super(path, message, cause, false);
	}

}
