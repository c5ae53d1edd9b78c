package dev.actorspring.benchmarks.ours;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorFactory;
import dev.actorspring.Message;
import dev.actorspring.Receive;
import dev.actorspring.benchmarks.trial.Tally;

/**
 * Starts two children, each of which starts two.
 */
class TreeNode {

	private final ActorContext<TreeNode> context;

	private final Making making;

	TreeNode(ActorContext<TreeNode> context, Making making) {
		this.context = context;
		this.making = making;
	}

	@Receive
	void grow(Grow message) {
		if (message.levels() > 0) {
			for (String name : new String[] { "left", "right" }) {
				this.context.spawn(this.making.specs().spec(name, TreeNode.class, this.making))
					.tell(new Grow(message.levels() - 1));
			}
		}
		this.making.grown().report(1);
	}

	@Receive
	void end(End message) {
		this.context.stop();
	}

	/**
	 * Makes the nodes of one tree.
	 *
	 * @param specs how to start a child
	 * @param grown gets a report of each that runs
	 * @param stopped gets a report of each that has stopped
	 */
	record Making(Specs specs, Tally grown, Tally stopped) implements ActorFactory<TreeNode> {

		@Override
		public TreeNode create(ActorContext<TreeNode> context) {
			return new TreeNode(context, this);
		}

		@Override
		public void destroy(TreeNode actor) {
			this.stopped.report(1);
		}

	}

	record Grow(int levels) implements Message<TreeNode> {

	}

	record End() implements Message<TreeNode> {

	}

}
