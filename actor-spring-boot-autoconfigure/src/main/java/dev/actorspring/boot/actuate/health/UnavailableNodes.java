package dev.actorspring.boot.actuate.health;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import dev.actorspring.StartIgnoredException;
import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.RestartStrategy;
import dev.actorspring.system.NodeSnapshot;

/**
 * The nodes of a tree that are not running. Below a supervisor that is not running there
 * are none: its children come back with it.
 */
final class UnavailableNodes {

	private final Set<String> permanent;

	private final Map<String, UnavailableNode> found = new LinkedHashMap<>();

	/**
	 * Creates what finds them.
	 * @param permanent the names of the actors that must run
	 */
	UnavailableNodes(Set<String> permanent) {
		this.permanent = permanent;
	}

	/**
	 * Finds them.
	 * @return by path, the root as a slash
	 */
	Map<String, UnavailableNode> of(NodeSnapshot.Supervisor root) {
		this.found.clear();
		collect(root, true, false);
		return this.found;
	}

	/**
	 * Looks at a node and those below.
	 * @param node the node
	 * @param declared whether it is a child of a supervisor, and not spawned or keyed
	 * @param regrouping whether it may have been stopped only to be started again
	 */
	private void collect(NodeSnapshot node, boolean declared, boolean regrouping) {
		if (node.state() == ChildState.DISABLED) {
			// That is what somebody wants.
			return;
		}
		boolean stopped = node.state() == ChildState.STOPPED;
		switch (node) {
			case NodeSnapshot.Supervisor supervisor when supervisor.state() != ChildState.RUNNING ->
				this.found.put(supervisor.path().isEmpty() ? "/" : supervisor.path(),
						UnavailableNode.of(supervisor, stopped && !regrouping));
			case NodeSnapshot.Supervisor supervisor -> {
				boolean group = isRegrouping(supervisor);
				supervisor.children().forEach((child) -> collect(child, true, group));
			}
			case NodeSnapshot.Pool pool when pool.state() == ChildState.RUNNING -> {
				// As long as one worker runs, the actor does.
				boolean mustRun = declared && this.permanent.contains(pool.name()) && pool.away() >= pool.size();
				pool.children().forEach((worker) -> collect(worker, mustRun));
			}
			case NodeSnapshot.Actor actor -> {
				boolean mustRun = declared && this.permanent.contains(actor.name()) && !isIgnored(actor);
				if (actor.state() != ChildState.RUNNING && (mustRun || !stopped)) {
					this.found.put(actor.path(), UnavailableNode.of(actor, mustRun, stopped && !regrouping));
				}
				actor.children().forEach((child) -> collect(child, false, false));
			}
			case NodeSnapshot.Family family when family.state() != ChildState.RUNNING ->
				this.found.put(family.path(), UnavailableNode.of(family, stopped && !regrouping));
			case NodeSnapshot.Family family -> family.away().forEach((actor) -> collect(actor, false, false));
		}
	}

	private void collect(NodeSnapshot worker, boolean mustRun) {
		if (worker instanceof NodeSnapshot.Actor actor && actor.state() != ChildState.RUNNING
				&& actor.state() != ChildState.STOPPED) {
			this.found.put(actor.path(), UnavailableNode.of(actor, mustRun, false));
		}
	}

	/**
	 * Whether it is stopped because it has said that it is not to run now.
	 */
	private static boolean isIgnored(NodeSnapshot.Actor actor) {
		return actor.state() == ChildState.STOPPED && actor.lastFailure() instanceof StartIgnoredException;
	}

	/**
	 * Whether one child takes others with it: these are stopped, and started again after
	 * it.
	 */
	private static boolean isRegrouping(NodeSnapshot.Supervisor supervisor) {
		return supervisor.strategy() != RestartStrategy.ONE_FOR_ONE && supervisor.children()
			.stream()
			.anyMatch((child) -> child.state() == ChildState.RESTARTING || child.state() == ChildState.BACKOFF);
	}

}
