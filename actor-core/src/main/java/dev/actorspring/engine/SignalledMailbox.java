package dev.actorspring.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

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

	/** Those that the owner has taken together but not obeyed, the first sent first. */
	private @Nullable Signal taken;

	/**
	 * Lets the owner know, where it looks more often than here, that there is a signal.
	 * Any thread.
	 */
	void signalled() {
	}

	/**
	 * Has the mailbox served. Called by the thread that has just become its owner.
	 */
	abstract void wake();

	/**
	 * Sends a signal. Any thread.
	 * @param signal what to do
	 */
	final void signal(Signal signal) {
		for (;;) {
			Signal before = this.signals;
			signal.next = (before != Signal.RESTING) ? before : null;
			if (SIGNALS.compareAndSet(this, before, signal)) {
				signalled();
				if (before == Signal.RESTING || (before == null && acquire())) {
					wake();
				}
				return;
			}
		}
	}

	/**
	 * Whether there are signals to obey. Owner only.
	 * @return {@code true} if {@link #nextSignal} has something
	 */
	final boolean hasSignals() {
		return this.signals != null || this.taken != null;
	}

	/**
	 * Takes the signal that was sent first. Owner only.
	 * @return the signal, or {@code null} if there is none
	 */
	final @Nullable Signal nextSignal() {
		if (this.taken == null) {
			Signal latest = (Signal) SIGNALS.getAndSet(this, null);
			while (latest != null) {
				Signal before = latest.next;
				putBack(latest);
				latest = before;
			}
		}
		Signal first = this.taken;
		if (first != null) {
			this.taken = first.next;
		}
		return first;
	}

	/**
	 * Makes a signal the next one to take. Owner only.
	 * @param signal the signal
	 */
	final void putBack(Signal signal) {
		signal.next = this.taken;
		this.taken = signal;
	}

	/**
	 * Gives the mailbox up until the next signal. Owner only.
	 * @return {@code false} if the caller still owns it, because a signal came
	 */
	final boolean rest() {
		return this.taken == null && SIGNALS.compareAndSet(this, null, Signal.RESTING);
	}

	/**
	 * Gives the mailbox up until the next message or signal. Owner only.
	 * @return {@code false} if the caller still owns it, because one came
	 */
	final boolean idle() {
		return release() && (this.signals == null || !acquire());
	}

}
