package dev.actorspring.cluster;

import dev.actorspring.Handling;

/**
 * A request, or the key that it is for, is too large to be sent to the node where its
 * actor lives. It was not handled, and to repeat it as it is would be in vain.
 */
public final class MessageTooLargeException extends ActorUnreachableException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception. It carries no stack trace.
	 * @param path whom was asked
	 * @param message what was asked, how large it is and how large it may be
	 */
	public MessageTooLargeException(String path, String message) {
		super(path, message, Handling.NOT_HANDLED);
	}

}
