package dev.actorspring.boot.http;

import java.util.concurrent.CompletableFuture;

/**
 * What has become of a message that was sent to an actor.
 */
public sealed interface Submission {

	/**
	 * The answer is known, as nobody waits for a reply.
	 *
	 * @param answer the answer
	 */
	record Answered(HttpAnswer answer) implements Submission {

	}

	/**
	 * The actor has been asked.
	 *
	 * @param reply completes with the reply, on the actor's own thread, which must not
	 * write it; to be cancelled if the client leaves
	 * @param here whether the present thread has handled the message itself, and may as
	 * well write the reply
	 */
	record Asked(CompletableFuture<Object> reply, boolean here) implements Submission {

	}

}
