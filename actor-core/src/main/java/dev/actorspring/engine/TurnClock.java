package dev.actorspring.engine;

import java.util.Objects;

import dev.actorspring.engine.MessageTable.Slot;
import dev.actorspring.engine.mailbox.MailboxCursor;
import dev.actorspring.engine.mailbox.TurnLength;
import dev.actorspring.engine.time.Timer;
import dev.actorspring.system.SamplingProbe;
import org.jspecify.annotations.Nullable;

/**
 * Decides which turns of a cell are timed, while one thread runs it. While the actor is
 * fast, only some are, so that reading the clock costs it next to nothing; once it is
 * slow, every turn is. For that thread.
 */
abstract class TurnClock extends MailboxCursor {

	/** Of how many turns that follow each other quickly one is timed. A power of two. */
	private static final int SAMPLED = 64;

	/** The coarse time at which the cell took its last message. */
	private long tick;

	/** Modulo 256. */
	private byte turns;

	private float pace;

	/** {@code null} until it serves. */
	private @Nullable Serving serving;

	TurnClock(ActorCell<?> cell) {
		super(cell, cell.type().headMovedAfter());
	}

	final ActorCell<?> cell() {
		return (ActorCell<?>) mailbox();
	}

	/**
	 * The system's.
	 * @return without a look at the cell, whose memory the senders write to
	 */
	abstract Timer timer();

	/**
	 * Goes on from where the one before has stopped.
	 */
	private void resume() {
		ActorCell<?> cell = cell();
		this.tick = cell.lastActive();
		this.turns = (byte) cell.takenAtLeast();
		this.pace = cell.serviceTime();
	}

	/**
	 * Begins a turn.
	 * @param slot what to do with that
	 * @return how the turn is to be timed
	 */
	final Timing beginTurn(Slot slot) {
		long now = timer().coarse();
		boolean later = now != this.tick;
		if (later) {
			// An actor that is never idle would else keep a few for as long as it is
			// fast.
			tell();
			lastActive(now);
		}
		// The first after a pause is not like the others, and must not stand for them.
		if (later || this.pace == 0 || this.pace > TurnLength.SLOW || slot.timesAll()) {
			return Timing.EXACT;
		}
		return ((++this.turns & (SAMPLED - 1)) == 0) ? Timing.SAMPLE : Timing.NONE;
	}

	/**
	 * Since when the turn has what it has in hand.
	 * @return the coarse time
	 */
	final long lastActive() {
		return this.tick;
	}

	final void lastActive(long now) {
		if (now != this.tick) {
			this.tick = now;
			cell().lastActive(now);
		}
	}

	/**
	 * How long the turn has taken so far, if it is so long that the coarse time tells.
	 * @return nanoseconds, or less than zero
	 */
	final long coarseTimeOfTurn() {
		long nanos = (timer().coarse() - this.tick) * 1_000_000L;
		return (nanos > TurnLength.CLEARLY_SLOW) ? nanos : -1;
	}

	/**
	 * Whether turns take less than some time, by the recent pace.
	 * @param nanos the time
	 * @return {@code false} also if that is not known
	 */
	final boolean isFasterThan(float nanos) {
		return this.pace > 0 && this.pace < nanos;
	}

	/**
	 * How long a turn may have taken that was not timed.
	 * @return nanoseconds, by the recent pace
	 */
	final long usualTimeOfTurn() {
		return (long) this.pace;
	}

	final void served(long nanos) {
		ActorCell<?> cell = cell();
		float now = cell.served(nanos);
		this.pace = now;
		cell.type().messages().served(now);
	}

	/**
	 * Begins to serve on a thread.
	 * @param thread what that does
	 */
	final void on(Serving thread) {
		this.serving = thread;
		resume();
	}

	/**
	 * Notes that a message was handled successfully, in a turn that was not timed.
	 * @param sampling who is to know
	 */
	final void handled(SamplingProbe sampling) {
		serving().handled(sampling);
	}

	/**
	 * Tells the probe of what this thread has handled what it does not know yet.
	 */
	final void tell() {
		if (this.serving != null) {
			this.serving.tell();
		}
	}

	/**
	 * The thread on which it serves. Any thread.
	 * @return {@code null} if it does not yet
	 */
	final @Nullable Thread thread() {
		Serving present = this.serving;
		return (present != null) ? present.thread() : null;
	}

	/**
	 * What the thread does on which it serves.
	 */
	final Serving serving() {
		return Objects.requireNonNull(this.serving);
	}

	/**
	 * How a turn is timed.
	 */
	enum Timing {

		/** Not at all: others of its kind are. */
		NONE,

		/** For itself and for others of its kind. */
		SAMPLE,

		/** For itself. */
		EXACT

	}

}
