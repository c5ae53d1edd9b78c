package dev.actorspring.engine;

import java.time.Instant;

import dev.actorspring.ExitReason;
import dev.actorspring.supervision.ChildState;
import org.jspecify.annotations.Nullable;

/**
 * What a supervisor knows of one of its children. Changed only by the supervisor's own
 * tasks; the {@link #status()} may be read by any thread.
 */
final class Child {

	private final Node node;

	/** Only under backoff. */
	private final @Nullable Recovery recovery;

	private Phase phase = Phase.STOPPED;

	/** How many stops have not been answered. */
	private int pendingStops;

	private boolean startedBefore;

	private ExitReason reason = new ExitReason.Normal();

	private long endedAt;

	/** Of the next attempt, or of the end of its shutdown time. */
	private Timer.@Nullable Delayed timer;

	private volatile Status status;

	Child(Node node, @Nullable Recovery recovery, long now) {
		this.node = node;
		this.recovery = recovery;
		this.status = new Status(ChildState.STOPPED, now, null, null);
	}

	Node node() {
		return this.node;
	}

	@Nullable Recovery recovery() {
		return this.recovery;
	}

	Phase phase() {
		return this.phase;
	}

	Status status() {
		return this.status;
	}

	ExitReason reason() {
		return this.reason;
	}

	long endedAt() {
		return this.endedAt;
	}

	boolean isBeingStopped() {
		return this.pendingStops > 0;
	}

	void starting(long now) {
		cancelTimer();
		this.phase = Phase.STARTING;
		this.status = new Status(ChildState.RESTARTING, away(now), this.status.lastFailure(), null);
		this.node.start();
	}

	/**
	 * It runs.
	 * @param now the time
	 * @return {@code true} if it has run before
	 */
	boolean running(long now) {
		boolean again = this.startedBefore;
		this.startedBefore = true;
		this.phase = Phase.RUNNING;
		this.status = new Status(ChildState.RUNNING, now, this.status.lastFailure(), null);
		if (this.recovery != null) {
			this.recovery.running(now);
		}
		return again;
	}

	/**
	 * It ended by itself, or failed to start.
	 * @param why the reason
	 * @param now the time
	 */
	void down(ExitReason why, long now) {
		if (this.phase == Phase.RUNNING) {
			this.endedAt = now;
		}
		this.phase = Phase.DOWN;
		this.reason = why;
		Throwable cause = Recovery.cause(why);
		this.status = new Status(ChildState.RESTARTING, away(now), (cause != null) ? cause : this.status.lastFailure(),
				null);
	}

	void backingOff(Instant nextAttempt, Timer.Delayed next) {
		this.phase = Phase.BACKOFF;
		this.timer = next;
		this.status = new Status(ChildState.BACKOFF, this.status.since(), this.status.lastFailure(), nextAttempt);
	}

	void stopping(boolean forGood, Timer.@Nullable Delayed pressure, long now) {
		cancelTimer();
		if (this.phase == Phase.RUNNING) {
			this.endedAt = now;
			this.reason = new ExitReason.Shutdown();
		}
		this.phase = Phase.STOPPING;
		this.timer = pressure;
		this.pendingStops++;
		this.status = new Status(ChildState.STOPPED, away(now), this.status.lastFailure(), null);
		this.node.stop(forGood);
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

	/**
	 * It is not restarted.
	 * @param now the time
	 */
	void retired(long now) {
		this.phase = Phase.STOPPED;
		this.status = new Status(ChildState.STOPPED, away(now), this.status.lastFailure(), null);
	}

	void pressure(Timer.Delayed next) {
		this.timer = next;
	}

	private long away(long now) {
		return (this.status.state() == ChildState.RUNNING) ? now : this.status.since();
	}

	private void cancelTimer() {
		if (this.timer != null) {
			this.timer.cancel();
			this.timer = null;
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
