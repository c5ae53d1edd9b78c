package dev.actorspring.engine;

import dev.actorspring.system.NodeOperations;
import dev.actorspring.system.NodeSnapshot;

/**
 * Where a node hangs in the tree: who keeps it decides what can be known of it and done
 * to it.
 */
sealed interface Place {

	Node node();

	Status status();

	NodeOperations operations();

	default NodeSnapshot snapshot() {
		return node().snapshot(status());
	}

	/**
	 * A child of a supervisor.
	 *
	 * @param supervisor the supervisor
	 * @param child the child
	 */
	record Supervised(SupervisorCell supervisor, Child child) implements Place {

		@Override
		public Node node() {
			return this.child.node();
		}

		@Override
		public Status status() {
			return this.child.status();
		}

		@Override
		public NodeOperations operations() {
			return new ChildOperations(this.supervisor, this.child.node());
		}

	}

	/**
	 * A keyed or spawned actor.
	 *
	 * @param group the family, or who has spawned it
	 * @param node its cell
	 */
	record Grouped(CellGroup group, ActorCell<?> node) implements Place {

		@Override
		public Status status() {
			return this.group.status(this.node);
		}

		@Override
		public NodeOperations operations() {
			return new CellOperations(this.group, this.node);
		}

	}

}
