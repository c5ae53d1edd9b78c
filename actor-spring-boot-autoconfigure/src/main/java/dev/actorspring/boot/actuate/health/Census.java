package dev.actorspring.boot.actuate.health;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import dev.actorspring.supervision.ChildState;
import dev.actorspring.supervision.RestartStrategy;
import dev.actorspring.system.NodeSnapshot;

/**
 * Finds out who is away. Below a supervisor that is away nobody is: its children come
 * back with it.
 */
final class Census {

	private final Set<String> permanent;

	private final Map<String, Away> away = new LinkedHashMap<>();

	/**
	 * Creates a census.
	 * @param permanent the names of the actors that must run
	 */
	Census(Set<String> permanent) {
		this.permanent = permanent;
	}

	/**
	 * Who is away.
	 * @return by path, the root as a slash
	 */
	Map<String, Away> of(NodeSnapshot.Supervisor root) {
		this.away.clear();
		count(root, true, false);
		return this.away;
	}

	/**
	 * Counts a node and those below.
	 * @param node the node
	 * @param declared whether it is a child of a supervisor, and not spawned or keyed
	 * @param regrouping whether it may have been stopped only to be started again
	 */
	private void count(NodeSnapshot node, boolean declared, boolean regrouping) {
		boolean stopped = node.state() == ChildState.STOPPED;
		switch (node) {
			case NodeSnapshot.Supervisor supervisor when supervisor.state() != ChildState.RUNNING -> this.away.put(
					supervisor.path().isEmpty() ? "/" : supervisor.path(), Away.of(supervisor, stopped && !regrouping));
			case NodeSnapshot.Supervisor supervisor -> {
				boolean group = isRegrouping(supervisor);
				supervisor.children().forEach((child) -> count(child, true, group));
			}
			case NodeSnapshot.Actor actor -> {
				boolean mustRun = declared && this.permanent.contains(actor.name());
				if (actor.state() != ChildState.RUNNING && (mustRun || !stopped)) {
					this.away.put(actor.path(), Away.of(actor, mustRun, stopped && !regrouping));
				}
				actor.children().forEach((child) -> count(child, false, false));
			}
			case NodeSnapshot.Family family when family.state() != ChildState.RUNNING ->
				this.away.put(family.path(), Away.of(family, stopped && !regrouping));
			case NodeSnapshot.Family family -> family.away().forEach((actor) -> count(actor, false, false));
		}
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
