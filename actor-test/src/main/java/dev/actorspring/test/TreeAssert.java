package dev.actorspring.test;

import java.util.List;
import java.util.Optional;

import dev.actorspring.supervision.ChildState;
import dev.actorspring.system.NodeSnapshot;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions for a tree of actors, or a part of it, at one moment. Failures show the
 * tree. Needs AssertJ.
 */
public final class TreeAssert extends AbstractAssert<TreeAssert, NodeSnapshot> {

	private TreeAssert(NodeSnapshot actual) {
		super(actual, TreeAssert.class);
	}

	/**
	 * Begins to say something about a tree.
	 * @param tree as of {@link dev.actorspring.system.ActorSystem#tree()}, or of
	 * {@link dev.actorspring.system.ActorSystem#find}
	 * @return the assertions
	 */
	public static TreeAssert assertThat(NodeSnapshot tree) {
		return new TreeAssert(tree);
	}

	/**
	 * Verifies that there are actors, families or supervisors. Of keyed actors, the tree
	 * names only those that stand out.
	 * @param paths their paths
	 * @return this
	 */
	public TreeAssert hasNodes(String... paths) {
		List<String> missing = List.of(paths).stream().filter((path) -> find(path).isEmpty()).toList();
		if (!missing.isEmpty()) {
			throw failure("to have " + missing);
		}
		return this;
	}

	/**
	 * Verifies that something is not there.
	 * @param path its path
	 * @return this
	 */
	public TreeAssert hasNoNode(String path) {
		if (find(path).isPresent()) {
			throw failure("not to have " + path);
		}
		return this;
	}

	/**
	 * Verifies how an actor, family or supervisor is doing.
	 * @param path its path
	 * @param state the state
	 * @return this
	 */
	public TreeAssert hasState(String path, ChildState state) {
		if (node(path).state() != state) {
			throw failure(path + " to be " + state);
		}
		return this;
	}

	/**
	 * Verifies that an actor, family or supervisor runs.
	 * @param path its path
	 * @return this
	 */
	public TreeAssert isRunning(String path) {
		return hasState(path, ChildState.RUNNING);
	}

	/**
	 * Verifies how often an actor, or the actors of a family, were restarted.
	 * @param path its path
	 * @param restarts how often
	 * @return this
	 */
	public TreeAssert hasRestarts(String path, long restarts) {
		NodeSnapshot node = node(path);
		long actual = switch (node) {
			case NodeSnapshot.Actor actor -> actor.restarts();
			case NodeSnapshot.Family family -> family.restartCount();
			case NodeSnapshot.Supervisor supervisor -> supervisor.restarts().size();
		};
		if (actual != restarts) {
			throw failure(path + " to have " + restarts + " restarts and not " + actual);
		}
		return this;
	}

	/**
	 * Verifies how many actors of a family are active.
	 * @param path its path
	 * @param active how many
	 * @return this
	 */
	public TreeAssert hasActive(String path, int active) {
		if (!(node(path) instanceof NodeSnapshot.Family family) || family.active() != active) {
			throw failure(path + " to be a family with " + active + " active actors");
		}
		return this;
	}

	/**
	 * Verifies how many messages wait for an actor, or for those of a family.
	 * @param path its path
	 * @param messages how many, the one in hand apart
	 * @return this
	 */
	public TreeAssert hasWaiting(String path, int messages) {
		int actual = depth(node(path));
		if (actual != messages) {
			throw failure(path + " to have " + messages + " messages waiting and not " + actual);
		}
		return this;
	}

	/**
	 * Verifies which of its declared {@linkplain dev.actorspring.States states} an actor
	 * is in.
	 * @param path its path
	 * @param state the class of the state
	 * @return this
	 */
	public TreeAssert isIn(String path, Class<?> state) {
		String actual = (node(path) instanceof NodeSnapshot.Actor actor) ? actor.currentState() : null;
		if (!state.getSimpleName().equals(actual)) {
			throw failure(path + " to be in the state " + state.getSimpleName() + " and not in " + actual);
		}
		return this;
	}

	/**
	 * Verifies that no message waits for anybody.
	 * @return this
	 */
	public TreeAssert hasEmptyMailboxes() {
		if (Nodes.below(tree()).anyMatch((node) -> depth(node) > 0)) {
			throw failure("to have empty mailboxes");
		}
		return this;
	}

	private NodeSnapshot tree() {
		isNotNull();
		return this.actual;
	}

	private Optional<NodeSnapshot> find(String path) {
		return Nodes.below(tree()).filter((node) -> node.path().equals(path)).findFirst();
	}

	private NodeSnapshot node(String path) {
		return find(path).orElseThrow(() -> failure("to have " + path));
	}

	private static int depth(NodeSnapshot node) {
		return switch (node) {
			case NodeSnapshot.Actor actor -> actor.depth();
			case NodeSnapshot.Family family -> family.depth();
			case NodeSnapshot.Supervisor supervisor -> 0;
		};
	}

	private AssertionError failure(String expectation) {
		return failure("Expected %s, but this is the tree:%s", expectation, Nodes.draw(tree()));
	}

}
