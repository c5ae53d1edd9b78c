package dev.actorspring.engine;

import dev.actorspring.ExitReason;
import dev.actorspring.StartIgnoredException;
import org.jspecify.annotations.Nullable;

/**
 * What a node tells the node above it. Called by the node's own thread; must not block.
 */
interface Parent {

	/**
	 * The path of the parent, to which children append their names.
	 * @return empty for the root
	 */
	String path();

	/**
	 * A start was successful.
	 * @param node who
	 */
	void started(Node node);

	/**
	 * A start failed. The node has no incarnation.
	 * @param node who
	 * @param path where in its tree the failure was
	 * @param cause why
	 */
	void startFailed(Node node, String path, Throwable cause);

	/**
	 * A start, also of an incarnation that was to take the place of another, was called
	 * off by the actor itself. The node has no incarnation.
	 * @param node who
	 * @param ignored says why
	 */
	void startIgnored(Node node, StartIgnoredException ignored);

	/**
	 * The node ended by itself. It has no incarnation, and keeps its mailbox.
	 * @param node who
	 * @param reason why
	 */
	void exited(Node node, ExitReason reason);

	/**
	 * The answer to each {@link Node#stop}.
	 * @param node who
	 */
	void stopped(Node node);

	/**
	 * The node has ended by itself, or was about to be passivated, but starts again as
	 * there are messages.
	 * @param node who
	 */
	default void revived(Node node) {
		// Nobody but a family passivates.
	}

	/**
	 * The parent of the parent. Any thread.
	 * @return {@code null} for the root
	 */
	@Nullable Parent above();

	/**
	 * Whether it does nothing for its children until an actor has come to an end of what
	 * it does. Any thread.
	 * @param actor the actor, somewhere below
	 * @return a best effort while it goes on
	 */
	boolean isHeldUpBy(ActorCell<?> actor);

	/**
	 * Whether it waits before it tries a child again. Any thread.
	 * @param child the child
	 * @return {@code null} if it does not
	 */
	@Nullable Recovery backoffOf(Node child);

	static String join(String parent, String name) {
		return parent.isEmpty() ? name : parent + "/" + name;
	}

}
