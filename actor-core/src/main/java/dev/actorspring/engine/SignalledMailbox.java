package dev.actorspring.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.Deque;

import dev.actorspring.engine.Signal.Kind;
import org.jspecify.annotations.Nullable;

/**
 * A mailbox with a second way in, for signals that do not queue behind messages. Its
 * owner may also <em>rest</em>: nobody owns it then, messages gather, and only the next
 * signal finds it a new owner.
 */
abstract class SignalledMailbox extends Mailbox {

	private static final VarHandle SIGNALS;

	static {
		try {
			SIGNALS = MethodHandles.lookup().findVarHandle(SignalledMailbox.class, "signals", Signal.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	/** The latest first; {@link Signal#RESTING} while nobody owns the mailbox. */
	private volatile @Nullable Signal signals = Signal.RESTING;

	/**
	 * Has the mailbox served. Called by the thread that has just become its owner.
	 */
	abstract void wake();

	/**
	 * Sends a signal. Any thread.
	 * @param kind what to do
	 */
	final void signal(Kind kind) {
		Signal signal = new Signal(kind);
		for (;;) {
			Signal before = this.signals;
			signal.next = (before != Signal.RESTING) ? before : null;
			if (SIGNALS.compareAndSet(this, before, signal)) {
				if (before == Signal.RESTING || (before == null && acquire())) {
					wake();
				}
				return;
			}
		}
	}

	/**
	 * Whether there are signals to obey. Owner only.
	 * @return {@code true} if {@link #takeSignals} has something
	 */
	final boolean hasSignals() {
		return this.signals != null;
	}

	/**
	 * Takes all signals. Owner only.
	 * @return in the order they were sent
	 */
	final Deque<Kind> takeSignals() {
		Deque<Kind> taken = new ArrayDeque<>(2);
		Signal signal = (Signal) SIGNALS.getAndSet(this, null);
		while (signal != null) {
			taken.addFirst(signal.kind);
			signal = signal.next;
		}
		return taken;
	}

	/**
	 * Gives the mailbox up until the next signal. Owner only.
	 * @return {@code false} if the caller still owns it, because a signal came
	 */
	final boolean rest() {
		return SIGNALS.compareAndSet(this, null, Signal.RESTING);
	}

	/**
	 * Gives the mailbox up until the next message or signal. Owner only.
	 * @return {@code false} if the caller still owns it, because one came
	 */
	final boolean idle() {
		return release() && (this.signals == null || !acquire());
	}

}
