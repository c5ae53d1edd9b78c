package dev.actorspring.engine;

import java.lang.ref.WeakReference;

import dev.actorspring.ActorRef;
import dev.actorspring.ExitReason;
import dev.actorspring.Terminated;

/**
 * An incarnation that wants to know of an end for good. Does not keep it from being
 * forgotten.
 */
final class Watcher {

	private final WeakReference<Incarnation<?>> incarnation;

	private final ActorRef<?> watched;

	Watcher(Incarnation<?> incarnation, ActorRef<?> watched) {
		this.incarnation = new WeakReference<>(incarnation);
		this.watched = watched;
	}

	/**
	 * Whether nobody is left who wants to know.
	 * @return {@code true} once the incarnation has ended
	 */
	boolean isGone() {
		Incarnation<?> live = this.incarnation.get();
		return live == null || live.hasEnded();
	}

	void tell(ExitReason reason) {
		Incarnation<?> live = this.incarnation.get();
		if (live != null && !live.hasEnded()) {
			live.cell().deliver(new SelfMessage(live, new Terminated(this.watched, reason)));
		}
	}

}
