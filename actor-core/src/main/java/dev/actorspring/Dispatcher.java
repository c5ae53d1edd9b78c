package dev.actorspring;

/**
 * Where the turns of an actor run. An idle actor holds no thread of either.
 */
public enum Dispatcher {

	/**
	 * On virtual threads: handlers may block, as in JDBC, locks or {@link ActorRef#call}.
	 */
	VIRTUAL,

	/**
	 * On a fixed pool of one thread per core, for code that never blocks. Waiting for
	 * another actor there is refused. While an actor is fast, a request over HTTP may be
	 * handled on the event loop instead.
	 */
	COMPUTE

}
