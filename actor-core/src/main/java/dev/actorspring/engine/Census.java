package dev.actorspring.engine;

import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The actors of a family, counted in one go.
 *
 * @param active how many run
 * @param depth how many messages wait for all of them
 * @param maxDepth how many wait for the one with the most
 * @param oldest when the message was sent that waits longest, in the timer's coarse
 * milliseconds; {@code null} if none waits
 * @param taken how many messages they have taken from their mailboxes
 * @param byDepth those with the most messages that wait
 * @param byRestarts those that were restarted most often
 * @param byHandlingTime those that need longest for a message
 */
record Census(int active, int depth, int maxDepth, @Nullable Integer oldest, long taken, List<ActorCell<?>> byDepth,
		List<ActorCell<?>> byRestarts, List<ActorCell<?>> byHandlingTime) {

	/**
	 * Counts. Does not disturb anybody.
	 * @param cells whom
	 * @return what has been found
	 */
	static Census of(Collection<ActorCell<?>> cells) {
		Ranking byDepth = new Ranking();
		Ranking byRestarts = new Ranking();
		Ranking byHandlingTime = new Ranking();
		int active = 0;
		long depth = 0;
		int maxDepth = 0;
		Integer oldest = null;
		long taken = 0;
		for (ActorCell<?> cell : cells) {
			active += cell.isRunning() ? 1 : 0;
			taken += Integer.toUnsignedLong(cell.taken());
			byHandlingTime.consider(cell, cell.serviceTime());
			Recovery recovery = cell.recovery;
			if (recovery != null) {
				byRestarts.consider(cell, recovery.status().restarts());
			}
			int waiting = cell.depth();
			if (waiting > 0) {
				depth += waiting;
				maxDepth = Math.max(maxDepth, waiting);
				byDepth.consider(cell, waiting);
				Integer sentAt = cell.oldestSentAt();
				if (sentAt != null && (oldest == null || sentAt - oldest < 0)) {
					oldest = sentAt;
				}
			}
		}
		return new Census(active, (int) Math.min(depth, Integer.MAX_VALUE), maxDepth, oldest, taken, byDepth.best(),
				byRestarts.best(), byHandlingTime.best());
	}

}
