package dev.actorspring.engine;

import java.time.Duration;

import dev.actorspring.Message;
import dev.actorspring.TimerHandle;
import dev.actorspring.engine.time.Timed;
import dev.actorspring.engine.time.Timer;
import org.jspecify.annotations.Nullable;

/**
 * A message that an incarnation sends to itself, directly or later: handled only by that
 * incarnation, and not once it is cancelled.
 */
abstract class SelfMessage {

	private final Incarnation<?> incarnation;

	private final @Nullable Object context;

	SelfMessage(Incarnation<?> incarnation, @Nullable Object context) {
		this.incarnation = incarnation;
		this.context = context;
	}

	/**
	 * Takes the message out to handle it. Owner only.
	 * @param current the incarnation that is about to handle it
	 * @return the message, or {@code null} if it is not to be handled
	 */
	@Nullable Message<?> open(Incarnation<?> current) {
		return (current == this.incarnation) ? message() : null;
	}

	/**
	 * The message. Owner only.
	 * @return the same each time
	 */
	abstract Message<?> message();

	/**
	 * It is put aside, though it was opened. Owner only.
	 * @return what is to be opened in its place later
	 */
	SelfMessage putAside() {
		return this;
	}

	/**
	 * The context of the turn that has ordered it.
	 * @return the context, or {@code null} if it has none
	 */
	@Nullable Object context() {
		return this.context;
	}

	Incarnation<?> incarnation() {
		return this.incarnation;
	}

	/**
	 * One whose message is known.
	 */
	static class Plain extends SelfMessage {

		private final Message<?> message;

		Plain(Incarnation<?> incarnation, Message<?> message) {
			this(incarnation, message, null);
		}

		Plain(Incarnation<?> incarnation, Message<?> message, @Nullable Object context) {
			super(incarnation, context);
			this.message = message;
		}

		@Override
		Message<?> message() {
			return this.message;
		}

	}

	/**
	 * One that comes from the timer.
	 */
	static class Scheduled extends Plain implements TimerHandle {

		private final Timer timer;

		/** In nanoseconds; zero for once. */
		private final long period;

		private volatile boolean cancelled;

		private volatile boolean waiting;

		Scheduled(Timer timer, Incarnation<?> incarnation, Message<?> message, @Nullable Object context,
				Duration period) {
			super(incarnation, message, context);
			this.timer = timer;
			this.period = Timer.saturatedNanos(period);
		}

		/**
		 * Has it sent.
		 * @param delay after how long
		 */
		void after(Duration delay) {
			at(this.timer.saturatedDeadline(delay));
		}

		private void at(long due) {
			this.timer.add(new Tick(this, due));
		}

		boolean isOver() {
			return this.cancelled || incarnation().hasEnded();
		}

		private void send(long due) {
			if (!this.waiting) {
				this.waiting = true;
				incarnation().cell().deliver(this);
			}
			if (this.period != 0) {
				// At a fixed rate, but not to make up for ticks that were missed.
				long late = Math.max(0, this.timer.nanos() - due);
				at(due + this.period * (late / this.period + 1));
			}
		}

		@Override
		@Nullable Message<?> open(Incarnation<?> current) {
			this.waiting = false;
			return this.cancelled ? null : super.open(current);
		}

		@Override
		SelfMessage putAside() {
			this.waiting = true;
			return this;
		}

		@Override
		public void cancel() {
			this.cancelled = true;
		}

	}

	/**
	 * One entry of the timer.
	 *
	 * @param message what to send
	 * @param deadline when
	 */
	private record Tick(Scheduled message, long deadline) implements Timed {

		@Override
		public boolean isDone() {
			return this.message.isOver();
		}

		@Override
		public void expire() {
			this.message.send(this.deadline);
		}

		@Override
		public void abort() {
			this.message.cancel();
		}

	}

}
