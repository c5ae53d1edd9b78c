package dev.actorspring.engine.mailbox;

/**
 * A payload that somebody may take back while it waits in a {@link Mailbox}.
 */
public interface Withdrawable {

	/**
	 * Whether it need not be handled any more. Any thread.
	 * @return {@code true} from then on
	 */
	boolean isWithdrawn();

}
