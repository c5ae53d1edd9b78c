package dev.actorspring.supervision;

/**
 * A supervisor cannot do what it was asked to do with a child. Nothing has changed.
 */
public final class ChildException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final Reason reason;

	/**
	 * Creates the exception.
	 * @param supervisor the path of the supervisor
	 * @param id the child
	 * @param reason why not
	 */
	public ChildException(String supervisor, String id, Reason reason) {
		super("Supervisor '%s', child '%s': %s".formatted(supervisor, id, reason.description));
		this.reason = reason;
	}

	/**
	 * Why not.
	 * @return which answer
	 */
	public Reason getReason() {
		return this.reason;
	}

	/**
	 * OTP's answers, and those to what OTP has not got.
	 */
	public enum Reason {

		/**
		 * A child of that name is there, and running or being started for the first time.
		 */
		ALREADY_STARTED("a child of that name has already been started"),

		/**
		 * A child of that name is there but not running: it can be restarted or deleted,
		 * after it has been terminated if it is being restarted.
		 */
		ALREADY_PRESENT("a child of that name is present but not running, restart or delete it"),

		/**
		 * The child must be terminated first.
		 */
		RUNNING("the child is running, terminate it first"),

		/**
		 * The child is about to be restarted, and must be terminated first.
		 */
		RESTARTING("the child is being restarted, terminate it first"),

		/**
		 * There is no such child.
		 */
		NOT_FOUND("there is no such child"),

		/**
		 * A child of a dynamic supervisor is gone when it ends.
		 */
		NOT_FOR_DYNAMIC("a dynamic supervisor does not keep children that have ended"),

		/**
		 * The child is disabled and must be enabled first.
		 */
		DISABLED("the child is disabled, enable it first"),

		/**
		 * There are as many children as the supervisor may have.
		 */
		TOO_MANY_CHILDREN("the supervisor has as many children as it may have"),

		/**
		 * The supervisor is not running.
		 */
		NOT_RUNNING("the supervisor is not running");

		private final String description;

		Reason(String description) {
			this.description = description;
		}

	}

}
