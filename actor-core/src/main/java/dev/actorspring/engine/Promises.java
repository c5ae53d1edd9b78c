package dev.actorspring.engine;

import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

import dev.actorspring.ExitReason;
import dev.actorspring.protocol.ReplyAdapter;

/**
 * The requests that one incarnation has promised to answer later. They do not outlive it.
 */
final class Promises {

	private final ActorCell<?> cell;

	private final Set<Ask<?>> open = ConcurrentHashMap.newKeySet();

	Promises(ActorCell<?> cell) {
		this.cell = cell;
	}

	/**
	 * Notes a promise until it is kept, or nobody waits for it any more.
	 * @param ask the request
	 * @param stage what it is to be answered with
	 * @param adapter where the stage comes from
	 */
	void add(Ask<?> ask, CompletionStage<?> stage, ReplyAdapter adapter) {
		this.open.add(ask);
		ask.whenComplete((reply, failure) -> {
			this.open.remove(ask);
			adapter.abandon(stage);
		});
	}

	boolean areOpen() {
		return !this.open.isEmpty();
	}

	/**
	 * Fails those that are open.
	 * @param why why the incarnation has ended
	 */
	void end(ExitReason why) {
		for (Ask<?> ask : this.open) {
			if (why instanceof ExitReason.Error(Throwable cause)) {
				ask.crashed(cause);
			}
			else {
				ask.terminated(this.cell.path(), "it has ended before the reply was there");
			}
		}
	}

}
