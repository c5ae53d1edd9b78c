package dev.actorspring.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

import dev.actorspring.ExitReason;
import dev.actorspring.Handling;
import dev.actorspring.protocol.ReplyAdapter;
import org.jspecify.annotations.Nullable;

/**
 * The requests that one incarnation has promised to answer later. They do not outlive it.
 */
final class Promises {

	private final ActorCell<?> cell;

	/**
	 * With the latest that the same turn has asked, of which the reply may come; itself,
	 * if that is nobody. In the order in which they were promised.
	 */
	private final Map<Ask<?>, Ask<?>> open = Collections.synchronizedMap(new LinkedHashMap<>());

	Promises(ActorCell<?> cell) {
		this.cell = cell;
	}

	/**
	 * Notes a promise until it is kept, or nobody waits for it any more.
	 * @param ask the request
	 * @param stage what it is to be answered with
	 * @param adapter where the stage comes from
	 * @param asked the latest that the turn has asked, or {@code null} if that is nobody
	 */
	void add(Ask<?> ask, CompletionStage<?> stage, ReplyAdapter adapter, @Nullable Ask<?> asked) {
		this.open.put(ask, (asked != null) ? asked : ask);
		ask.whenComplete((reply, failure) -> {
			this.open.remove(ask);
			this.cell.settled();
			if (!Interception.wantsReply(this.cell, ask)) {
				adapter.abandon(stage);
			}
		});
	}

	boolean areOpen() {
		return !this.open.isEmpty();
	}

	/**
	 * What the reply to a request may come of.
	 * @param ask the request
	 * @return the latest that the turn has asked which has promised the reply, or
	 * {@code null} if that is nobody
	 */
	@Nullable Ask<?> askedFor(Ask<?> ask) {
		Ask<?> asked = this.open.get(ask);
		return (asked != ask) ? asked : null;
	}

	/**
	 * Fails those that are open.
	 * @param why why the incarnation has ended
	 */
	void end(ExitReason why) {
		for (Ask<?> ask : List.copyOf(this.open.keySet())) {
			if (why instanceof ExitReason.Error(Throwable cause)) {
				ask.crashedElsewhere(cause);
			}
			else {
				ask.terminatedElsewhere(this.cell.path(), "it has ended before the reply was there", Handling.UNKNOWN);
			}
		}
	}

}
