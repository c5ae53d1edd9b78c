package dev.actorspring.engine;

import java.util.function.Consumer;

import dev.actorspring.ExitReason;

/**
 * Somebody who wants to know of an end for good, and is told the reason.
 */
interface Watcher extends Consumer<ExitReason> {

	/**
	 * Whether nobody is left who wants to know.
	 * @return {@code true} from then on
	 */
	boolean isGone();

	/**
	 * Tells of the end of a cell, unless that was told before.
	 * @param cell the cell
	 * @param reason why it has ended
	 */
	default void tell(ActorCell<?> cell, ExitReason reason) {
		accept(reason);
	}

}
