package dev.actorspring.engine;

import java.util.Objects;
import java.util.concurrent.ForkJoinTask;

import dev.actorspring.engine.MessageTable.Slot;
import dev.actorspring.system.SamplingProbe;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time that a thread serves a cell: what it needs for each message, kept apart from
 * the cell, whose memory the senders write to.
 * <p>
 * It decides which turns are timed. While the actor is fast, only some are, so that
 * reading the clock costs it next to nothing; once it is slow, every turn is.
 */
final class Shift extends ForkJoinTask<@Nullable Void> implements Runnable {

	private static final long serialVersionUID = 1L;

	private static final Logger log = LoggerFactory.getLogger(Shift.class);

	/** Of how many turns that follow each other quickly one is timed. A power of two. */
	private static final int SAMPLED = 64;

	/** In milliseconds: more than the coarse time can be wrong by. */
	private static final int CLEARLY_SLOW = 100;

	/** In nanoseconds: turns that are longer stand for themselves, timed or not. */
	static final long TYPICAL = CLEARLY_SLOW * 1_000_000L;

	/** As many turns that were not timed as the probe may have to wait to hear of. */
	private static final int MANY = 64;

	private final ActorCell<?> cell;

	private final Cursor cursor;

	private final MessageTable messages;

	private final Engine engine;

	/** How many there were when the cell was given to this. */
	private final int abandonments;

	/** Read by others. */
	@Nullable Thread thread;

	/** What the handler has in hand: a message or an {@link Ask}. Read by others. */
	@Nullable Object inHand;

	private @Nullable Incarnation<?> incarnation;

	/** The coarse time at which the cell took its last message. */
	private int tick;

	private int turns;

	private float pace;

	private @Nullable Class<?> lastClass;

	private @Nullable Slot lastSlot;

	private @Nullable SamplingProbe probe;

	/** How many turns that were not timed the probe has not been told of. */
	private int untold;

	/**
	 * Prepares to serve a cell.
	 * @param cell owned by this thread, which hands it over to the one that runs this
	 */
	Shift(ActorCell<?> cell) {
		this.cell = cell;
		this.cursor = new Cursor(cell, cell.type().capacity());
		this.messages = cell.type().messages();
		this.engine = cell.type().engine();
		this.abandonments = this.engine.abandonments().count();
	}

	@Override
	public void run() {
		run(false);
	}

	/**
	 * Serves the cell.
	 * @param lent whether this thread is only {@linkplain LentThread lent}
	 */
	void run(boolean lent) {
		this.thread = Thread.currentThread();
		this.tick = this.cell.lastActive();
		this.turns = this.cell.takenAtLeast();
		this.pace = this.cell.serviceTime();
		Engine.bind(this);
		try {
			this.cell.run(this, lent);
		}
		finally {
			Engine.bind(null);
			tell();
		}
	}

	/**
	 * Whether the cell has been taken away before this began to serve it.
	 * @return {@code true} if it must not touch the cell
	 */
	boolean isCutOff() {
		return this.engine.abandonments().has(this.cell, this.abandonments);
	}

	/**
	 * For the pool, which would wrap it if it took it for any runnable.
	 * @return the same
	 */
	ForkJoinTask<?> task() {
		return this;
	}

	@Override
	protected boolean exec() {
		run();
		if (Thread.currentThread() instanceof ComputeThread worker) {
			if (worker.isTurnOfOthers() && pollSubmission() instanceof Shift submitted) {
				submitted.run();
			}
			worker.runNext();
		}
		// Nobody asks whether it is done, and to note that would cost something.
		return false;
	}

	@Override
	public @Nullable Void getRawResult() {
		return null;
	}

	@Override
	protected void setRawResult(@Nullable Void value) {
		// There is none.
	}

	/**
	 * Takes the oldest message.
	 * @return its payload, or {@code null} if there is none
	 */
	@Nullable Object take() {
		Object payload = this.cursor.take();
		if (payload == null) {
			tell();
		}
		return payload;
	}

