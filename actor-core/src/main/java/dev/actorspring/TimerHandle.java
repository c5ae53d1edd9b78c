package dev.actorspring;

/**
 * A message scheduled for later.
 */
public interface TimerHandle {

	/**
	 * Makes sure that the message is not handled any more, also when it waits in the
	 * mailbox already. Does nothing the second time.
	 */
	void cancel();

}
