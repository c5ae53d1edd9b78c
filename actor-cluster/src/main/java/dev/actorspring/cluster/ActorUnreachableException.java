package dev.actorspring.cluster;

import dev.actorspring.ActorException;
import dev.actorspring.Handling;

/**
 * No reply can come, for a reason that lies between the nodes.
 */
public sealed class ActorUnreachableException extends ActorException permits MessageTooLargeException {

	private static final long serialVersionUID = 1L;

	private final Handling handling;

	/**
	 * Creates the exception. It carries no stack trace.
	 * @param path whom was asked
	 * @param message what was asked, and why no reply can come
	 * @param handling what is known of the request
	 */
	public ActorUnreachableException(String path, String message, Handling handling) {
		super(path, message, null, false);
		this.handling = handling;
	}

	/**
	 * What is known of the request.
	 * @return whether it may have been handled
	 */
	public final Handling getHandling() {
		return this.handling;
	}

}
