package dev.actorspring;

/**
 * A call would have waited for an actor that is itself waiting, in the end, for the
 * caller. The message shows the chain.
 */
public final class CallCycleException extends ActorException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception.
	 * @param path whom was called
	 * @param message the chain of waiting actors
	 */
	public CallCycleException(String path, String message) {
		super(path, message, null, true);
	}

}
