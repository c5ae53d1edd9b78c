package dev.actorspring.engine;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

import dev.actorspring.Handling;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which cells were taken from their owners, and when. If all threads of a pool
 * are held, the owner may be a {@link CellRunner} that has not begun; when it does, it
 * must not touch the cell any more.
 */
final class Abandonments {

	private final Map<ActorCell<?>, Integer> latest = Collections.synchronizedMap(new WeakHashMap<>());

	private volatile int count;

	/**
	 * How many there were, to be remembered by an owner to be.
	 * @return a count, cheap to read
	 */
	int count() {
		return this.count;
	}

	/**
	 * Notes that a cell has been taken from its owner.
	 * @param cell the cell
	 */
	synchronized void add(ActorCell<?> cell) {
		this.latest.put(cell, this.count + 1);
		this.count++;
	}

	/**
	 * Whether a cell has been taken from its owner since.
	 * @param cell the cell
	 * @param since {@link #count()} when it got that owner
	 * @return {@code false} without a look at the cell if there were none
	 */
	boolean has(ActorCell<?> cell, int since) {
		return this.count != since && this.latest.getOrDefault(cell, since) - since > 0;
	}

	/**
	 * Answers the requests that an incarnation can no longer answer itself.
	 * @param abandoned the incarnation
	 */
	static void answerFor(Incarnation<?> abandoned) {
		answer(abandoned, abandoned.inHand());
		Suspension suspended = abandoned.suspension();
		if (suspended != null) {
			answer(abandoned, suspended.inHand());
		}
	}

	private static void answer(Incarnation<?> abandoned, @Nullable Object payload) {
		if (payload instanceof Batch batch) {
			batch.items().forEach((item) -> answer(abandoned, item.ask()));
		}
		else if (payload instanceof Ask<?> ask) {
			ask.terminatedElsewhere(abandoned.path(), "it was abandoned while handling it", Handling.UNKNOWN);
		}
	}

}
