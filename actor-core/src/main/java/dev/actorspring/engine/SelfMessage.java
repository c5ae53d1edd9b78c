package dev.actorspring.engine;

import java.time.Duration;

import dev.actorspring.Message;
import dev.actorspring.TimerHandle;
import org.jspecify.annotations.Nullable;

/**
 * A message that an incarnation sends to itself, directly or later: handled only by that
 * incarnation, and not once it is cancelled.
 */
class SelfMessage {

	private final Incarnation<?> incarnation;

	private final Message<?> message;

	SelfMessage(Incarnation<?> incarnation, Message<?> message) {
		this.incarnation = incarnation;
		this.message = message;
	}

	/**
	 * Takes the message out to handle it. Owner only.
	 * @param current the incarnation that is about to handle it
	 * @return the message, or {@code null} if it is not to be handled
	 */
	@Nullable Message<?> open(Incarnation<?> current) {
		return (current == this.incarnation) ? this.message : null;
	}

	Message<?> message() {
		return this.message;
	}

	Incarnation<?> incarnation() {
		return this.incarnation;
	}

	/**
	 * One that comes from the timer.
	 */
	static final class Timed extends SelfMessage implements TimerHandle, Runnable {

		private final Timer timer;

		/** {@code null} for once. */
		private final @Nullable Duration period;

		private long due;

		private volatile boolean cancelled;

		private volatile boolean waiting;

		private volatile Timer.@Nullable Delayed next;

		Timed(Timer timer, Incarnation<?> incarnation, Message<?> message, @Nullable Duration period) {
			super(incarnation, message);
			this.timer = timer;
			this.period = period;
		}

		void start(Duration delay) {
			this.due = this.timer.saturatedDeadline(delay);
			this.next = this.timer.scheduleAt(this.due, this);
		}

		@Override
		public void run() {
			if (this.cancelled || incarnation().hasEnded()) {
				return;
			}
			if (!this.waiting) {
				this.waiting = true;
				incarnation().cell().deliver(this);
			}
			if (this.period != null) {
				// At a fixed rate, but not to make up for ticks that were missed.
				this.due = Math.max(this.due + this.period.toNanos(), this.timer.nanos());
				this.next = this.timer.scheduleAt(this.due, this);
			}
		}

		@Override
		@Nullable Message<?> open(Incarnation<?> current) {
			this.waiting = false;
			return this.cancelled ? null : super.open(current);
		}

		@Override
		public void cancel() {
			this.cancelled = true;
			Timer.Delayed delayed = this.next;
			if (delayed != null) {
				delayed.cancel();
			}
		}

	}

}
