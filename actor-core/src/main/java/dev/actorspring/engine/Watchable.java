package dev.actorspring.engine;

/**
 * A ref whose end for good can be observed.
 */
interface Watchable {

	/**
	 * Tells a watcher once, when the actor has ended for good, or at once if it has.
	 * @param watcher told why
	 */
	void watch(Watcher watcher);

	/**
	 * Does not tell a watcher any more.
	 * @param watcher one that is equal to it is forgotten
	 */
	void unwatch(Watcher watcher);

}
