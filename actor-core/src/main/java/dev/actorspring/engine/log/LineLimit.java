package dev.actorspring.engine.log;

import java.util.function.IntConsumer;

import dev.actorspring.engine.time.Timer;

/**
 * Keeps what may befall any number of children from filling the log: some lines are
 * written at once, of those that follow within the {@linkplain RepeatLog#PERIOD same
 * time} only how many they were.
 */
public final class LineLimit {

	/** More stack traces than these are read by nobody. */
	public static final int LINES = 20;

	private final Timer timer;

	private final IntConsumer summary;

	private int written;

	private int leftOut;

	/**
	 * Creates a limit.
	 * @param timer when it is renewed
	 * @param summary writes how many lines were left out
	 */
	public LineLimit(Timer timer, IntConsumer summary) {
		this.timer = timer;
		this.summary = summary;
	}

	/**
	 * Asks for a line. Any thread.
	 * @return {@code false} if it is not to be written, but has been counted
	 */
	public synchronized boolean allows() {
		if (this.written == LINES) {
			this.leftOut++;
			return false;
		}
		if (this.written++ == 0) {
			this.timer.schedule(RepeatLog.PERIOD, this::renew);
		}
		return true;
	}

	private void renew() {
		int missing = reset();
		if (missing > 0) {
			this.summary.accept(missing);
		}
	}

	private synchronized int reset() {
		int missing = this.leftOut;
		this.leftOut = 0;
		this.written = 0;
		return missing;
	}

}
