package dev.actorspring.engine;

import dev.actorspring.ExitReason;

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

	static String join(String parent, String name) {
		return parent.isEmpty() ? name : parent + "/" + name;
	}

}
