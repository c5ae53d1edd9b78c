package dev.actorspring.engine;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.actorspring.Message;
import dev.actorspring.TimerHandle;
import dev.actorspring.engine.time.Timer;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one incarnation that have a name, and its idle signal. For the thread
 * that runs the incarnation. They need no stopping: what they send is handled by their
 * incarnation only, and the timer forgets them when that has ended.
 */
final class Timers {

	private final Incarnation<?> incarnation;

	private final Timer timer;

	/** Concurrent, as any thread may cancel a timer by its handle. */
	private final Map<String, SelfMessage.Scheduled> named = new ConcurrentHashMap<>();

	private @Nullable IdleSignal idle;

	Timers(Incarnation<?> incarnation) {
		this.incarnation = incarnation;
		this.timer = incarnation.cell().type().engine().timer();
	}

	/**
	 * Schedules a message, in place of what was scheduled under its name.
	 * @param name the name
	 * @param delay until the first
	 * @param period between one and the next, zero for only one
	 * @param context what its handler is to see of the thread that schedules it
	 * @param message what to send
	 * @return to cancel it
	 */
	TimerHandle schedule(String name, Duration delay, Duration period, @Nullable Object context, Message<?> message) {
		cancel(name);
		SelfMessage.Scheduled scheduled = new SelfMessage.Scheduled(this.timer, this.incarnation, message, context,
				period) {

			@Override
			@Nullable Message<?> open(Incarnation<?> current) {
				if (period.isZero()) {
					Timers.this.named.remove(name, this);
				}
				return super.open(current);
			}

			@Override
			SelfMessage putAside() {
				Timers.this.named.putIfAbsent(name, this);
				return super.putAside();
			}

			@Override
			public void cancel() {
				super.cancel();
				Timers.this.named.remove(name, this);
			}

		};
		this.named.put(name, scheduled);
		scheduled.after(delay);
		return scheduled;
	}

	/**
	 * Cancels what is scheduled under a name.
	 * @param name the name
	 * @return whether there was something to cancel
	 */
	boolean cancel(String name) {
		SelfMessage.Scheduled known = this.named.remove(name);
		if (known == null || known.isOver()) {
			return false;
		}
		known.cancel();
		return true;
	}

	TimerHandle whenIdle(Duration time, Message<?> message) {
		if (this.idle != null) {
			this.idle.cancel();
		}
		this.idle = new IdleSignal(this.timer, this.incarnation, message, time);
		this.idle.start();
		return this.idle;
	}

}
