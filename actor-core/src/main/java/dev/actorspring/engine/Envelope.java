package dev.actorspring.engine;

import org.jspecify.annotations.Nullable;

/**
 * A link of a mailbox's queue: the one allocation that sending costs beside the message.
 */
final class Envelope {

	/**
	 * A message, {@link Told}, an {@link Ask} or a {@link SelfMessage}; {@code null} once
	 * taken.
	 */
	@Nullable Object payload;

	/**
	 * How many were sent before this one, modulo 2^32.
	 */
	int sequence;

	/**
	 * When it was sent, in the timer's coarse milliseconds.
	 */
	long sentAt;

	/**
	 * Accessed through {@link Mailbox#NEXT}: the next link; {@code null} while there is
	 * none and somebody owns the mailbox; {@link Mailbox#IDLE} while nobody does.
	 */
	volatile @Nullable Envelope next;

	Envelope(@Nullable Object payload) {
		this.payload = payload;
	}

}
