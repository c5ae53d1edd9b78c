package dev.actorspring.engine.mailbox;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * A way to take the messages of a mailbox in another order than that in which they came.
 * Each stays where it stands until it is taken, so that the mailbox goes on to know how
 * many wait, how long, and which were withdrawn. For a mailbox that
 * {@linkplain Mailbox#isTakenByMany is taken by many}, and of which nobody takes the
 * first. Not thread-safe.
 */
public final class MailboxIndex {

	/** So many empty links are not worth the way through the queue. */
	private static final int FEW = 64;

	private final Mailbox mailbox;

	/** The last link that was looked at. */
	private Envelope last;

	/** How many were taken since empty links were cut out. */
	private int taken;

	/**
	 * Begins with what waits.
	 * @param mailbox the mailbox
	 */
	public MailboxIndex(Mailbox mailbox) {
		this.mailbox = mailbox;
		this.last = mailbox.head();
	}

	/**
	 * Looks at what has come since.
	 * @param action gets the place of each, the oldest first
	 */
	public void forEachNew(Consumer<Envelope> action) {
		Envelope next = Mailbox.next(this.last);
		while (next != null && next != Mailbox.IDLE) {
			this.last = next;
			if (isThere(next)) {
				action.accept(next);
			}
			next = Mailbox.next(next);
		}
	}

	/**
	 * Takes a message.
	 * @param place where it stands
	 * @return its payload, or {@code null} if it has gone, or was withdrawn
	 */
	public @Nullable Object take(Envelope place) {
		Object payload = this.mailbox.takeOut(place, this.last);
		if (++this.taken > FEW && this.taken > this.mailbox.depthAtMost()) {
			this.taken = 0;
			// Whatever stays behind one that waits for long.
			this.mailbox.dropOldest((waiting) -> false);
		}
		return payload;
	}

	/**
	 * Whether a message is still to be taken.
	 * @param place where it stands
	 * @return {@code false} if it has gone, or was withdrawn
	 */
	public static boolean isWaiting(Envelope place) {
		Object payload = place.payload;
		return payload != null && !(payload instanceof Withdrawable message && message.isWithdrawn());
	}

	private static boolean isThere(Envelope place) {
		return place.payload != null;
	}

}
