package dev.actorspring.benchmarks.pekko;

import dev.actorspring.benchmarks.trial.Tally;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Starts two children, each of which starts two.
 */
final class TreeNode {

	private TreeNode() {
	}

	static Behavior<End> create(int levels, Tally grown, Tally stopped) {
		return Behaviors.setup((context) -> {
			if (levels > 0) {
				context.spawn(create(levels - 1, grown, stopped), "left");
				context.spawn(create(levels - 1, grown, stopped), "right");
			}
			grown.report(1);
			return Behaviors.receive(End.class)
				.onMessage(End.class, (message) -> Behaviors.stopped())
				.onSignal(PostStop.class, (signal) -> {
					stopped.report(1);
					return Behaviors.same();
				})
				.build();
		});
	}

	record End() {

	}

}
