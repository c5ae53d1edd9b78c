package dev.actorspring.engine;

import java.time.Duration;

import dev.actorspring.engine.time.Timed;
import dev.actorspring.engine.time.Timer;
import org.jspecify.annotations.Nullable;

/**
 * A limit on code of an actor that runs outside of its turns: its factory, or what
 * destroys it. While that runs, this is what the actor has in hand, so that everybody can
 * see it. When the time is up the thread is interrupted, and if that does not help the
 * incarnation is abandoned, as if it had been told to stop.
 */
final class Watchdog implements Timed {

	/** In nanoseconds: how often to look at most, for who waits in vain. */
	private static final long LONGEST_PAUSE = Duration.ofMillis(100).toNanos();

	private final Kind kind;

	private final Engine engine;

	private final Duration limit;

	private final long begun;

	private final long begunAt;

	/** {@code null} once it is over. */
	private volatile @Nullable Incarnation<?> incarnation;

	private volatile boolean timeUp;

	private long pause = Timer.TICK;

	private volatile long nextLook;

	private Watchdog(Kind kind, Incarnation<?> incarnation, Duration limit, long now) {
		this.kind = kind;
		this.incarnation = incarnation;
		this.limit = limit;
		this.engine = incarnation.cell().type().engine();
		this.begun = now;
		this.begunAt = this.engine.timer().coarse();
		// Who is being destroyed has been told to stop, if anybody waits for that.
		this.nextLook = this.begun + ((kind == Kind.START) ? Math.min(this.pause, limitNanos()) : limitNanos());
	}

	/**
	 * Watches over a factory, from now on.
	 * @param incarnation what is being made
	 * @param now the time
	 * @return to be ended when the factory has returned
	 */
	static Watchdog ofStart(Incarnation<?> incarnation, long now) {
		return begin(Kind.START, incarnation, incarnation.cell().type().startTimeout(), now);
	}

	/**
	 * Watches over the destruction of an instance, from now on.
	 * @param incarnation what has ended
	 * @return to be ended when the instance is destroyed
	 */
	static Watchdog ofDestruction(Incarnation<?> incarnation) {
		return begin(Kind.DESTROY, incarnation, incarnation.cell().type().spec().shutdownTimeout(),
				incarnation.timer().nanos());
	}

	private static Watchdog begin(Kind kind, Incarnation<?> incarnation, Duration limit, long now) {
		Watchdog watchdog = new Watchdog(kind, incarnation, limit, now);
		watchdog.engine.timer().add(watchdog);
		return watchdog;
	}

	Kind kind() {
		return this.kind;
	}

	/**
	 * Since when the code runs.
	 * @return the coarse time
	 */
	long begunAt() {
		return this.begunAt;
	}

	/**
	 * How long it may take.
	 * @return the limit
	 */
	Duration limit() {
		return this.limit;
	}

	/**
	 * Whether its time was up before it was over.
	 * @return {@code true} from then on
	 */
	boolean isTimeUp() {
		return this.timeUp;
	}

	/**
	 * The code has returned. Only while the incarnation is held, or abandoned.
	 */
	void end() {
		this.incarnation = null;
	}

	/**
	 * Whether the code still runs. Exact while the caller keeps the incarnation from
	 * being held.
	 * @return {@code false} from the end on
	 */
	boolean isOn() {
		return this.incarnation != null;
	}

	private long limitNanos() {
		return Timer.saturatedNanos(this.limit);
	}

	private void look() {
		Incarnation<?> live = this.incarnation;
		if (live == null) {
			return;
		}
		long now = this.engine.timer().nanos();
		long left = this.begun + limitNanos() - now;
		if (left > 0) {
			Deadlocks.release(live.cell());
			this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
			lookAgain(now + Math.min(this.pause, left));
			return;
		}
		if (this.timeUp) {
			if (live.cell().incarnation() == live && live.abandon(this)) {
				live.cell().cutOff(live);
			}
		}
		else {
			this.timeUp = true;
			live.interrupt(this);
		}
		lookAgain(now + Overdue.GRACE.toNanos());
	}

	private void lookAgain(long when) {
		this.nextLook = when;
		this.engine.timer().add(this);
	}

	@Override
	public long deadline() {
		return this.nextLook;
	}

	@Override
	public boolean isDone() {
		return !isOn();
	}

	@Override
	public void expire() {
		this.engine.execute(this::look);
	}

	@Override
	public void abort() {
		// Nobody is left who would wait for it.
	}

	/**
	 * What runs.
	 */
	enum Kind {

		/** The factory: constructor and initialization. */
		START,

		/** What lets go of an instance. */
		DESTROY

	}

}
