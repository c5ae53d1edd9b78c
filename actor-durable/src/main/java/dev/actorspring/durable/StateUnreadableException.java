package dev.actorspring.durable;

import dev.actorspring.ActorException;
import org.jspecify.annotations.Nullable;

/**
 * The stored state of an actor cannot be read, or is newer than the code, so that the
 * actor was not started and the request was not handled. It stays like that until the row
 * or the code is changed. The message never shows what the state says.
 */
public final class StateUnreadableException extends ActorException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception.
	 * @param path whose state it is
	 * @param message what cannot be read, and what to do
	 * @param cause what revealed it, or {@code null}
	 */
	public StateUnreadableException(String path, String message, @Nullable Throwable cause) {
		super(path, message, cause, false);
	}

}
