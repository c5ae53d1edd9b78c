package dev.actorspring.test;

import java.util.Objects;

import dev.actorspring.Message;

/**
 * What can go wrong with an actor, whichever incarnation it has, active or not. Any
 * thread may call it; what is under way already may escape. Each method adds a fault to
 * those that there are.
 */
public final class ActorFaults extends MessageFaults {

	ActorFaults(Faults faults, String path) {
		super(faults, path, Message.class);
	}

	/**
	 * What can go wrong with messages of one type, while others are handled as ever.
	 * @param type the class of the messages, or a supertype
	 * @return to add faults
	 */
	public MessageFaults only(Class<?> type) {
		return new MessageFaults(faults(), path(), Objects.requireNonNull(type, "type"));
	}

	/**
	 * Has the mailbox be full from now on, however few messages wait: asks fail with a
	 * {@link dev.actorspring.MailboxFullException}, and tells are dead letters. If it
	 * {@linkplain dev.actorspring.Overflow#DROP_OLDEST drops the oldest}, each message
	 * takes the place of the oldest that waits, and is dropped itself if none does. What
	 * the actor sends itself by timers and pipes comes in, as into any full mailbox.
	 * @return the fault, which comes with each message
	 */
	public Fault refuse() {
		return add(Fault.Kind.FULL_MAILBOX, null, Fault.ALWAYS);
	}

	/**
	 * Has the next start fail, be it a restart, before the factory is called.
	 * @return the fault
	 */
	public Fault failStart() {
		return add(Fault.Kind.FAILED_START, null, 1);
	}

	/**
	 * Has the next start fail, be it a restart, before the factory is called.
	 * @param cause as if the factory had thrown it
	 * @return the fault
	 */
	public Fault failStart(Throwable cause) {
		return add(Fault.Kind.FAILED_START, Objects.requireNonNull(cause, "cause"), 1);
	}

	/**
	 * Has all starts fail from now on, restarts included, before the factory is called.
	 * @param cause as if the factory had thrown it
	 * @return the fault
	 */
	public Fault failStarts(Throwable cause) {
		return add(Fault.Kind.FAILED_START, Objects.requireNonNull(cause, "cause"), Fault.ALWAYS);
	}

	/**
	 * Ends all faults of the actor, those of single types of messages included.
	 */
	public void heal() {
		faults().heal(path());
	}

}
