package dev.actorspring.engine;

import java.time.Duration;

import dev.actorspring.engine.mailbox.TurnLength;

/**
 * Whether the messages of one class may be handled on threads that are lent, by how long
 * that took. An actor can be fast on the whole, and yet slow with some of its messages,
 * which would hold up who lends the thread; but any turn can be slow for once, as when
 * the garbage collector runs in the middle.
 * <p>
 * For any thread, without a lock: it does not matter if a turn is not counted. Nothing is
 * written while all goes well, as many threads read this.
 */
final class LendingPolicy {

	/** What a long turn counts for; a short one makes up for one. */
	private static final int DOUBT = 8;

	private static final int MOST = 2 * DOUBT;

	/** In milliseconds: for how long no turn is tried. */
	private static final long LOST = Duration.ofMinutes(1).toMillis();

	private int doubts;

	/** The coarse time at which it was lost. */
	private long lostAt;

	/**
	 * Whether the next message may be handled there.
	 * @param now the coarse time
	 * @return {@code false} for a while after several turns were long
	 */
	boolean isGiven(long now) {
		return this.doubts <= MOST || now - this.lostAt >= LOST;
	}

	/**
	 * Notes that a message was handled there.
	 * @param nanos how long that took
	 * @param now the coarse time
	 */
	void took(long nanos, long now) {
		int before = this.doubts;
		if (nanos > TurnLength.HOLDS_UP) {
			this.lostAt = now;
			this.doubts = Math.min(before, MOST) + DOUBT;
		}
		else if (before > 0) {
			this.doubts = Math.min(before, MOST) - 1;
		}
	}

}
