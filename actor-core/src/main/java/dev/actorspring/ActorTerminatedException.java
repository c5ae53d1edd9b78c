package dev.actorspring;

/**
 * The actor is gone, or the system is shutting down. The request was not handled, or its
 * reply can no longer come.
 */
public final class ActorTerminatedException extends ActorException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception.
	 * @param path who is gone
	 * @param message what was asked and why it cannot be answered
	 */
	public ActorTerminatedException(String path, String message) {
		super(path, message, null, false);
	}

}
