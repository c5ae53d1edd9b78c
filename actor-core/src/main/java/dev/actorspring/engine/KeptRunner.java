package dev.actorspring.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import org.jspecify.annotations.Nullable;

/**
 * The cell that a thread is to serve next, unless it takes its time: then it is for
 * somebody else to take.
 */
final class KeptRunner {

	private static final VarHandle NEXT;

	static {
		try {
			NEXT = MethodHandles.lookup().findVarHandle(KeptRunner.class, "next", CellRunner.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private volatile @Nullable CellRunner next;

	/**
	 * Keeps a runner. Only by its thread.
	 * @param runner what to run next
	 * @return what was kept so far and is to be queued, or {@code null}
	 */
	@Nullable CellRunner keep(CellRunner runner) {
		CellRunner kept = take();
		// Nobody else sets it to anything but null.
		NEXT.setRelease(this, runner);
		return kept;
	}

	/**
	 * Takes what is kept, to run it. Any thread.
	 * @return {@code null} if there is nothing
	 */
	@Nullable CellRunner take() {
		return (this.next != null) ? (CellRunner) NEXT.getAndSet(this, null) : null;
	}

	/**
	 * Takes what is kept if it is still the same. Any thread.
	 */
	boolean take(CellRunner runner) {
		return NEXT.compareAndSet(this, runner, null);
	}

	/**
	 * What is kept. Any thread.
	 * @return {@code null} if there is nothing
	 */
	@Nullable CellRunner peek() {
		return this.next;
	}

}
