package dev.actorspring.engine.mailbox;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A mailbox with a second way in, for signals that do not queue behind messages. Its
 * owner may also <em>rest</em>: nobody owns it then, messages gather, and only the next
 * signal finds it a new owner.
 */
public abstract class SignalledMailbox extends Mailbox {

	private static final VarHandle SIGNALS;

	static {
		try {
			SIGNALS = MethodHandles.lookup().findVarHandle(SignalledMailbox.class, "signals", LifecycleSignal.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	/**
	 * The latest first; {@link LifecycleSignal#RESTING} while nobody owns the mailbox.
	 * Senders put theirs before it, and only the owner changes what is behind.
	 */
	private volatile @Nullable LifecycleSignal signals = LifecycleSignal.RESTING;

	/**
	 * Lets the owner know, where it looks more often than here, that there is a signal.
	 * Any thread.
	 */
	public void signalled() {
	}

	/**
	 * Has the mailbox served. Called by the thread that has just become its owner.
	 */
	public abstract void wake();

	/**
	 * Sends a signal. Any thread.
	 * @param signal what to do
	 */
	public final void signal(LifecycleSignal signal) {
		for (;;) {
			LifecycleSignal before = this.signals;
			signal.next = (before != LifecycleSignal.RESTING) ? before : null;
			if (SIGNALS.compareAndSet(this, before, signal)) {
				signalled();
				if (before == LifecycleSignal.RESTING || (before == null && acquire())) {
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
	public final boolean hasSignals() {
		return this.signals != null;
	}

	/**
	 * Whether it has been told to stop, and that is still to be obeyed. Owner only.
	 * @return {@code true} if there is a stop among the signals
	 */
	public final boolean isToStop() {
		for (LifecycleSignal signal = this.signals; signal != null; signal = signal.next) {
			if (signal.isStop()) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Takes the signal that was sent first. Owner only.
	 * @return the signal, or {@code null} if there is none
	 */
	public final @Nullable LifecycleSignal nextSignal() {
		LifecycleSignal latest = this.signals;
		while (latest != null && latest.next == null) {
			if (SIGNALS.compareAndSet(this, latest, null)) {
				return latest;
			}
			latest = this.signals;
		}
		return (latest != null) ? removeFirst(latest) : null;
	}

	private static LifecycleSignal removeFirst(LifecycleSignal latest) {
		LifecycleSignal second = latest;
		LifecycleSignal first = Objects.requireNonNull(second.next);
		while (first.next != null) {
			second = first;
			first = first.next;
		}
		second.next = null;
		return first;
	}

	/**
	 * Makes a signal the next one to take. Owner only.
	 * @param signal the signal
	 */
	public final void putBack(LifecycleSignal signal) {
		signal.next = null;
		LifecycleSignal last = this.signals;
		while (last == null) {
			if (SIGNALS.compareAndSet(this, null, signal)) {
				return;
			}
			last = this.signals;
		}
		while (last.next != null) {
			last = last.next;
		}
		last.next = signal;
	}

	/**
	 * Gives the mailbox up until the next signal. Owner only.
	 * @return {@code false} if the caller still owns it, because a signal came
	 */
	public final boolean rest() {
		return SIGNALS.compareAndSet(this, null, LifecycleSignal.RESTING);
	}

	/**
	 * Gives the mailbox up until the next message or signal. Owner only.
	 * @return {@code false} if the caller still owns it, because one came
	 */
	public final boolean idle() {
		return release() && (this.signals == null || !acquire());
	}

}
