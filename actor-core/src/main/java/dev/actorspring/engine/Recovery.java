package dev.actorspring.engine;

import java.time.Duration;
import java.time.Instant;

import dev.actorspring.Backoff;
import dev.actorspring.ExitReason;
import dev.actorspring.RestartLimit;
import dev.actorspring.engine.time.Timer;
import dev.actorspring.supervision.ChildState;
import org.jspecify.annotations.Nullable;

/**
 * Brings one child back under {@link dev.actorspring.supervision.GiveUp#BACKOFF}: at once
 * while it stays within the intensity, after that ever more slowly, and at once again
 * when it has run well for a while. Also remembers how the child is doing until then. Not
 * thread-safe, but readable by any thread.
 */
final class Recovery {

	private final Intensity intensity;

	private final Backoff backoff;

	private int delays;

	/** How many starts have failed since it ran last. */
	private int failures;

	private long failedAt;

	private long lastDelay;

	private long runningSince;

	private volatile ChildStatus status;

	/**
	 * Whether it has failed to start, as opposed to have crashed when it ran. Until it
	 * runs.
	 */
	private volatile boolean failedToStart;

	/** When it is tried again, if it is in backoff. */
	private volatile long nextAttempt;

	private volatile long endedAt;

	private volatile ExitReason reason = new ExitReason.Normal();

	Recovery(RestartLimit limit, Backoff backoff, long now) {
		this.intensity = new Intensity(limit.restarts(), limit.period());
		this.backoff = backoff;
		this.runningSince = now;
		this.status = new ChildStatus(ChildState.RUNNING, now, 0, null, null);
	}

	/**
	 * The child has ended, or has failed to start.
	 * @param why the reason
	 * @param started {@code false} if it has failed to start
	 * @param now the time
	 * @param chance from zero to one, how near to the longest wait it is
	 * @return how long to wait before the next attempt, in nanoseconds
	 */
	long ended(ExitReason why, boolean started, long now, double chance) {
		this.failedToStart = !started;
		boolean wasRunning = this.status.state() == ChildState.RUNNING;
		if (wasRunning) {
			this.endedAt = now;
			if (this.delays > 0 && now - this.runningSince > quietTime()) {
				this.delays = 0;
				this.intensity.clear();
			}
		}
		this.reason = why;
		long since = wasRunning ? now : this.status.since();
		ChildStatus ended = this.status.to(ChildState.RESTARTING, since).after(cause(why));
		// Starts that take long to fail would never be too many within the period.
		boolean again = !started && this.failures > 0 && now - this.failedAt > this.intensity.period();
		this.failures = started ? 0 : this.failures + 1;
		this.failedAt = now;
		if (this.delays == 0 && this.intensity.record(now) && !again) {
			this.status = ended;
			return 0;
		}
		this.lastDelay = (long) Math.min(first() * Math.pow(this.backoff.factor(), this.delays++), longest());
		long delay = Math.max(1, (long) (this.lastDelay * (1 - this.backoff.jitter() * (1 - chance))));
		this.nextAttempt = now + delay;
		this.status = ended.backoff(Instant.now().plusNanos(delay));
		return delay;
	}

	/**
	 * Waits for the next attempt that another has set. Before anybody else sees this one.
	 * @param before what was in its place
	 */
	void goOnWaiting(Recovery before) {
		this.failedToStart = before.failedToStart;
		this.nextAttempt = before.nextAttempt;
		this.endedAt = before.endedAt;
		this.reason = before.reason;
		this.status = before.status;
	}

	private long first() {
		return Timer.saturatedNanos(this.backoff.first());
	}

	private long longest() {
		return Timer.saturatedNanos(this.backoff.longest());
	}

	/**
	 * How long it has to run before all is forgotten.
	 */
	private long quietTime() {
		Duration own = this.backoff.resetAfter();
		return (own != null) ? Timer.saturatedNanos(own) : Math.max(this.intensity.period(), this.lastDelay);
	}

	boolean isInBackoff() {
		return this.status.state() == ChildState.BACKOFF;
	}

	/**
	 * Whether a request need not wait for the next attempt.
	 * @param deadline of the request
	 * @return {@code true} in backoff, if the child could not be started, or is not tried
	 * again before the deadline
	 */
	boolean isVainToWait(long deadline) {
		return isInBackoff() && (this.failedToStart || this.nextAttempt - deadline >= 0);
	}

	/**
	 * When the child is tried again.
	 * @return nanoseconds of the time source, if it is in backoff
	 */
	long nextAttempt() {
		return this.nextAttempt;
	}

	/**
	 * Whether it could not be started, and has been tried for as long as that makes
	 * sense.
	 * @return {@code true} once the longest delay is over
	 */
	boolean isHopeless() {
		return this.failedToStart && this.lastDelay == longest();
	}

	boolean hasFailedToStart() {
		return this.failedToStart;
	}

	/**
	 * The child is tried again: whoever asks for it now may wait for what comes of that.
	 */
	void trying() {
		ChildStatus known = this.status;
		this.status = known.to(ChildState.RESTARTING, known.since());
	}

	/**
	 * The child is running.
	 * @param now the time
	 */
	void running(long now) {
		this.failedToStart = false;
		this.runningSince = now;
		this.status = this.status.to(ChildState.RUNNING, now);
	}

	/**
	 * The child is running, and that is a restart.
	 * @param now the time
	 */
	void restarted(long now) {
		this.failedToStart = false;
		this.runningSince = now;
		this.status = this.status.to(ChildState.RUNNING, now).restarted();
	}

	ChildStatus status() {
		return this.status;
	}

	/**
	 * Why the last incarnation ended.
	 * @return the reason
	 */
	ExitReason reason() {
		return this.reason;
	}

	/**
	 * When the last incarnation ended.
	 * @return nanoseconds of the time source
	 */
	long endedAt() {
		return this.endedAt;
	}

	static @Nullable Throwable cause(ExitReason reason) {
		return switch (reason) {
			case ExitReason.Error(Throwable cause) -> cause;
			case ExitReason.Linked(String actor, ExitReason why) -> cause(why);
			default -> null;
		};
	}

}
