package dev.actorspring.engine;

import dev.actorspring.ActorRef;
import dev.actorspring.ExitReason;
import dev.actorspring.Terminated;
import org.jspecify.annotations.Nullable;

/**
 * An incarnation that wants to know of an end for good. Does not keep it from being
 * forgotten. Equal to another of the same incarnation.
 */
final class Watcher {

	private final IncarnationHandle incarnation;

	private final ActorRef<?> watched;

	Watcher(IncarnationHandle incarnation, ActorRef<?> watched) {
		this.incarnation = incarnation;
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
			live.cell().deliver(new SelfMessage.Plain(live, new Terminated(this.watched, reason)));
		}
	}

	/**
	 * Tells of the end of a cell, unless that was told before.
	 * @param cell the cell
	 * @param reason why it has ended
	 */
	void tell(ActorCell<?> cell, ExitReason reason) {
		Incarnation<?> live = this.incarnation.get();
		if (live != null && live.learnsOfEnd(cell)) {
			tell(reason);
		}
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof Watcher that && this.incarnation == that.incarnation;
	}

	@Override
	public int hashCode() {
		return System.identityHashCode(this.incarnation);
	}

}
