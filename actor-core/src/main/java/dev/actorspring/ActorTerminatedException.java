package dev.actorspring;

/**
 * The actor is gone, or the system is shutting down. The request was not handled, or its
 * reply can no longer come.
 */
public final class ActorTerminatedException extends ActorException {

	private static final long serialVersionUID = 1L;

	private final Handling handling;

	/**
	 * Creates the exception.
	 * @param path who is gone
	 * @param message what was asked and why it cannot be answered
	 * @param handling what is known of the request
	 */
	public ActorTerminatedException(String path, String message, Handling handling) {
		super(path, message, null, false);
		this.handling = handling;
	}

	/**
	 * What is known of the request.
	 * @return whether it may have been handled: if the actor was stopped or killed in the
	 * middle of it, and not if the request still waited in the mailbox
	 */
	public Handling getHandling() {
		return this.handling;
	}

}
