package dev.actorspring.protocol;

/**
 * Advice around a handler refused the message before the handler ran: the caller lacks a
 * permission, the message is not valid, a limit is reached. So the state of the actor is
 * what it was, and the refusal is an answer and no crash. Thrown by whoever wraps
 * handlers; askers get the {@linkplain #refusal() refusal} itself.
 */
public final class HandlerRefusedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final Throwable refusal;

	/**
	 * Creates the exception. It carries no stack trace: that of the refusal says it all.
	 * @param refusal what the advice threw
	 */
	public HandlerRefusedException(Throwable refusal) {
		super("Refused before the handler ran: " + refusal.getClass().getSimpleName(), refusal, false, false);
		this.refusal = refusal;
	}

	/**
	 * Why the message was refused.
	 * @return what the advice threw
	 */
	public Throwable refusal() {
		return this.refusal;
	}

}
