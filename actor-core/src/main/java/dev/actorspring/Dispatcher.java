package dev.actorspring;

/**
 * Where the turns of an actor run. An idle actor holds no thread of either.
 */
public enum Dispatcher {

	/**
	 * On virtual threads: handlers may block, as in JDBC, locks or {@link ActorRef#call}.
	 * Actors that have been quick lately are served one after another by a few of these
	 * threads, others by one each. A quick handler that blocks for once holds up another
	 * actor by a millisecond or so. Thread-locals that a handler sets and does not remove
	 * may be seen by another actor, unless they are among those that are carried along.
	 */
	VIRTUAL,

	/**
	 * On a fixed pool of one thread per core, for code that never blocks. Waiting for
	 * another actor there is refused. While an actor is fast, a request over HTTP may be
	 * handled on the event loop instead.
	 */
	COMPUTE

}
