package dev.actorspring.engine;

import java.util.function.IntFunction;

import dev.actorspring.MailboxFullException;
import dev.actorspring.Message;
import dev.actorspring.engine.mailbox.Mailbox.Offer;
import dev.actorspring.engine.mailbox.TurnLength;
import dev.actorspring.engine.time.Timer;
import dev.actorspring.system.ActorEvent.DeadLetter.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What an actor's mailbox lets in, and what becomes of the rest. Any thread.
 */
final class Admission {

	/**
	 * Which part of the time that a request has may be taken up by the queue, as an
	 * estimate is only that. One that is begun just before its deadline is work in vain.
	 */
	private static final float PRUDENCE = 0.85f;

	/**
	 * After so many the pace of a quick actor has come near to what it is: then over a
	 * hundred were timed, of which each takes a sixteenth off what the first has made of
	 * it.
	 */
	private static final int MANY_TURNS = 8_192;

	/** Half of the message in hand, and the request itself. */
	private static final float IN_HAND_AND_ITSELF = 1.5f;

	private Admission() {
	}

	/**
	 * Sends a message, {@link ContextMessage} or an {@link Ask}.
	 * @param cell the actor
	 * @param payload what to send
	 * @return what has become of it; never {@code WAKE}
	 */
	static Offer send(ActorCell<?> cell, Object payload) {
		Offer offer = offer(cell, payload);
		if (offer == Offer.WAKE) {
			cell.wake();
			return Offer.QUEUED;
		}
		return offer;
	}

	/**
	 * Sends a message as {@link #send} does, and leaves it to the caller to wake the
	 * actor.
	 * @param cell the actor
	 * @param payload what to send
	 * @return what has become of it
	 */
	static Offer offer(ActorCell<?> cell, Object payload) {
		long now = cell.type().engine().timer().coarse();
		Offer offer = cell.offer(payload, cell.type().room(), now);
		return (offer == Offer.FULL) ? offerWithoutRoom(cell, payload, (capacity) -> cell.offer(payload, capacity, now))
				: offer;
	}

	/**
	 * Does for a message what can be done when its actor has had no room for it. Not
	 * while a lock is held: others may be told of what gives way.
	 * @param cell the actor
	 * @param payload the message or {@link ContextMessage}, or an {@link Ask}
	 * @param entrance offers it to the mailbox once more, with another capacity
	 * @return what has become of it
	 */
	static Offer offerWithoutRoom(ActorCell<?> cell, Object payload, IntFunction<Offer> entrance) {
		Offer offer = offerOrMakeRoom(cell, payload, entrance);
		if (cell.type().isPool()) {
			cell.pool().arrived();
		}
		return offer;
	}

	private static Offer offerOrMakeRoom(ActorCell<?> cell, Object payload, IntFunction<Offer> entrance) {
		int capacity = cell.type().isPool() ? cell.pool().limit() : cell.type().capacity();
		boolean limited = cell.type().room() < capacity;
		boolean full = limited && Interception.isFull(cell);
		if (full && cell.dropsOldest()) {
			return offerInPlaceOfTheOldest(cell, payload, entrance);
		}
		Offer offer = (limited && !full) ? entrance.apply(capacity) : Offer.FULL;
		while (offer == Offer.FULL && cell.dropsOldest()) {
			Object oldest = leastWanted(cell, payload);
			if (oldest == Pool.NEWCOMER) {
				dropped(cell, payload);
				return Offer.QUEUED;
			}
			if (oldest != null) {
				cell.type().messages().discarded(1);
				dropped(cell, oldest);
			}
			else if (cell.inMailbox() >= capacity) {
				break;
			}
			offer = entrance.apply(capacity);
		}
		return (offer == Offer.FULL && Interception.admitsWithoutRoom(cell, payload))
				? entrance.apply(Integer.MAX_VALUE) : offer;
	}

	/**
	 * What an actor does whose mailbox is full by the word of its interceptor: however
	 * few wait, there is no room for one more.
	 */
	private static Offer offerInPlaceOfTheOldest(ActorCell<?> cell, Object payload, IntFunction<Offer> entrance) {
		Object oldest = leastWanted(cell, payload);
		if (oldest == null || oldest == Pool.NEWCOMER) {
			dropped(cell, payload);
			return Offer.QUEUED;
		}
		cell.type().messages().discarded(1);
		dropped(cell, oldest);
		return entrance.apply(Integer.MAX_VALUE);
	}

