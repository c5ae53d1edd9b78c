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

	/** How many there were when the cell was given to this. */
	private final int abandonments;

	/** Read by others. */
	@Nullable Thread thread;

	/** What the handler has in hand: a message or an {@link Ask}. Read by others. */
	@Nullable Object inHand;

	/**
	 * What the turn has asked last, which knows what it has asked before. Read by others.
	 */
	@Nullable Ask<?> asked;

	private @Nullable Incarnation<?> incarnation;

	/** The coarse time at which the cell took its last message. */
	private long tick;

	/** Modulo 256. */
	private byte turns;

	private float pace;

	private @Nullable Class<?> lastClass;

	private @Nullable Slot lastSlot;

	private @Nullable SamplingProbe probe;

	/** How many turns that were not timed the probe has not been told of. */
	private byte untold;

	/** Whether code of the actor has run on the thread. */
	private boolean used;

	/**
	 * Prepares to serve a cell.
	 * @param cell owned by this thread, which hands it over to the one that runs this
	 */
	Shift(ActorCell<?> cell) {
		this.cell = cell;
		this.cursor = new Cursor(cell, cell.type().capacity());
		this.messages = cell.type().messages();
		this.abandonments = engine().abandonments().count();
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
		this.turns = (byte) this.cell.takenAtLeast();
		this.pace = this.cell.serviceTime();
		Engine.bind(this);
		try {
			this.cell.run(this, lent);
		}
		finally {
			Engine.bind(null);
			tell();
			if (this.used && !lent && !this.thread.isVirtual()) {
				engine().cleanThread(this.thread);
			}
		}
	}

	/**
	 * Whether the cell has been taken away before this began to serve it.
	 * @return {@code true} if it must not touch the cell
	 */
	boolean isCutOff() {
		return engine().abandonments().has(this.cell, this.abandonments);
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
	 * Serves an incarnation from now on, from the head of the mailbox.
	 * @param now the incarnation, or {@code null} if there is none
	 */
	void serve(@Nullable Incarnation<?> now) {
		if (now != null) {
			now.shift = this;
		}
		this.incarnation = now;
		follow();
	}

	/**
	 * Runs code of the actor outside of a turn from now on.
	 * @param watchdog watches over it
	 */
	void enter(Watchdog watchdog) {
		cleanThread();
		this.inHand = watchdog;
	}

	/**
	 * That code has returned.
	 */
	void leave() {
		this.inHand = null;
		this.asked = null;
		Thread.interrupted();
	}

	/**
	 * The incarnation whose code this thread runs.
	 * @return the incarnation, or {@code null} in between two
	 */
	@Nullable Incarnation<?> incarnation() {
		return this.incarnation;
	}

	ActorCell<?> cell() {
		return this.cell;
	}

	Engine engine() {
		return this.messages.engine();
	}

	Contexts contexts() {
		return engine().contexts();
	}

	Timer timer() {
		return engine().timer();
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
	 * Takes away what code of the actor has left on this thread, before other code runs
	 * there. Not in the middle of a turn.
	 */
	void cleanThread() {
		if (this.used) {
			engine().cleanThread(Thread.currentThread());
		}
		this.used = true;
	}

	/**
	 * Takes away an interrupt that code of the actor has left.
	 */
	void clearInterrupt() {
		if (this.thread != null && this.thread.isInterrupted()) {
			Thread.interrupted();
		}
	}

	/**
	 * Begins a turn.
	 * @param payload what it has in hand
	 * @param slot what to do with that
	 * @return how the turn is to be timed
	 */
	Timing begin(Object payload, Slot slot) {
		this.inHand = payload;
		long now = timer().coarse();
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
	long lastActive() {
		return this.tick;
	}

	void lastActive(long now) {
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
		long millis = timer().coarse() - this.tick;
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
