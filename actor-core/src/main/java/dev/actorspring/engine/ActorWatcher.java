package dev.actorspring.engine;

import dev.actorspring.ActorRef;
import dev.actorspring.ExitReason;
import dev.actorspring.Message;
import dev.actorspring.Terminated;
import org.jspecify.annotations.Nullable;

/**
 * An incarnation that wants to know of an end for good. Does not keep it from being
 * forgotten. Equal to another of the same incarnation.
 */
final class ActorWatcher implements Watcher {

	private final IncarnationHandle incarnation;

	private final ActorRef<?> watched;

	private final WatchedActors actors;

	/** Whose message of an earlier end still waits. Guarded by the actors. */
	@Nullable ActorWatcher earlier;

	/** Whether its message is on its way. */
	private volatile boolean told;

	private volatile boolean off;

	ActorWatcher(IncarnationHandle incarnation, ActorRef<?> watched, WatchedActors actors) {
		this.incarnation = incarnation;
		this.watched = watched;
		this.actors = actors;
	}

	ActorRef<?> watched() {
		return this.watched;
	}

	boolean isTold() {
		return this.told;
	}

	/**
	 * Nobody wants to know any more, also if a message waits already.
	 */
	void off() {
		this.off = true;
	}

	@Override
	public boolean isGone() {
		Incarnation<?> live = this.incarnation.get();
		return this.off || live == null || live.hasEnded();
	}

	@Override
	public void accept(ExitReason reason) {
		Incarnation<?> live = this.incarnation.get();
		if (live != null && !live.hasEnded() && !this.off) {
			this.told = true;
			live.cell().deliver(new Notice(live, this, new Terminated(this.watched, reason)));
		}
	}

	@Override
	public void tell(ActorCell<?> cell, ExitReason reason) {
		Incarnation<?> live = this.incarnation.get();
		if (live != null && live.learnsOfEnd(cell)) {
			accept(reason);
		}
		else {
			this.actors.heard(this);
		}
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof ActorWatcher that && this.incarnation == that.incarnation;
	}

	@Override
	public int hashCode() {
		return System.identityHashCode(this.incarnation);
	}

	/**
	 * What it is told, unless it does not want to know any more.
	 */
	private static final class Notice extends SelfMessage.Plain {

		private final ActorWatcher watcher;

		Notice(Incarnation<?> incarnation, ActorWatcher watcher, Terminated message) {
			super(incarnation, message);
			this.watcher = watcher;
		}

		@Override
		@Nullable Message<?> open(Incarnation<?> current) {
			if (this.watcher.off) {
				return null;
			}
			this.watcher.actors.heard(this.watcher);
			return super.open(current);
		}

	}

}
