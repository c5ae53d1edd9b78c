package dev.actorspring.cluster.pekko;

import java.util.Collection;
import java.util.List;

import dev.actorspring.ActorContext;
import dev.actorspring.ActorRef;
import dev.actorspring.ActorSpec;
import dev.actorspring.Receive;
import dev.actorspring.Request;
import dev.actorspring.Terminated;

/**
 * Watches tills from its node, and notes which have ended.
 */
final class Watcher {

	private final Collection<Terminated> told;

	private Watcher(ActorContext<Watcher> context, List<ActorRef<Till>> tills, Collection<Terminated> told) {
		this.told = told;
		tills.forEach(context::watch);
	}

	static ActorSpec<Watcher> spec(List<ActorRef<Till>> tills, Collection<Terminated> told) {
		return ActorSpec.of("watcher", Watcher.class, (context) -> new Watcher(context, tills, told));
	}

	@Receive
	void terminated(Terminated terminated) {
		this.told.add(terminated);
	}

	/**
	 * Answers when it has begun to watch.
	 */
	@Receive
	int told(Told told) {
		return this.told.size();
	}

	record Told() implements Request<Watcher, Integer> {

	}

}
