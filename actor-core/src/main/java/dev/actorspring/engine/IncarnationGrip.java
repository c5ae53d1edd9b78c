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

	private static final VarHandle GRIP;

	static {
		try {
			GRIP = MethodHandles.lookup().findVarHandle(IncarnationGrip.class, "grip", byte.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private volatile byte grip;

	private volatile boolean killed;

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
			if (GRIP.compareAndSet(this, ACTIVE, HELD)) {
				return true;
			}
			if (this.grip == ABANDONED) {
				return false;
			}
			Thread.onSpinWait();
		}
	}

	final void letGo() {
		GRIP.compareAndSet(this, HELD, ACTIVE);
	}

	/**
	 * Interrupts what it is doing, or waiting for.
	 */
	final void interrupt() {
		this.killed = true;
		wakeTurn();
		if (GRIP.compareAndSet(this, ACTIVE, INTERRUPTING)) {
			interruptThread();
			this.grip = ACTIVE;
		}
	}

	/**
	 * Interrupts what takes longer than it may, if it still does.
	 * @param watchdog watches over it
	 */
	final void interrupt(Watchdog watchdog) {
		if (GRIP.compareAndSet(this, ACTIVE, INTERRUPTING)) {
			if (watchdog.isOn()) {
				this.killed = true;
				interruptThread();
			}
			this.grip = ACTIVE;
		}
	}

	/**
	 * Cuts the incarnation off from its cell.
	 * @return {@code false} if its runner is back, and will see the stop by itself
	 */
	final boolean abandon() {
		return GRIP.compareAndSet(this, ACTIVE, ABANDONED);
	}

	/**
	 * Cuts the incarnation off from its cell, if something still takes longer than it
	 * may.
	 * @param watchdog watches over it
	 * @return {@code false} if its runner is back
	 */
	final boolean abandon(Watchdog watchdog) {
		if (!GRIP.compareAndSet(this, ACTIVE, INTERRUPTING)) {
			return false;
		}
		boolean late = watchdog.isOn();
		this.grip = late ? ABANDONED : ACTIVE;
		return late;
	}

	/**
	 * Leaves its thread to others, and takes an interrupt along that was meant for it.
	 */
	final void leave() {
		if (this.killed) {
			while (this.grip == INTERRUPTING) {
				Thread.onSpinWait();
			}
			Thread.interrupted();
		}
	}

	final boolean isAbandoned() {
		return this.grip == ABANDONED;
	}

	final boolean isKilled() {
		return this.killed;
	}

}
