package dev.actorspring.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import org.jspecify.annotations.Nullable;

/**
 * The cells that a thread is to serve next, unless it takes its time: then they are for
 * somebody else to take.
 */
class KeptRunners extends TurnTally {

	private static final VarHandle NEXT;

	private static final VarHandle LINGERING;

	static {
		try {
			MethodHandles.Lookup lookup = MethodHandles.lookup();
			NEXT = lookup.findVarHandle(KeptRunners.class, "next", CellRunner.class);
			LINGERING = lookup.findVarHandle(KeptRunners.class, "lingering", CellRunner.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	/** What was woken last. */
	private volatile @Nullable CellRunner next;

	/** What has nothing to do, but has not let go of its cell. */
	private volatile @Nullable CellRunner lingering;

	/**
	 * Keeps a runner. Only by its thread.
	 * @param runner what to run next
	 * @return what was kept so far and is to be queued, or {@code null}
	 */
	final @Nullable CellRunner keep(CellRunner runner) {
		CellRunner kept = take();
		// Nobody else sets it to anything but null.
		NEXT.setRelease(this, runner);
		return kept;
	}

	/**
	 * Takes what is kept, to run it. Any thread.
	 * @return {@code null} if there is nothing
	 */
	final @Nullable CellRunner take() {
		return (this.next != null) ? (CellRunner) NEXT.getAndSet(this, null) : null;
	}

	/**
	 * Lets a runner linger. Only by its thread.
	 * @param runner has nothing to do at present
	 * @return what has lingered so far and is to be run, or {@code null}
	 */
	final @Nullable CellRunner linger(CellRunner runner) {
		return (CellRunner) LINGERING.getAndSet(this, runner);
	}

	/**
	 * Takes what lingers, to run it. Any thread.
	 * @return {@code null} if there is nothing
	 */
	final @Nullable CellRunner takeLingering() {
		return (this.lingering != null) ? (CellRunner) LINGERING.getAndSet(this, null) : null;
	}

	/**
	 * Whether there is one to take, and no more, whose cell has been quick lately. What
	 * lingers has been.
	 */
	final boolean keepsOneQuick() {
		CellRunner kept = this.next;
		boolean lingers = this.lingering != null;
		return (kept == null) ? lingers : !lingers && kept.isQuick();
	}

	/**
	 * Whether there is anything to take. Any thread.
	 */
	final boolean keepsAny() {
		return this.next != null || this.lingering != null;
	}

}
