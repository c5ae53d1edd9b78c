package dev.actorspring.durable;

import dev.actorspring.ActorException;

/**
 * A message has an {@link IdempotencyKey} that an earlier one had, but another content.
 * It was not handled: use a key of its own for each message.
 */
public final class IdempotencyKeyReusedException extends ActorException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception.
	 * @param path whom was asked
	 * @param message what is wrong
	 */
	public IdempotencyKeyReusedException(String path, String message) {
		super(path, message, null, false);
	}

}
