package dev.actorspring.engine;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import dev.actorspring.engine.time.Timer;
import org.jspecify.annotations.Nullable;

/**
 * Puts pressure on those that were told to end and have not. Until their time is up,
 * those that wait for something which waits for them are released; then they are
 * interrupted; and a second after that, and each second from then on, abandoned.
 */
final class ShutdownTimer {

	/** In nanoseconds: how often to look at most, for who waits in vain. */
	private static final long LONGEST_PAUSE = Duration.ofMillis(100).toNanos();

	private final Timer timer;

	private final Executor executor;

	private final long timeUp;

	private final Supplier<? extends Collection<? extends Overdue>> late;

	private long pause = Timer.TICK;

	private boolean interrupted;

	private volatile boolean cancelled;

	private volatile Timer.@Nullable Delayed next;

	/**
	 * Begins to wait.
	 * @param timer when to look
	 * @param executor where to look, one time after the other
	 * @param timeout how long they have
	 * @param late those that have not ended
	 */
	ShutdownTimer(Timer timer, Executor executor, Duration timeout,
			Supplier<? extends Collection<? extends Overdue>> late) {
		this.timer = timer;
		this.executor = executor;
		this.timeUp = timer.saturatedDeadline(timeout);
		this.late = late;
		lookBefore(timer.nanos());
	}

	private void lookBefore(long now) {
		lookAt(now + Math.min(this.pause, Math.max(0, this.timeUp - now)));
	}

	private void lookAt(long time) {
		this.next = this.timer.scheduleAt(time, () -> this.executor.execute(this::look));
	}

	private void look() {
		Collection<? extends Overdue> waiting = this.cancelled ? null : this.late.get();
		if (waiting == null || waiting.isEmpty()) {
			return;
		}
		long now = this.timer.nanos();
		if (now - this.timeUp < 0) {
			waiting.forEach(Overdue::unblock);
			this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
			lookBefore(now);
			return;
		}
		for (Overdue each : waiting) {
			each.interrupt();
			if (this.interrupted) {
				each.abandon();
			}
		}
		this.interrupted = true;
		lookAt(now + Overdue.GRACE.toNanos());
	}

	void cancel() {
		this.cancelled = true;
		Timer.Delayed pending = this.next;
		if (pending != null) {
			pending.cancel();
		}
	}

}
