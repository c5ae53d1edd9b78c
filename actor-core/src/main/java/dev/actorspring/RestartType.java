package dev.actorspring;

/**
 * When a child is restarted after it has ended.
 */
public enum RestartType {

	/**
	 * Always.
	 */
	PERMANENT,

	/**
	 * After a crash or a kill, not after a normal exit.
	 */
	TRANSIENT,

	/**
	 * Never: once ended it is forgotten.
	 */
	TEMPORARY;

	/**
	 * Whether a child of this type is restarted.
	 * @param reason why it has ended by itself
	 * @return {@code true} if it is
	 */
	public boolean isRestartedAfter(ExitReason reason) {
		return switch (this) {
			case PERMANENT -> true;
			case TRANSIENT -> reason.isAbnormal();
			case TEMPORARY -> false;
		};
	}

}
