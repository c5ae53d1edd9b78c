package dev.actorspring;

import java.util.Objects;

/**
 * The actor crashed while it handled the request, which is not retried. The cause is what
 * it threw.
 */
public final class ActorCrashedException extends ActorException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception.
	 * @param path who crashed
	 * @param message what it was handling
	 * @param cause what it threw
	 */
	public ActorCrashedException(String path, String message, Throwable cause) {
		super(path, message, Objects.requireNonNull(cause), false);
	}

}
