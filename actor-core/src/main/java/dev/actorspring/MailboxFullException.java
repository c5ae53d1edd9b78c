package dev.actorspring;

import java.time.Duration;

/**
 * The request was refused because the target has too much waiting already. It was not and
 * will not be handled.
 */
public final class MailboxFullException extends ActorException {

	private static final long serialVersionUID = 1L;

	private final Reason reason;

	private final Duration queueTime;

	/**
	 * Creates the exception. It carries no stack trace, so that refusing stays cheap.
	 * @param path who refused
	 * @param message what was refused and why
	 * @param reason why
	 * @param queueTime how long the target will take for what waits, by its recent pace
	 */
	public MailboxFullException(String path, String message, Reason reason, Duration queueTime) {
		super(path, message, null, false);
		this.reason = reason;
		this.queueTime = queueTime;
	}

	/**
	 * Why it was refused.
	 * @return the reason
	 */
	public Reason getReason() {
		return this.reason;
	}

	/**
	 * When it may be worth to try again.
	 * @return how long the target will take for what waits, by its recent pace; zero if
	 * that is not known
	 */
	public Duration getQueueTime() {
		return this.queueTime;
	}

	/**
	 * Why a request was refused.
	 */
	public enum Reason {

		/**
		 * As many messages wait as the mailbox holds.
		 */
		FULL,

		/**
		 * It could not have been served before its deadline.
		 */
		OVERLOAD,

		/**
		 * It waited, and gave its place to a newer message, under
		 * {@link Overflow#DROP_OLDEST}.
		 */
		DROPPED

	}

}
