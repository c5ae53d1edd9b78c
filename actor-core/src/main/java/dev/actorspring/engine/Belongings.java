package dev.actorspring.engine;

import dev.actorspring.ExitReason;
import dev.actorspring.engine.Mailbox.Position;
import org.jspecify.annotations.Nullable;

/**
 * What an incarnation owns, and what ends with it. Most own nothing, so it is made when
 * it is first needed, and each thing in it as well.
 */
final class Belongings {

	/** The turn that waits in the middle, if one does. */
	volatile @Nullable Suspension suspension;

	/** How far it has looked through its mailbox. For the thread that runs it. */
	private @Nullable Position position;

	private volatile @Nullable SpawnedActors children;

	private volatile @Nullable OpenStreams streams;

	private volatile @Nullable Promises promises;

	/** For the thread that runs the incarnation. */
	private @Nullable Timers timers;

	Position position() {
		if (this.position == null) {
			this.position = new Position();
		}
		return this.position;
	}

	@Nullable SpawnedActors children() {
		return this.children;
	}

	SpawnedActors children(ActorCell<?> cell) {
		SpawnedActors present = this.children;
		return (present != null) ? present : makeChildren(cell);
	}

	private synchronized SpawnedActors makeChildren(ActorCell<?> cell) {
		SpawnedActors present = this.children;
		if (present == null) {
			present = new SpawnedActors(cell.type().engine(), cell.type().name(), cell.path());
			this.children = present;
		}
		return present;
	}

	OpenStreams streams(ActorCell<?> cell) {
		OpenStreams present = this.streams;
		return (present != null) ? present : makeStreams(cell);
	}

	private synchronized OpenStreams makeStreams(ActorCell<?> cell) {
		OpenStreams present = this.streams;
		if (present == null) {
			present = new OpenStreams(cell);
			this.streams = present;
		}
		return present;
	}

	Promises promises(ActorCell<?> cell) {
		Promises present = this.promises;
		return (present != null) ? present : makePromises(cell);
	}

	private synchronized Promises makePromises(ActorCell<?> cell) {
		Promises present = this.promises;
		if (present == null) {
			present = new Promises(cell);
			this.promises = present;
		}
		return present;
	}

	Timers timers(Incarnation<?> incarnation) {
		if (this.timers == null) {
			this.timers = new Timers(incarnation);
		}
		return this.timers;
	}

	/**
	 * Ends what others wait for.
	 * @param reason why the incarnation has ended
	 */
	void endReplies(ExitReason reason) {
		OpenStreams open = this.streams;
		if (open != null) {
			open.end(reason);
		}
		Promises made = this.promises;
		if (made != null) {
			made.end(reason);
		}
	}

	void announceStop() {
		OpenStreams present = this.streams;
		if (present != null) {
			present.announceStop();
		}
	}

	boolean havePromises() {
		Promises made = this.promises;
		return made != null && made.areOpen();
	}

	boolean haveSubscribers() {
		OpenStreams present = this.streams;
		return present != null && present.haveSubscribers();
	}

}
