package dev.actorspring.test;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import dev.actorspring.supervision.ChildState;
import dev.actorspring.system.ActorSystem;
import dev.actorspring.system.NodeSnapshot;

/**
 * What is in a tree, and how it is told in the texts of failures.
 */
final class Nodes {

	private Nodes() {
	}

	/**
	 * All actors that there are at present, keyed and spawned ones included.
	 */
	static Stream<NodeSnapshot.Actor> actors(ActorSystem system) {
		return below(system.tree()).flatMap((node) -> switch (node) {
			case NodeSnapshot.Actor actor -> Stream.of(actor);
			case NodeSnapshot.Family family -> system.keys(family.path(), null, Integer.MAX_VALUE).stream();
			case NodeSnapshot.Supervisor supervisor -> Stream.<NodeSnapshot.Actor>empty();
		});
	}

	/**
	 * A node and all below it that are named, in the order of the tree.
	 */
	static Stream<NodeSnapshot> below(NodeSnapshot node) {
		return Stream.concat(Stream.of(node), children(node).stream().flatMap(Nodes::below));
	}

	static List<NodeSnapshot> children(NodeSnapshot node) {
		return switch (node) {
			case NodeSnapshot.Supervisor supervisor -> supervisor.children();
			case NodeSnapshot.Actor actor -> actor.children();
			case NodeSnapshot.Family family -> List.of();
		};
	}

	/**
	 * Whether an actor has something to do. One in backoff waits for the time, and what
	 * is postponed for another state.
	 */
	static boolean isBusy(NodeSnapshot.Actor actor) {
		return actor.handling() != null || actor.state() == ChildState.RESTARTING
				|| (actor.depth() > actor.postponed() && actor.state() == ChildState.RUNNING);
	}

	/**
	 * A node and how it is doing, in a line.
	 */
	static String describe(NodeSnapshot node) {
		String name = node.path().isEmpty() ? node.name() : node.path();
		return name + " is " + node.state() + switch (node) {
			case NodeSnapshot.Actor actor -> describeActor(actor);
			case NodeSnapshot.Family family ->
				", " + family.active() + " active, " + family.restartCount() + " restarts, " + waiting(family.depth());
			case NodeSnapshot.Supervisor supervisor -> ", supervises";
		};
	}

	private static String describeActor(NodeSnapshot.Actor actor) {
		List<String> facts = new ArrayList<>();
		facts.add("incarnation " + actor.incarnation());
		facts.add(actor.restarts() + " restarts");
		facts.add(waiting(actor.depth()));
		if (actor.handling() != null) {
			facts.add("handles " + actor.handling());
		}
		if (actor.lastFailure() != null) {
			facts.add("last failed with " + actor.lastFailure());
		}
		return ", " + String.join(", ", facts);
	}

	private static String waiting(int depth) {
		return depth + " messages wait";
	}

	/**
	 * A node of a system, or that it is not there.
	 */
	static String describe(ActorSystem system, String path) {
		return system.find(path).map(Nodes::describe).orElse(path + " is not active");
	}

	/**
	 * A whole tree, a line for each node.
	 */
	static String draw(NodeSnapshot root) {
		StringBuilder drawn = new StringBuilder();
		draw(root, "", drawn);
		return drawn.toString();
	}

	private static void draw(NodeSnapshot node, String indent, StringBuilder drawn) {
		drawn.append('\n').append(indent).append(describe(node));
		children(node).forEach((child) -> draw(child, indent + "  ", drawn));
	}

}
