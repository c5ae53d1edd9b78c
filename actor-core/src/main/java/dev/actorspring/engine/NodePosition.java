package dev.actorspring.engine;

import java.util.List;

import dev.actorspring.supervision.Restart;
import dev.actorspring.system.NodeOperations;
import dev.actorspring.system.NodeSnapshot;

/**
 * Where a node hangs in the tree: who keeps it decides what can be known of it and done
 * to it.
 */
sealed interface NodePosition {

	Node node();

	ChildStatus status();

	NodeOperations operations();

	/**
	 * What its keeper has restarted lately.
	 * @return oldest first
	 */
	List<Restart> recentRestarts();

	default NodeSnapshot snapshot() {
		return node().snapshot(status());
	}

	/**
	 * A child of a supervisor.
	 *
	 * @param supervisor the supervisor
	 * @param child the child
	 */
	record Supervised(SupervisorCell supervisor, Child child) implements NodePosition {

		@Override
		public Node node() {
			return this.child.node();
		}

		@Override
		public ChildStatus status() {
			return this.child.status();
		}

		@Override
		public NodeOperations operations() {
			return new ChildOperations(this.supervisor, this.child.node());
		}

		@Override
		public List<Restart> recentRestarts() {
			return this.supervisor.machine().recentRestarts();
		}

	}

	/**
	 * A keyed or spawned actor.
	 *
	 * @param group the family, or who has spawned it
	 * @param node its cell
	 */
	record Grouped(CellGroup group, ActorCell<?> node) implements NodePosition {

		@Override
		public ChildStatus status() {
			return this.group.status(this.node);
		}

		@Override
		public NodeOperations operations() {
			return new CellOperations(this.group, this.node);
		}

		@Override
		public List<Restart> recentRestarts() {
			return this.group.log().recentRestarts();
		}

	}

}
