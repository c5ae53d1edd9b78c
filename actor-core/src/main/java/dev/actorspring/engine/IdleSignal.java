package dev.actorspring.engine;

import java.time.Duration;

import dev.actorspring.Message;
import dev.actorspring.TimerHandle;
import dev.actorspring.engine.time.Timed;
import dev.actorspring.engine.time.Timer;
import org.jspecify.annotations.Nullable;

/**
 * A message that an incarnation gets when it has handled nothing for a while, once for
 * each such while.
 */
final class IdleSignal extends SelfMessage.Plain implements TimerHandle {

	private final Timer timer;

	private final long idle;

	/** How many messages had been begun when the signal was the last of them. */
	private volatile int signalled;

	private volatile boolean cancelled;

	IdleSignal(Timer timer, Incarnation<?> incarnation, Message<?> message, Duration idle) {
		super(incarnation, message);
		this.timer = timer;
		// The time of the last message is known to a tick.
		this.idle = Timer.saturatedNanos(idle) + Timer.TICK;
		this.signalled = begun(incarnation) - 1;
	}

	/**
	 * How many messages were begun, from wherever they came. Exact for the owner.
	 */
	private static int begun(Incarnation<?> incarnation) {
		ActorCell<?> cell = incarnation.cell();
		PoolWorker worker = cell.worker();
		int begun = cell.taken() + Continuations.begun(incarnation);
		return (worker != null) ? begun + (int) worker.taken : begun;
	}

	void start() {
		lookAfter(this.idle);
	}

	/**
	 * Sends the signal if it is time to, and looks again when it can be time next.
	 */
	private void look() {
		ActorCell<?> cell = incarnation().cell();
		int begun = begun(incarnation());
		long quiet = this.timer.since(cell.lastActive()).toNanos();
		boolean isQuiet = !cell.isBusy();
		if (isQuiet && quiet >= this.idle && begun != this.signalled) {
			this.signalled = begun + 1;
			cell.deliver(this);
		}
		lookAfter((isQuiet && quiet < this.idle) ? this.idle - quiet : this.idle);
	}

	private void lookAfter(long nanos) {
		this.timer.add(new Look(this, this.timer.nanos() + nanos));
	}

	@Override
	@Nullable Message<?> open(Incarnation<?> current) {
		// Not if another message has come in between.
		return (this.cancelled || begun(current) != this.signalled) ? null : super.open(current);
	}

	@Override
	SelfMessage putAside() {
		// What comes in between does not matter any more.
		return new SelfMessage.Plain(incarnation(), message(), context());
	}

	@Override
	public void cancel() {
		this.cancelled = true;
	}

	/**
	 * One look at the actor.
	 *
	 * @param signal what may have to be sent
	 * @param deadline when to look
	 */
	private record Look(IdleSignal signal, long deadline) implements Timed {

		@Override
		public boolean isDone() {
			return this.signal.cancelled || this.signal.incarnation().hasEnded();
		}

		@Override
		public void expire() {
			this.signal.look();
		}

		@Override
		public void abort() {
			this.signal.cancel();
		}

	}

}