	/**
	 * Has others see how far it is. To be called before anything else is done with the
	 * mailbox than to take from it.
	 */
	void moveHead() {
		tell();
		this.cursor.moveHead();
	}

	/**
	 * Goes to the head, after something else was done with the mailbox.
	 */
	void follow() {
		this.cursor.follow();
	}

	/**
	 * The incarnation whose code this thread runs.
	 * @return the incarnation, or {@code null} in between two
	 */
	@Nullable Incarnation<?> incarnation() {
		return this.incarnation;
	}

	void incarnation(@Nullable Incarnation<?> incarnation) {
		this.incarnation = incarnation;
	}

	ActorCell<?> cell() {
		return this.cell;
	}

	Contexts contexts() {
		return this.engine.contexts();
	}

	Timer timer() {
		return this.engine.timer();
	}

	/**
	 * What to do with messages of a class.
	 * @param message the class
	 * @return mostly the same as for the last message
	 */
	Slot slot(Class<?> message) {
		if (message != this.lastClass) {
			this.lastSlot = this.messages.slot(message);
			this.lastClass = message;
		}
		return Objects.requireNonNull(this.lastSlot);
	}

	/**
	 * Begins a turn.
	 * @param payload what it has in hand
	 * @param slot what to do with that
	 * @return how the turn is to be timed
	 */
	Timing begin(Object payload, Slot slot) {
		this.inHand = payload;
		int now = timer().coarse();
		boolean later = now != this.tick;
		if (later) {
			// An actor that is never idle would else keep a few for as long as it is
			// fast.
			tell();
			lastActive(now);
		}
		// The first after a pause is not like the others, and must not stand for them.
		if (later || this.pace == 0 || this.pace > MeasuredMailbox.SLOW || slot.timesAll()) {
			return Timing.EXACT;
		}
		return ((++this.turns & (SAMPLED - 1)) == 0) ? Timing.SAMPLE : Timing.NONE;
	}

	/**
	 * Since when the turn has what it has in hand.
	 * @return the coarse time
	 */
	int lastActive() {
		return this.tick;
	}

	void lastActive(int now) {
		if (now != this.tick) {
			this.tick = now;
			this.cell.lastActive(now);
		}
	}

	/**
	 * How long the turn has taken so far, if it is so long that the coarse time tells.
	 * @return nanoseconds, or less than zero
	 */
	long coarseTimeOfTurn() {
		int millis = timer().coarse() - this.tick;
		return (millis > CLEARLY_SLOW) ? millis * 1_000_000L : -1;
	}

	/**
	 * Whether turns take less than some time, by the recent pace.
	 * @param nanos the time
	 * @return {@code false} also if that is not known
	 */
	boolean isFasterThan(float nanos) {
		return this.pace > 0 && this.pace < nanos;
	}

	/**
	 * How long a turn may have taken that was not timed.
	 * @return nanoseconds, by the recent pace
	 */
	long usualTimeOfTurn() {
		return (long) this.pace;
	}

	void served(long nanos) {
		this.pace = this.cell.served(nanos);
	}

	/**
	 * Notes that a message was handled successfully, in a turn that was not timed.
	 * @param sampling who is to know, before this thread handles anything else
	 */
	void handled(SamplingProbe sampling) {
		if (sampling != this.probe) {
			tell();
			this.probe = sampling;
		}
		if (++this.untold >= MANY) {
			tell();
		}
	}

	/**
	 * Tells the probe what it does not know yet.
	 */
	void tell() {
		SamplingProbe told = this.probe;
		if (told != null && this.untold > 0) {
			int count = this.untold;
			this.untold = 0;
			try {
				told.handled(count);
			}
			catch (Throwable ex) {
				log.warn("A probe of {} failed", this.cell, ex);
			}
		}
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
