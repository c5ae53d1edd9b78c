package dev.actorspring.engine;

import java.util.HashMap;
import java.util.Map;

import dev.actorspring.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * Whom an incarnation watches, until it has heard of the end.
 */
final class WatchedActors {

	private final Map<ActorRef<?>, ActorWatcher> watchers = new HashMap<>();

	/**
	 * Begins to watch an actor, or goes on with it.
	 * @param incarnation who watches
	 * @param actor whom
	 * @return the one that waits already, or another if that has been told
	 */
	synchronized ActorWatcher add(IncarnationHandle incarnation, ActorRef<?> actor) {
		ActorWatcher known = this.watchers.get(actor);
		if (known != null && !known.isTold()) {
			return known;
		}
		ActorWatcher fresh = new ActorWatcher(incarnation, actor, this);
		fresh.earlier = known;
		this.watchers.put(actor, fresh);
		return fresh;
	}

	/**
	 * Ends it, also for what waits in the mailbox already.
	 * @param incarnation who watches
	 * @param actor whom, possibly
	 * @return by which it can be found where it waits
	 */
	synchronized ActorWatcher remove(IncarnationHandle incarnation, ActorRef<?> actor) {
		ActorWatcher known = this.watchers.remove(actor);
		for (ActorWatcher each = known; each != null; each = each.earlier) {
			each.off();
		}
		return (known != null) ? known : new ActorWatcher(incarnation, actor, this);
	}

	/**
	 * Nobody wants to hear of anything any more. Whoever is watched may still know of it,
	 * and must not keep the others.
	 */
	synchronized void clear() {
		this.watchers.clear();
	}

	/**
	 * An end has been heard of, or had been before.
	 * @param watcher who has waited for it
	 */
	synchronized void heard(ActorWatcher watcher) {
		watcher.earlier = null;
		this.watchers.remove(watcher.watched(), watcher);
	}

}
