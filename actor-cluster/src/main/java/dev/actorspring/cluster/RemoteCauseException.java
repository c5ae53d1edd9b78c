package dev.actorspring.cluster;

/**
 * What was thrown on another node, as text: its class may not be there where it is read,
 * and what comes over the wire names none.
 */
public final class RemoteCauseException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception. It carries no stack trace.
	 * @param message the class and the message of what was thrown
	 */
	public RemoteCauseException(String message) {
		super(message, null, true, false);
	}

}
