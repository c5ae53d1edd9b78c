package dev.actorspring.engine;

import java.util.function.Consumer;

import dev.actorspring.ExitReason;

/**
 * A ref whose end for good can be observed.
 */
interface Watchable {

	/**
	 * Calls back once, when the actor has ended for good, or at once if it has.
	 * @param watcher told why; must not block
	 */
	void watch(Consumer<ExitReason> watcher);

}
