package dev.actorspring.system;

import java.util.concurrent.CompletableFuture;

/**
 * What an operator can do to one node of the tree. Any thread may call; no method blocks.
 * No restart of the node itself is counted, but those of the children of a supervisor
 * are. A future fails with {@link dev.actorspring.supervision.ChildException} or
 * {@link IllegalStateException}, whose message says why, if the node does not allow it;
 * nothing has changed then.
 */
public interface NodeOperations {

	/**
	 * Stops the node in good order and starts it again, at once if it waits for its next
	 * attempt. Messages that wait, or come meanwhile, stay in the mailbox; if a child of
	 * a supervisor fails to start, it stays stopped and they become dead letters.
	 * @return completes once it runs; of a keyed or spawned actor, once it is being
	 * started
	 */
	CompletableFuture<Void> restart();

	/**
	 * Stops the node in good order. A child of a supervisor stays stopped until it is
	 * started; what waits in its mailbox becomes dead letters. A keyed actor is activated
	 * by the next message.
	 * @return completes once it has stopped
	 */
	CompletableFuture<Void> terminate();

	/**
	 * Kills an actor, as {@link ActorSystem#kill} does: other than for a restart, nothing
	 * that it has in hand is finished, and its supervisor treats that as a crash.
	 * @return completes once the incarnation that it has now has ended
	 */
	CompletableFuture<Void> kill();

	/**
	 * Starts a node that is stopped.
	 * @return completes once it runs
	 */
	CompletableFuture<Void> start();

	/**
	 * Takes a child of a supervisor out of service: it is terminated, and nothing starts
	 * it until it is enabled.
	 * @return completes once it has stopped
	 */
	CompletableFuture<Void> disable();

	/**
	 * Puts a child of a supervisor back into service.
	 * @return completes once it runs
	 */
	CompletableFuture<Void> enable();

	/**
	 * Passivates a keyed actor that has nothing to do.
	 * @return completes once it is gone
	 */
	CompletableFuture<Void> passivate();

	/**
	 * Has a pool have so many workers. See {@link ActorPool#resize}.
	 * @param size how many
	 * @return completes at once; fails with {@link IllegalArgumentException} if there
	 * cannot be so many, and with {@link IllegalStateException} if it is no pool
	 */
	CompletableFuture<Void> resize(int size);

}
