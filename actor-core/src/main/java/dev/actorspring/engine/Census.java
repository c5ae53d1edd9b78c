package dev.actorspring.engine;

import java.util.List;
import java.util.stream.Stream;

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
record Census(int away, int depth, int maxDepth, @Nullable Long oldest, long taken, List<ActorCell<?>> byDepth,
		List<ActorCell<?>> byRestarts, List<ActorCell<?>> byHandlingTime) {

	/** From here on it is worth while to share the work. */
	private static final int MANY = 100_000;

	/** Of nobody. */
	static final Census NONE = new Taker().result();

	/**
	 * Counts. Does not disturb anybody. Of very many, the threads of the common pool that
	 * have nothing else to do count a part.
	 * @param cells whom
	 * @return what has been found
	 */
	static Census of(CellTable cells) {
		Stream<ActorCell<?>> all = (cells.size() < MANY) ? cells.stream() : cells.stream().parallel();
		return all.collect(Taker::new, Taker::count, Taker::add).result();
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

		private @Nullable Long oldest;

		private long taken;

		/**
		 * Counts one that is keyed or was spawned, and keeps its status itself.
		 * @param cell the actor
		 */
		void count(ActorCell<?> cell) {
			Recovery recovery = cell.recovery();
			count(cell, (recovery != null) ? recovery.status() : ChildStatus.RUNNING);
		}

		/**
		 * Counts one.
		 * @param cell the actor
		 * @param status what its parent knows
		 */
		void count(ActorCell<?> cell, ChildStatus status) {
			this.taken += Integer.toUnsignedLong(cell.taken() - cell.postponedCount());
			this.byHandlingTime.consider(cell, cell.serviceTime());
			this.away += isAway(status.state()) ? 1 : 0;
			this.byRestarts.consider(cell, status.restarts());
			int waiting = cell.depth();
			if (waiting > 0) {
				this.depth += waiting;
				this.maxDepth = Math.max(this.maxDepth, waiting);
				this.byDepth.consider(cell, waiting);
				this.oldest = older(this.oldest, cell.oldestSentAt());
			}
		}

		private static boolean isAway(ChildState state) {
			return state == ChildState.RESTARTING || state == ChildState.BACKOFF;
		}

		/**
		 * Adds what another has counted.
		 * @param other not to be used any more
		 */
		void add(Taker other) {
			this.byDepth.addAll(other.byDepth);
			this.byRestarts.addAll(other.byRestarts);
			this.byHandlingTime.addAll(other.byHandlingTime);
			this.away += other.away;
			this.depth += other.depth;
			this.maxDepth = Math.max(this.maxDepth, other.maxDepth);
			this.oldest = older(this.oldest, other.oldest);
			this.taken += other.taken;
		}

		private static @Nullable Long older(@Nullable Long one, @Nullable Long other) {
			if (one == null || other == null) {
				return (one != null) ? one : other;
			}
			return Math.min(one, other);
		}

		Census result() {
			return new Census(this.away, (int) Math.min(this.depth, Integer.MAX_VALUE), this.maxDepth, this.oldest,
					this.taken, this.byDepth.best(), this.byRestarts.best(), this.byHandlingTime.best());
		}

	}

}
