package dev.actorspring;

/**
 * What happens to a message when as many wait already as the mailbox holds.
 */
public enum Overflow {

	/**
	 * It is refused: a request fails with {@link MailboxFullException}, a plain message
	 * becomes a dead letter, {@link ActorRef#tryTell tryTell} returns {@code false}.
	 */
	REJECT,

	/**
	 * It is accepted in place of the oldest that waits. That one is a dead letter, or
	 * fails with {@link MailboxFullException} if it is a request. What an actor has sent
	 * to itself, by its timers and pipes, does not give way.
	 */
	DROP_OLDEST

}
