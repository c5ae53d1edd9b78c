package dev.actorspring;

/**
 * No reply came in time. The request may still be handled, or may never have been looked
 * at: the message says what the target was doing.
 */
public final class AskTimeoutException extends ActorException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception. It carries no stack trace, which would be the timer's.
	 * @param path whom was asked
	 * @param message what was asked, for how long, and what the target was doing
	 */
	public AskTimeoutException(String path, String message) {
		super(path, message, null, false);
	}

}
