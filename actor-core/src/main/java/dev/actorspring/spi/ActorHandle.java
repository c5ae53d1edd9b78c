package dev.actorspring.spi;

import dev.actorspring.ExitReason;

/**
 * An actor, whichever incarnation it has, for whoever {@linkplain ActorInterceptor is
 * around} it. Any thread.
 */
public interface ActorHandle {

	/**
	 * Its name.
	 * @return for a keyed actor the key
	 */
	String name();

	/**
	 * Its path.
	 * @return without a leading slash
	 */
	String path();

	/**
	 * To be called whenever {@link ActorInterceptor#isSettled} has become {@code true},
	 * as somebody may wait for that.
	 */
	void settled();

	/**
	 * Ends the incarnation before its next message, and begins another. That is no crash
	 * and no restart: neither is counted, nobody is told, and messages go on to wait.
	 * @param reason why, for the requests that the incarnation has promised to answer
	 */
	void discard(ExitReason reason);

}
