package dev.actorspring.test.simulation;

import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * A thread of a simulation. Of all of them only one runs: the one that has the baton.
 */
final class Worker implements Runnable {

	private static final ThreadLocal<@Nullable Worker> CURRENT = new ThreadLocal<>();

	private final Simulation simulation;

	private volatile @Nullable Thread thread;

	private volatile boolean baton;

	/** Whether it was while it waited. */
	private volatile boolean interrupted;

	/** What to do first when it gets the baton. */
	private @Nullable Task assigned;

	Worker(Simulation simulation) {
		this.simulation = simulation;
	}

	/**
	 * The worker that this thread is.
	 * @return {@code null} on any other thread
	 */
	static @Nullable Worker current() {
		return CURRENT.get();
	}

	Simulation simulation() {
		return this.simulation;
	}

	@Nullable Thread thread() {
		return this.thread;
	}

	/**
	 * Whether it has seen that it has the baton. Any thread.
	 */
	boolean isAwake() {
		return !this.baton;
	}

	boolean isInterrupted() {
		Thread known = this.thread;
		return this.interrupted || (known != null && known.isInterrupted());
	}

	@Override
	public void run() {
		this.thread = Thread.currentThread();
		CURRENT.set(this);
		do {
			awaitBaton();
			Task first = this.assigned;
			this.assigned = null;
			try {
				this.simulation.serve(this, first);
			}
			catch (Throwable ex) {
				// Nobody else would go on, or end it.
				this.simulation.giveUp(new Finding(FindingKind.FAILURE, "the simulator has failed: " + ex, ex));
			}
		}
		while (!this.simulation.isOver());
	}

	/**
	 * Gives it the baton. Only by who has it.
	 * @param first what to do first
	 */
	void pass(@Nullable Task first) {
		this.assigned = first;
		this.baton = true;
		LockSupport.unpark(this.thread);
	}

	/**
	 * Waits for the baton, whatever else may wake it.
	 */
	void awaitBaton() {
		Thread own = Thread.currentThread();
		while (!this.baton) {
			LockSupport.park(this);
			if (own.isInterrupted()) {
				// In this order: others look.
				this.interrupted = true;
				Thread.interrupted();
			}
		}
		this.baton = false;
		if (this.interrupted) {
			this.interrupted = false;
			own.interrupt();
		}
	}

}
