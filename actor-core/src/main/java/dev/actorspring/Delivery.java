package dev.actorspring;

/**
 * What has become of a message that was {@linkplain ActorRef#send sent}.
 */
public enum Delivery {

	/**
	 * It is in the mailbox. Whether it is handled depends on what becomes of the actor.
	 */
	ACCEPTED,

	/**
	 * It was refused, since as many messages wait as the mailbox holds.
	 */
	MAILBOX_FULL,

	/**
	 * It was refused, since the actor has ended for good, or the system has.
	 */
	TERMINATED;

	/**
	 * Whether the actor has it.
	 * @return {@code false} if it was refused
	 */
	public boolean isAccepted() {
		return this == ACCEPTED;
	}

}
