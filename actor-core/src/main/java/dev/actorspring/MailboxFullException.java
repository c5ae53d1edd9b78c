package dev.actorspring;

/**
 * The request was refused because the target has too much waiting already. It was not and
 * will not be handled.
 */
public final class MailboxFullException extends ActorException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception. It carries no stack trace, so that refusing stays cheap.
	 * @param path who refused
	 * @param message what was refused and why
	 */
	public MailboxFullException(String path, String message) {
		super(path, message, null, false);
	}

}
