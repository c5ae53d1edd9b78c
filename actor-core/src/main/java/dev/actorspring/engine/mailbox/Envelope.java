package dev.actorspring.engine.mailbox;

import org.jspecify.annotations.Nullable;

/**
 * A link of a mailbox's queue: the one allocation that sending costs beside the message.
 */
public final class Envelope {

	/**
	 * A message, {@code ContextMessage}, an {@code Ask} or a {@code SelfMessage};
	 * {@code null} once taken.
	 */
	public @Nullable Object payload;

	/**
	 * How many were sent before this one, modulo 2^32.
	 */
	public int sequence;

	/**
	 * When it was sent, in the timer's coarse milliseconds.
	 */
	public long sentAt;

	/**
	 * Accessed through {@link Mailbox#NEXT}: the next link; {@code null} while there is
	 * none and somebody owns the mailbox; {@link Mailbox#IDLE} while nobody does.
	 */
	public volatile @Nullable Envelope next;

	public Envelope(@Nullable Object payload) {
		this.payload = payload;
	}

}
