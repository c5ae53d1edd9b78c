package dev.actorspring.engine;

import java.util.function.Consumer;
import java.util.function.Predicate;

import dev.actorspring.MailboxFullException;
import dev.actorspring.Message;
import dev.actorspring.engine.MessageTable.Slot;
import dev.actorspring.spi.ActorInterceptor;
import dev.actorspring.spi.TurnEnd;
import dev.actorspring.system.ActorEvent.DeadLetter.Reason;
import org.jspecify.annotations.Nullable;

/**
 * How messages are put aside, by what a state says of them or by what their handler
 * throws, and come again. Owner only.
 */
final class Postponing {

	static final Predicate<Object> ANY = (payload) -> true;

	private Postponing() {
	}

	/**
	 * Makes what a handler throws to have its message put aside.
	 * @param incarnation whose handler runs on this thread
	 * @return what to throw
	 * @throws IllegalStateException if none does
	 */
	static Postponement postpone(Incarnation<?> incarnation) {
		StateMachine machine = StateMachine.of(incarnation);
		Object inHand = incarnation.inHand();
		if (Engine.current() != incarnation || !(inHand instanceof Ask || inHand instanceof Message)
				|| (machine != null && machine.isEntering())) {
			throw new IllegalStateException(
					"Only a handler of " + incarnation.path() + " can postpone, and only the message that it handles");
		}
		return Postponement.LATER;
	}

	/**
	 * Has all that is put aside handled before anything else that waits.
	 * @param incarnation which handles it
	 */
	static void release(Incarnation<?> incarnation) {
		ActorCell<?> cell = incarnation.cell();
		if (cell.postponedCount() > 0) {
			cell.postponed().release();
			// The runner has a look at what is due.
			incarnation.signalled = true;
		}
	}

	/**
	 * Takes what is to be handled before what is in the mailbox.
	 * @param cell the cell
	 * @param wanted which of it
	 * @return {@code null} if there is none
	 */
	static @Nullable Object takeDue(ActorCell<?> cell, Predicate<Object> wanted) {
		return cell.hasDue() ? cell.postponed().takeDue(wanted) : null;
	}

	/**
	 * Takes all that is put aside, of a cell that has ended for good.
	 * @param cell the cell
	 * @param action gets each payload, in order
	 */
	static void takeAll(ActorCell<?> cell, Consumer<Object> action) {
		if (cell.postponedCount() > 0) {
			cell.postponed().release();
			for (Object next = takeDue(cell, ANY); next != null; next = takeDue(cell, ANY)) {
				cell.type().messages().discarded(1);
				action.accept(next);
			}
		}
	}

	/**
	 * Whether the state says that a message is to be put aside.
	 * @param incarnation whose state
	 * @param payload what waits
	 * @return {@code false} also if there are no states
	 */
	static boolean isPostponed(Incarnation<?> incarnation, Object payload) {
		StateMachine machine = StateMachine.of(incarnation);
		if (machine == null || payload instanceof Ask<?> ask && ask.isOver()) {
			return false;
		}
		Slot slot = incarnation.cell().type().slot(Turn.message(payload).getClass());
		return slot.states() != null && machine.react(slot) == StateSlots.POSTPONED;
	}

	/**
	 * A turn has come to nothing but that its message is put aside.
	 * @return until when
	 */
	static Postponement ended(Incarnation<?> incarnation, Message<?> message, @Nullable ActorInterceptor interceptor) {
		if (interceptor != null && incarnation.hold()) {
			Interception.turnEnded(interceptor, incarnation.cell(), message, TurnEnd.POSTPONED);
			incarnation.letGo();
		}
		StateMachine machine = StateMachine.of(incarnation);
		return (machine != null && machine.hasChanged()) ? Postponement.AGAIN : Postponement.LATER;
	}

	/**
	 * Puts a message aside of which its handler, or the state, said so in its turn.
	 * @param runner of this thread
	 * @param incarnation whose turn it was
	 * @param payload what was taken
	 * @param how what the turn has come to
	 */
	static void putAside(CellRunner runner, Incarnation<?> incarnation, Object payload, Postponement how) {
		if (!incarnation.hold()) {
			return;
		}
		putAside(incarnation, payload,
				(incarnation.suspension() != null) ? incarnation.position().sentAt() : runner.sentAt());
		if (how == Postponement.AGAIN) {
			release(incarnation);
		}
		incarnation.letGo();
	}

	private static void putAside(Incarnation<?> incarnation, Object payload, long sentAt) {
		ActorCell<?> cell = incarnation.cell();
		cell.type().postpones();
		Object kept = (payload instanceof SelfMessage own) ? own.putAside() : payload;
		boolean full = !(payload instanceof SelfMessage) && cell.postponedCount() >= cell.type().capacity();
		if (full && cell.dropsOldest()) {
			Object oldest = cell.postponed().takeOldest((waiting) -> !(waiting instanceof SelfMessage));
			if (oldest != null) {
				cell.type().messages().discarded(1);
				Admission.dropped(cell, oldest);
				full = false;
			}
		}
		if (full) {
			refuse(cell, payload);
		}
		else {
			cell.postponed().add(kept, sentAt);
		}
	}

	private static void refuse(ActorCell<?> cell, Object payload) {
		cell.type().messages().discarded(1);
		if (payload instanceof Ask<?> ask) {
			ask.refused(MailboxFullException.Reason.FULL);
		}
		else {
			Interception.deadLetter(cell, Turn.message(payload), Reason.MAILBOX_FULL);
		}
	}

	/**
	 * No handler is called for a message in the state that the actor is in.
	 * @param slot what the state says of it
	 * @return that it is to be put aside, or {@code null} if nothing becomes of it
	 */
	static @Nullable Postponement unhandled(Incarnation<?> incarnation, Slot slot, Message<?> message,
			@Nullable Ask<?> ask, @Nullable ActorInterceptor interceptor) {
		boolean postponed = slot == StateSlots.POSTPONED;
		if (interceptor != null) {
			Interception.turnEnded(interceptor, incarnation.cell(), message,
					postponed ? TurnEnd.POSTPONED : new TurnEnd.Replied(null));
		}
		if (!postponed && ask != null) {
			// Of a class that is a request, though what the state ignores is none.
			ask.unhandled();
		}
		return postponed ? Postponement.LATER : null;
	}

	/**
	 * What a handler throws to have its message put aside.
	 */
	static final class Postponement extends RuntimeException {

		/** Until the state changes. */
		static final Postponement LATER = new Postponement();

		/** Until the turn is over, which has changed the state. */
		static final Postponement AGAIN = new Postponement();

		private static final long serialVersionUID = 1L;

		private Postponement() {
			super("The message is to be put aside, which only its handler can say, before it has returned", null, false,
					false);
		}

	}

}
