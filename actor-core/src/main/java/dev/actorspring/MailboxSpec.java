package dev.actorspring;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * How many messages may wait for an actor, and what happens to more.
 *
 * @param capacity how many may wait, the one in hand apart; {@link ActorSpec#UNBOUNDED}
 * for no limit
 * @param overflow what happens to a message when that many wait
 * @param earlyRefusal whether a request that cannot be served within its deadline, judged
 * by the queue ahead of it and by how long the actor has taken for each message lately,
 * is refused at once; not those whose handlers {@linkplain Receive#interleave()
 * interleave}, as they may overtake the queue
 */
public record MailboxSpec(int capacity, Overflow overflow, boolean earlyRefusal) {

	/**
	 * The mailbox of an actor unless its spec says otherwise.
	 */
	public static final MailboxSpec DEFAULT = new MailboxSpec(ActorSpec.DEFAULT_MAILBOX_CAPACITY, Overflow.REJECT,
			true);

	public MailboxSpec {
		Objects.requireNonNull(overflow, "overflow");
	}

	/**
	 * The same with another capacity.
	 * @param newCapacity at least 1, or {@link ActorSpec#UNBOUNDED}
	 * @return a new spec
	 */
	public MailboxSpec withCapacity(int newCapacity) {
		return new MailboxSpec(newCapacity, this.overflow, this.earlyRefusal);
	}

	/**
	 * The same with another way to treat what is too much.
	 * @param newOverflow what happens to a message when the capacity is reached
	 * @return a new spec
	 */
	public MailboxSpec withOverflow(Overflow newOverflow) {
		return new MailboxSpec(this.capacity, newOverflow, this.earlyRefusal);
	}

	/**
	 * The same with or without early refusal.
	 * @param newEarlyRefusal {@code false} to let every request wait for its timeout
	 * @return a new spec
	 */
	public MailboxSpec withEarlyRefusal(boolean newEarlyRefusal) {
		return new MailboxSpec(this.capacity, this.overflow, newEarlyRefusal);
	}

	// By hand: in a soft reference the JDK keeps the types that the equals of a record
	// has
	// compared, and with them the class loader of an application that has been closed.

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof MailboxSpec that && this.capacity == that.capacity && this.overflow == that.overflow
				&& this.earlyRefusal == that.earlyRefusal;
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.capacity, this.overflow, this.earlyRefusal);
	}

}
