package dev.actorspring.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.actorspring.ExitReason;
import dev.actorspring.StartIgnoredException;
import dev.actorspring.engine.time.Timer;
import dev.actorspring.supervision.ChildInfo;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.ChildType;
import org.jspecify.annotations.Nullable;

/**
 * What a supervisor knows of one of its children. Changed only by the supervisor's own
 * tasks; {@link #status()} and {@link #info()} may be read by any thread.
 */
final class Child {

	private final Node node;

	/** Whether it is in the supervisor's spec, and not added at run time. */
	private final boolean declared;

	/** Where its restarts are counted if it is not under backoff. */
	private Intensity intensity = new Intensity(0, Duration.ofSeconds(1));

	/** Only under backoff. */
	private @Nullable Recovery recovery;

	/** Whether it is not to be started. */
	private volatile boolean disabled;

	private final List<Runnable> whenStopped = new ArrayList<>(0);

	/** Of a start that somebody has asked for and waits for. */
	private @Nullable CompletableFuture<ChildInfo> requestedStart;

	/** Whether it is stopped only to be started again with its siblings. */
	private boolean toStartAgain;

	private int order;

	private Phase phase = Phase.STOPPED;

	/** How many stops have not been answered. */
	private int pendingStops;

	private boolean startedBefore;

	/** Whether it was down last because it could not be started. */
	private boolean failedToStart;

	private ExitReason reason = new ExitReason.Normal();

	/** The same, once it has ended. */
	private volatile @Nullable ExitReason lastEnd;

	private long endedAt;

	/** Of the next attempt. */
	private Timer.@Nullable Delayed timer;

	private @Nullable ShutdownTimer shutdown;

	private volatile ChildStatus status;

	Child(Node node, boolean declared, long now) {
		this.node = node;
		this.declared = declared;
		this.status = new ChildStatus(ChildState.STOPPED, now, 0, null, null);
	}

	Node node() {
		return this.node;
	}

	boolean isDeclared() {
		return this.declared;
	}

	/**
	 * Sets how its restarts are counted.
	 * @param in if it is not under backoff
	 * @param under {@code null} if it is not
	 */
	void count(Intensity in, @Nullable Recovery under) {
		this.intensity = in;
		this.recovery = under;
	}

	Intensity intensity() {
		return this.intensity;
	}

	@Nullable Recovery recovery() {
		return this.recovery;
	}

	/**
	 * Whether it accepts messages though it does not run.
	 * @return {@code true} if it was only stopped to be started again
	 */
	boolean isOpen() {
		return this.node instanceof ActorCell<?> cell && !cell.isClosed();
	}

	boolean isDisabled() {
		return this.disabled;
	}

	void disabled(boolean newDisabled) {
		this.disabled = newDisabled;
	}

	int order() {
		return this.order;
	}

	void order(int newOrder) {
		this.order = newOrder;
	}

	Phase phase() {
		return this.phase;
	}

	ChildStatus status() {
		ChildStatus known = this.status;
		return (this.disabled && known.state() == ChildState.STOPPED) ? known.to(ChildState.DISABLED, known.since())
				: known;
	}

	ChildInfo info() {
		ChildState known = status().state();
		return new ChildInfo(this.node.name(),
				(this.node instanceof ActorCell<?> cell) ? CellSnapshots.state(cell, known) : known,
				this.node.incarnations(),
				(this.node instanceof SupervisorCell) ? ChildType.SUPERVISOR : ChildType.WORKER,
				(this.node instanceof ActorCell<?> cell) ? cell.self() : null);
	}

	ExitReason reason() {
		return this.reason;
	}

	/**
	 * Why it ended last, or could not be started. Any thread.
	 * @return {@code null} if it has not
	 */
	@Nullable ExitReason lastEnd() {
		return this.lastEnd;
	}

	/**
	 * Whether it ran before it was down last.
	 * @return {@code false} if it could not be started
	 */
	boolean hasStarted() {
		return !this.failedToStart;
	}

	long endedAt() {
		return this.endedAt;
	}

	// Starting.

	void starting(long now) {
		cancelTimer();
		this.phase = Phase.STARTING;
		this.status = this.status.to(ChildState.RESTARTING, awaySince(now));
		this.node.start();
	}

	/**
	 * Starts because somebody asks for it.
	 * @param request completed when it runs, or fails to start
	 * @param now the time
	 */
	void starting(CompletableFuture<ChildInfo> request, long now) {
		this.requestedStart = request;
		starting(now);
	}

	/**
	 * Takes the request for the start that has ended in some way.
	 * @return the request, or {@code null} if nobody has asked for it
	 */
	@Nullable CompletableFuture<ChildInfo> takeRequestedStart() {
		CompletableFuture<ChildInfo> request = this.requestedStart;
		this.requestedStart = null;
		return request;
	}

