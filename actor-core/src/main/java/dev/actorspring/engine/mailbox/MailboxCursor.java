package dev.actorspring.engine.mailbox;

import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * The place of the owner in its mailbox, while it takes one message after another. For
 * one thread, and no longer than that owns the mailbox.
 */
public class MailboxCursor {

	/** As many taken as it takes to make the writing of the head negligible. */
	private static final int MANY = 64;

	/** After how many messages in a row more are to be expected at any moment. */
	private static final int FLOW = 16;

	/** Some microseconds, in which a fast sender sends a hundred. */
	private static final int PAUSE = 50;

	private final Mailbox mailbox;

	/**
	 * After how many messages the head is moved, or 0 if the mailbox is taken by many.
	 */
	private final byte many;

	/** The link taken last. */
	private Envelope link;

	/** How many messages came one after the other. */
	private int flow;

	/** How many messages were taken since the head was moved. */
	private int taken;

	/**
	 * Begins where the last owner has ended.
	 * @param mailbox the mailbox
	 * @param many after {@link #howMany} messages the head is moved
	 */
	public MailboxCursor(Mailbox mailbox, byte many) {
		this.mailbox = mailbox;
		this.many = many;
		this.link = mailbox.head();
	}

	/**
	 * After how many messages the head of a mailbox is moved. If its capacity is small,
	 * its senders look often whether there is room, which must not cost them much.
	 * @param capacity of the mailbox
	 * @param takenByMany whether the mailbox {@linkplain Mailbox#isTakenByMany is}
	 * @return the same for all mailboxes of a kind
	 */
	public static byte howMany(int capacity, boolean takenByMany) {
		return takenByMany ? 0 : (byte) Math.clamp(capacity / 16, 1, MANY);
	}

	/**
	 * The mailbox.
	 */
	protected final Mailbox mailbox() {
		return this.mailbox;
	}

	private boolean isTakenByMany() {
		return this.many == 0;
	}

	/**
	 * Takes the oldest message.
	 * @return its payload, or {@code null} if none is linked: then the head has been
	 * {@linkplain #moveHead() moved}
	 */
	public final @Nullable Object take() {
		if (isTakenByMany()) {
			return this.mailbox.take();
		}
		for (;;) {
			Envelope next = Mailbox.next(this.link);
			if (next == null) {
				moveHead();
				if (this.flow < FLOW) {
					return null;
				}
				this.flow = 0;
				pause();
				continue;
			}
			Object payload;
			if (this.flow++ == 0 && Mailbox.next(next) == null) {
				// Most that wake somebody are alone.
				payload = this.mailbox.takeFirst();
				goToHead();
			}
			else {
				payload = take(next);
			}
			if (payload != null) {
				return payload;
			}
		}
	}

	/**
	 * Takes what the next link has, and leaves a mark there.
	 * @return {@code null} if there is nothing
	 */
	private @Nullable Object take(Envelope next) {
		this.link = next;
		Object payload = next.payload;
		if (payload == null) {
			return null;
		}
		next.payload = Mailbox.TAKEN;
		if (++this.taken >= this.many) {
			moveHead();
		}
		// Else it was taken by an owner that was cut off before it moved the head.
		return (payload != Mailbox.TAKEN) ? payload : null;
	}

	/**
	 * Whether no message is linked.
	 */
	public final boolean isEmpty() {
		return Mailbox.next(isTakenByMany() ? this.mailbox.head() : this.link) == null;
	}

	/**
	 * Takes the oldest message if somebody wants it.
	 * @param wanted whether to take a payload
	 * @return its payload, or {@code null} if none is linked, or it is not wanted
	 */
	public final @Nullable Object takeIf(Predicate<Object> wanted) {
		if (isTakenByMany()) {
			return this.mailbox.takeIf(wanted);
		}
		for (Envelope next = Mailbox.next(this.link); next != null; next = Mailbox.next(this.link)) {
			Object payload = next.payload;
			if (payload != null && payload != Mailbox.TAKEN) {
				if (!wanted.test(payload)) {
					return null;
				}
				this.link = next;
				next.payload = Mailbox.TAKEN;
				if (++this.taken >= this.many) {
					moveHead();
				}
				return payload;
			}
			this.link = next;
			this.taken += (payload != null) ? 1 : 0;
		}
		return null;
	}

	/**
	 * Lets a fast sender get ahead. To take each link as soon as it is there means that
	 * both fight for the same memory all the time, and to go idle means that the sender
	 * has to wake this thread: either costs more than a message.
	 */
	private static void pause() {
		for (int i = 0; i < PAUSE; i++) {
			Thread.onSpinWait();
		}
	}

	/**
	 * When the message was sent that was taken last.
	 * @return the coarse time
	 */
	public final long sentAt() {
		return (isTakenByMany() ? this.mailbox.head() : this.link).sentAt;
	}

	/**
	 * Moves the head to where the owner is. To be called before anything else is done
	 * with the mailbox than to take from it.
	 */
	public final void moveHead() {
		if (!isTakenByMany() && this.link != this.mailbox.head()) {
			this.mailbox.advance(this.link, this.taken);
			this.taken = 0;
		}
	}

	/**
	 * Goes to the head, after the owner has done something else with the mailbox.
	 */
	public final void follow() {
		goToHead();
		this.flow = 0;
	}

	private void goToHead() {
		this.link = this.mailbox.head();
		this.taken = 0;
	}

}