	/**
	 * Takes out what gives way to something that has come.
	 * @return the oldest, or of a pool what is least urgent, which may be the
	 * {@link Pool#NEWCOMER}; {@code null} if nothing waits that may go
	 */
	private static @Nullable Object leastWanted(ActorCell<?> cell, Object newcomer) {
		return cell.type().isPool() ? cell.pool().giveWay(newcomer)
				: cell.dropOldest((waiting) -> !(waiting instanceof SelfMessage));
	}

	static void dropped(ActorCell<?> cell, Object payload) {
		switch (payload) {
			case Ask<?> ask -> {
				if (ask.begin()) {
					ask.refused(MailboxFullException.Reason.DROPPED);
				}
				else {
					cell.withdrawalPassed();
				}
			}
			case ContextMessage told -> Interception.deadLetter(cell, told.message(), Reason.DROPPED);
			case EventEntry entry -> Interception.deadLetter(cell, Turn.message(entry.open()), Reason.DROPPED);
			default -> Interception.deadLetter(cell, (Message<?>) payload, Reason.DROPPED);
		}
	}

	/**
	 * Sends a request. If it is refused it fails at once.
	 * @param cell the actor
	 * @param ask the request
	 * @return {@code false} if the cell is closed, and the request still open
	 */
	static boolean ask(ActorCell<?> cell, Ask<?> ask) {
		ask.target(cell);
		if (ask.allowed() <= 0) {
			// It inherits a deadline that has passed.
			ask.expire();
			return true;
		}
		if (isTooLate(cell, ask)) {
			ask.refused(MailboxFullException.Reason.OVERLOAD);
			return true;
		}
		ask.queued(true);
		Offer offer = offer(cell, ask);
		if (offer == Offer.CLOSED || offer == Offer.FULL) {
			ask.queued(false);
			if (offer == Offer.FULL) {
				ask.refused(MailboxFullException.Reason.FULL);
			}
			return offer == Offer.FULL;
		}
		Timer timer = cell.type().engine().timer();
		// It may be handled before this thread is back.
		boolean lent = LentThread.isLentTo(cell.type().engine());
		if (lent) {
			timer.add(ask);
		}
		if (offer == Offer.WAKE) {
			cell.wake();
		}
		if (!lent && !ask.isOver()) {
			timer.add(ask);
		}
		if (cell.incarnation() == null) {
			BackoffLookup.refuse(cell, ask);
			Preparation.refuse(cell, ask);
		}
		else if (cell.type().isPool()) {
			PoolBackoff.refuse(cell.pool(), ask);
		}
		return true;
	}

	/**
	 * Whether the pace of an actor is more than a guess. Of a quick one few turns are
	 * timed, so that the first, which may be slow, stands for many.
	 */
	private static boolean isKnown(ActorCell<?> cell) {
		return cell.serviceTime() > TurnLength.SLOW || Integer.compareUnsigned(cell.takenAtLeast(), MANY_TURNS) >= 0;
	}

	/**
	 * Whether a request would wait longer than its asker does. Never if nothing waits
	 * before it, whatever the pace was: else an actor that was slow once would get no
	 * chance to show that it no longer is.
	 */
	private static boolean isTooLate(ActorCell<?> cell, Ask<?> ask) {
		ActorType<?> type = cell.type();
		if (!type.refusesEarly()) {
			return false;
		}
		long left = (long) (ask.allowed() * PRUDENCE);
		if (cell.timeFor(type.capacity()) <= left || !isKnown(cell)) {
			return false;
		}
		// Mostly a rough look is enough.
		if (cell.timeFor(cell.depthAtMost() + IN_HAND_AND_ITSELF) <= left) {
			return false;
		}
		int waiting = cell.inMailbox();
		return waiting > 0 && cell.timeFor(waiting + IN_HAND_AND_ITSELF) > left && !type.isInterleaved(ask.request());
	}

}
