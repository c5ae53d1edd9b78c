package dev.actorspring.engine;

import java.util.Collection;
import java.util.List;

import dev.actorspring.supervision.ChildState;
import org.jspecify.annotations.Nullable;

/**
 * Many actors, counted in one go.
 *
 * @param away how many are being restarted, or wait for it
 * @param depth how many messages wait for all of them
 * @param maxDepth how many wait for the one with the most
 * @param oldest when the message was sent that waits longest, in the timer's coarse
 * milliseconds; {@code null} if none waits
 * @param taken how many messages they have taken from their mailboxes
 * @param byDepth those with the most messages that wait
 * @param byRestarts those that were restarted most often
 * @param byHandlingTime those that need longest for a message
 */
record Census(int away, int depth, int maxDepth, @Nullable Integer oldest, long taken, List<ActorCell<?>> byDepth,
		List<ActorCell<?>> byRestarts, List<ActorCell<?>> byHandlingTime) {

	/** Of nobody. */
	static final Census NONE = new Taker().result();

	/**
	 * Counts. Does not disturb anybody.
	 * @param cells whom
	 * @return what has been found
	 */
	static Census of(Collection<ActorCell<?>> cells) {
		Taker taker = new Taker();
		cells.forEach(taker::count);
		return taker.result();
	}

	/**
	 * Counts one actor after another. Of one that is idle it looks at nothing but the
	 * cell: with a million of them it is the memory that takes the time.
	 */
	static final class Taker {

		private final Ranking byDepth = new Ranking();

		private final Ranking byRestarts = new Ranking();

		private final Ranking byHandlingTime = new Ranking();

		private int away;

		private long depth;

		private int maxDepth;

		private @Nullable Integer oldest;

		private long taken;

		void count(ActorCell<?> cell) {
			this.taken += Integer.toUnsignedLong(cell.taken());
			this.byHandlingTime.consider(cell, cell.serviceTime());
			Recovery recovery = cell.recovery;
			if (recovery != null) {
				Status status = recovery.status();
				this.away += (status.state() != ChildState.RUNNING) ? 1 : 0;
				this.byRestarts.consider(cell, status.restarts());
			}
			int waiting = cell.depth();
			if (waiting > 0) {
				this.depth += waiting;
				this.maxDepth = Math.max(this.maxDepth, waiting);
				this.byDepth.consider(cell, waiting);
				Integer sentAt = cell.oldestSentAt();
				if (sentAt != null && (this.oldest == null || sentAt - this.oldest < 0)) {
					this.oldest = sentAt;
				}
			}
		}

		Census result() {
			return new Census(this.away, (int) Math.min(this.depth, Integer.MAX_VALUE), this.maxDepth, this.oldest,
					this.taken, this.byDepth.best(), this.byRestarts.best(), this.byHandlingTime.best());
		}

	}

}
