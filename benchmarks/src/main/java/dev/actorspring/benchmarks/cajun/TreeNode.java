package dev.actorspring.benchmarks.cajun;

import com.cajunsystems.ActorContext;
import com.cajunsystems.handler.Handler;
import dev.actorspring.benchmarks.trial.Tally;

/**
 * Tells when it has stopped.
 */
final class TreeNode implements Handler<String> {

	private final Tally stopped;

	TreeNode(Tally stopped) {
		this.stopped = stopped;
	}

	@Override
	public void receive(String message, ActorContext context) {
		// Gets none.
	}

	@Override
	public void postStop(ActorContext context) {
		this.stopped.report(1);
	}

}
