package dev.actorspring;

/**
 * Carries a checked exception with which a handler answered a {@linkplain ActorRef#call
 * call}, or with which a stage failed that an actor {@linkplain ActorContext#await
 * awaited}. The actor is well.
 */
public final class DeclinedException extends ActorException {

	private static final long serialVersionUID = 1L;

	/**
	 * Creates the exception.
	 * @param path who answered
	 * @param cause the answer
	 */
	public DeclinedException(String path, Throwable cause) {
		super(path, path + " declined: " + cause, cause, true);
	}

}