	/**
	 * It runs.
	 * @param now the time
	 * @return {@code true} if that is a restart: it has run before, and nobody has asked
	 * for this start
	 */
	boolean running(long now) {
		boolean restarted = this.startedBefore && this.requestedStart == null;
		this.startedBefore = true;
		this.phase = Phase.RUNNING;
		ChildStatus running = this.status.to(ChildState.RUNNING, now).sinceItRuns();
		this.status = restarted ? running.restarted() : running;
		if (this.recovery != null) {
			this.recovery.running(now);
		}
		return restarted;
	}

	/**
	 * It is stopped together with others, only to be started again.
	 * @param again {@code false} if it is not started again
	 */
	void toStartAgain(boolean again) {
		this.toStartAgain = again;
	}

	boolean isToStartAgain() {
		return this.toStartAgain;
	}

	boolean startedNever() {
		return !this.startedBefore;
	}

	// Ending.

	/**
	 * It ended by itself, or failed to start.
	 * @param why the reason
	 * @param now the time
	 */
	void down(ExitReason why, long now) {
		this.failedToStart = this.phase != Phase.RUNNING;
		if (!this.failedToStart) {
			this.endedAt = now;
		}
		this.phase = Phase.DOWN;
		this.reason = why;
		this.lastEnd = why;
		this.status = this.status.to(ChildState.RESTARTING, awaySince(now)).after(Recovery.cause(why));
	}

	/**
	 * It is not to run now, as it says itself: closes what is left of it.
	 * @param why what it says
	 * @param now the time
	 */
	void ignored(StartIgnoredException why, long now) {
		down(new ExitReason.Normal(), now);
		retiring(now);
		this.status = this.status.after(why);
	}

	void backingOff(Instant nextAttempt, Timer.Delayed next) {
		this.phase = Phase.BACKOFF;
		this.timer = next;
		this.status = this.status.backoff(nextAttempt);
	}

	/**
	 * It failed to start, and nothing more is to be done about that.
	 * @param now the time
	 */
	void gaveUp(long now) {
		this.phase = Phase.STOPPED;
		this.status = this.status.to(ChildState.STOPPED, awaySince(now));
	}

	// Stopping.

	void stopping(boolean forGood, long now) {
		cancelTimer();
		if (this.phase == Phase.RUNNING) {
			this.endedAt = now;
			this.reason = new ExitReason.Shutdown();
			this.lastEnd = this.reason;
		}
		this.phase = Phase.STOPPING;
		this.toStartAgain = false;
		this.pendingStops++;
		this.status = this.status.to(ChildState.STOPPED, awaySince(now));
		this.node.stop(forGood);
	}

	/**
	 * It has ended for good: closes what is left of it.
	 * @param now the time
	 */
	void retiring(long now) {
		cancelTimer();
		this.phase = Phase.STOPPING;
		this.pendingStops++;
		this.status = this.status.to(ChildState.STOPPED, awaySince(now));
		this.node.retire(this.reason);
	}

	boolean isBeingStopped() {
		return this.pendingStops > 0;
	}

	/**
	 * One of its stops has been answered.
	 * @return {@code true} if it was the last
	 */
	boolean stopped() {
		if (--this.pendingStops > 0) {
			return false;
		}
		cancelTimer();
		this.phase = Phase.STOPPED;
		return true;
	}

	void whenStopped(Runnable action) {
		this.whenStopped.add(action);
	}

	/**
	 * Takes what was to be done once it has stopped.
	 * @return in the order it was given
	 */
	List<Runnable> takeWhenStopped() {
		List<Runnable> actions = List.copyOf(this.whenStopped);
		this.whenStopped.clear();
		return actions;
	}

	/**
	 * It has only so long to stop.
	 * @param pressure cancelled when it has stopped
	 */
	void hurry(ShutdownTimer pressure) {
		this.shutdown = pressure;
	}

	private long awaySince(long now) {
		return (this.status.state() == ChildState.RUNNING) ? now : this.status.since();
	}

	private void cancelTimer() {
		if (this.timer != null) {
			this.timer.cancel();
			this.timer = null;
		}
		if (this.shutdown != null) {
			this.shutdown.cancel();
			this.shutdown = null;
		}
	}

	@Override
	public String toString() {
		return this.node.path() + " (" + this.phase + ")";
	}

	/**
	 * Where it is in its life.
	 */
	enum Phase {

		/** It does not run, and nothing is to be done about that. */
		STOPPED,
		/** Told to start, without an answer so far. */
		STARTING,
		/** It runs. */
		RUNNING,
		/** It ended, and something is about to be done about that. */
		DOWN,
		/** It ended, and waits for its next attempt. */
		BACKOFF,
		/** Told to stop, without an answer so far. */
		STOPPING

	}

}
