package dev.actorspring.durable;

import dev.actorspring.ActorException;

/**
 * The key of an actor, or an {@link IdempotencyKey}, cannot be in a store: it is too
 * long, blank, or no text. The message was not handled, and another key has to be used.
 */
public final class KeyRefusedException extends ActorException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception.
	 * @param path whom was asked
	 * @param message what is wrong with the key, and what to change
	 */
	public KeyRefusedException(String path, String message) {
		super(path, message, null, false);
	}

}
