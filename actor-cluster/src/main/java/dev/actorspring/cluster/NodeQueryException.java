package dev.actorspring.cluster;

/**
 * Another node has not answered a question, or may not be asked. The message says why.
 */
public final class NodeQueryException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception.
	 * @param message why there is no answer
	 */
	public NodeQueryException(String message) {
		super(message);
	}

}
