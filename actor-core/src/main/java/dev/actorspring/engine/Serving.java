package dev.actorspring.engine;

import java.util.concurrent.locks.LockSupport;

import dev.actorspring.engine.MessageTable.Slot;
import dev.actorspring.engine.mailbox.TurnLength;
import org.jspecify.annotations.Nullable;

/**
 * What a thread does for cells. For that thread.
 */
class Serving extends KeptRunners {

	/**
	 * In microseconds, after which it is the turn of other threads: to give way takes a
	 * while, and wakes a thread of the scheduler.
	 */
	private static final int YIELD_EACH = 1_000;

	/** After how many times as long it sleeps. */
	private static final int SLEEP_AFTER = 13;

	/** Of how many cells one lingers, although that has been in vain lately. */
	private static final int TRIES = 64;

	/** How often it may be in vain before it is given up. */
	private static final int PATIENCE = 4;

	/**
	 * As often something else is looked up than what is known before that is known
	 * instead. Where two take turns, one of them is found.
	 */
	private static final int OTHERS = 5;

	/** The thread, once it has begun. Read by others. */
	private @Nullable Thread thread;

	/** The cell that it serves now. Read by others. */
	@Nullable CellRunner current;

	/** For how many times {@link #YIELD_EACH} it has not slept. */
	private byte busy;

	/** How often cells may still linger in vain. */
	private byte luck;

	/** How many cells it has served, modulo 2^16. Read by others. */
	private short served;

	/** How many it had at the last look. For whoever looks. */
	private short seen = -1;

	/** When it gave way last, in microseconds or so, modulo 2^32; zero before that. */
	private int yielded;

	private @Nullable MessageTable knownTable;

	private @Nullable Class<?> knownMessage;

	/** What the one says of the other. */
	private @Nullable Slot known;

	/** How often something else was wanted. */
	private byte others;

	/**
	 * This is what a thread does from now on.
	 */
	final void begin(Thread serving) {
		this.thread = serving;
	}

	/**
	 * The thread. Any thread.
	 * @return {@code null} if it has not begun
	 */
	final @Nullable Thread thread() {
		return this.thread;
	}

	/**
	 * Serves a cell.
	 * @param runner serves it
	 * @return the same if it has nothing more to do, but has not let go of its cell; or
	 * {@code null}
	 */
	final @Nullable CellRunner serve(CellRunner runner) {
		boolean lingers = runner.run(this);
		this.served++;
		return lingers ? runner : null;
	}

	/**
	 * How many cells it has served.
	 * @return modulo 2^16
	 */
	final int served() {
		return this.served;
	}

	/**
	 * What to do with messages of a class. What a thread serves has mostly got the same
	 * as what it has served before.
	 * @param table of the actor
	 * @param message the class
	 * @return what the table says
	 */
	final Slot slot(MessageTable table, Class<?> message) {
		Slot mostly = this.known;
		if (mostly != null && message == this.knownMessage && table == this.knownTable) {
			return mostly;
		}
		Slot slot = table.slot(message);
		if (++this.others == OTHERS) {
			this.others = 0;
			this.knownTable = table;
			this.knownMessage = message;
			this.known = slot;
		}
		return slot;
	}

	/**
	 * Whether it may be left to this thread to serve a cell next.
	 * @return {@code false} if it may be busy for a while
	 */
	final boolean isFast() {
		CellRunner serving = this.current;
		return serving != null && (serving.isFasterThan(TurnLength.VERY_QUICK) || serving.isQuick());
	}

	/**
	 * Whether a cell that has become empty had better not be let go of yet: if another
	 * one is to be served next, from which a message may come soon. Then that has nobody
	 * to wake. If such messages have not come lately, it is only tried now and then.
	 * @param leaving serves the cell
	 */
	final boolean mayLinger(CellRunner leaving) {
		return (this.luck > 0 || (this.served & (TRIES - 1)) == TRIES / 2)
				&& leaving.isFasterThan(TurnLength.VERY_QUICK) && keepsOneQuick();
	}

	/**
	 * What to serve next, of what is kept.
	 * @param empty what was served last, if it is to linger; it may be somebody else's
	 * from then on
	 * @return {@code null} if there is nothing
	 */
	final @Nullable CellRunner next(@Nullable CellRunner empty) {
		CellRunner lingering;
		if (empty == null) {
			lingering = takeLingering();
		}
		else {
			this.luck = (byte) Math.max(this.luck - 1, 0);
			lingering = linger(empty);
		}
		if (lingering == null) {
			CellRunner kept = take();
			// What lingers may be all that is left, if others have taken the rest.
			return (kept != null || empty == null) ? kept : takeLingering();
		}
		if (!lingering.isEmpty()) {
			this.luck = PATIENCE;
		}
		return lingering;
	}

	/**
	 * Whether it has gone on to no other cell since the last look. By whoever looks.
	 */
	final boolean hasServedNoOther() {
		short now = this.served;
		boolean same = now == this.seen;
		this.seen = now;
		return same;
	}

	/**
	 * Has the next look be like the first. By whoever looks.
	 */
	final void forgetLook() {
		this.seen = (short) (this.served - 1);
	}

	/**
	 * Gives the processor to other virtual threads, if this one has had it for a while.
	 * They come after this one all the same as long as that only yields, if they were
	 * started by threads of the platform: the scheduler of the JDK takes from where it
	 * has taken before while something is there. So now and then this sleeps as shortly
	 * as it can.
	 */
	final void leaveProcessor() {
		int now = micros();
		if (this.yielded == 0) {
			leftProcessor(now);
		}
		else if (hasPassed(YIELD_EACH, this.yielded, now)) {
			int passed = Integer.divideUnsigned(now - this.yielded, YIELD_EACH);
			this.busy = (byte) Math.clamp(this.busy + (long) passed, 0, SLEEP_AFTER);
			giveWay();
			leftProcessor(micros());
		}
	}

	private void giveWay() {
		if (this.busy < SLEEP_AFTER) {
			Thread.yield();
		}
		else {
			this.busy = 0;
			CellRunner serving = this.current;
			// It is not the handler that waits.
			this.current = null;
			LockSupport.parkNanos(1);
			this.current = serving;
		}
	}

	private void leftProcessor(int now) {
		this.yielded = (now != 0) ? now : 1;
	}

	/**
	 * Whether some time has passed, also if it is so long that a difference of two times
	 * is negative.
	 * @param micros the time
	 * @param since when it began
	 * @param now the present {@link #micros()}
	 * @return {@code true} if it has
	 */
	static boolean hasPassed(int micros, int since, int now) {
		return Integer.compareUnsigned(now - since, micros) >= 0;
	}

	/**
	 * The time in microseconds or so.
	 * @return modulo 2^32
	 */
	static int micros() {
		return (int) (System.nanoTime() >>> 10);
	}

}
