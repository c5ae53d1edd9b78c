package dev.actorspring.cluster.wire;

/**
 * What was to be sent has more bytes, or a longer key, than may be sent.
 */
public final class OversizeMessageException extends UnfitMessageException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception.
	 * @param message what is how large, and how large it may be
	 */
	public OversizeMessageException(String message) {
		super(message, null);
	}

}
