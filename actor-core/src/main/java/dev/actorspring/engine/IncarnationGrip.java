package dev.actorspring.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Who may touch the cell of an incarnation: its runner, or whoever abandons it.
 * <p>
 * The thread that runs code of the actor must find out when it comes back whether the
 * incarnation has been abandoned meanwhile. So it {@linkplain #hold holds} it before it
 * touches the cell on any path that a stop can lead to, and whoever abandons it makes
 * that impossible.
 */
abstract class IncarnationGrip {

	private static final byte ACTIVE = 0;

	private static final byte INTERRUPTING = 1;

	private static final byte HELD = 2;

	private static final byte ABANDONED = 3;

	/** Which of these it is. */
	private static final byte STATE = 3;

	/** Whether it was interrupted, beside that. */
	private static final byte KILLED = 4;

	private static final VarHandle GRIP;

	static {
		try {
			GRIP = MethodHandles.lookup().findVarHandle(IncarnationGrip.class, "grip", byte.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	/**
	 * The state and {@link #KILLED}: in two bytes a million actors would need 8 MB more.
	 */
	private volatile byte grip;

	private byte state() {
		return (byte) (this.grip & STATE);
	}

	private boolean move(byte from, byte to) {
		for (;;) {
			byte now = this.grip;
			if ((now & STATE) != from) {
				return false;
			}
			if (GRIP.compareAndSet(this, now, (byte) (to | (now & KILLED)))) {
				return true;
			}
		}
	}

	private void kill() {
		GRIP.getAndBitwiseOr(this, KILLED);
	}

	/**
	 * Interrupts the thread that runs it, if there is one.
	 */
	abstract void interruptThread();

	/**
	 * Wakes the turn that waits in the middle, if one does.
	 */
	abstract void wakeTurn();

	/**
	 * Makes sure that the incarnation is not abandoned until {@link #letGo}. Runner only.
	 * @return {@code false} if it has been abandoned: the caller must not touch the cell
	 */
	final boolean hold() {
		for (;;) {
			if (move(ACTIVE, HELD)) {
				return true;
			}
			if (state() == ABANDONED) {
				return false;
			}
			Thread.onSpinWait();
		}
	}

	final void letGo() {
		move(HELD, ACTIVE);
	}

	/**
	 * Interrupts what it is doing, or waiting for.
	 */
	final void interrupt() {
		kill();
		wakeTurn();
		if (move(ACTIVE, INTERRUPTING)) {
			interruptThread();
			move(INTERRUPTING, ACTIVE);
		}
	}

	/**
	 * Interrupts what takes longer than it may, if it still does.
	 * @param watchdog watches over it
	 */
	final void interrupt(Watchdog watchdog) {
		if (move(ACTIVE, INTERRUPTING)) {
			if (watchdog.isOn()) {
				kill();
				interruptThread();
			}
			move(INTERRUPTING, ACTIVE);
		}
	}

	/**
	 * Cuts the incarnation off from its cell.
	 * @return {@code false} if its runner is back, and will see the stop by itself
	 */
	final boolean abandon() {
		return move(ACTIVE, ABANDONED);
	}

	/**
	 * Cuts the incarnation off from its cell, if something still takes longer than it
	 * may.
	 * @param watchdog watches over it
	 * @return {@code false} if its runner is back
	 */
	final boolean abandon(Watchdog watchdog) {
		if (!move(ACTIVE, INTERRUPTING)) {
			return false;
		}
		boolean late = watchdog.isOn();
		move(INTERRUPTING, late ? ABANDONED : ACTIVE);
		return late;
	}

	/**
	 * Leaves its thread to others, and takes an interrupt along that was meant for it.
	 */
	final void leave() {
		if (isKilled()) {
			while (state() == INTERRUPTING) {
				Thread.onSpinWait();
			}
			Thread.interrupted();
		}
	}

	final boolean isAbandoned() {
		return state() == ABANDONED;
	}

	final boolean isKilled() {
		return (this.grip & KILLED) != 0;
	}

}
