package dev.actorspring.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Consumer;

import dev.actorspring.ExitReason;
import dev.actorspring.engine.mailbox.Mailbox.Position;
import dev.actorspring.engine.stream.OpenStreams;
import org.jspecify.annotations.Nullable;

/**
 * What an incarnation owns, and what ends with it. Most own nothing, so it is made when
 * it is first needed, and each thing in it as well.
 */
final class IncarnationResources {

	/** The turn that waits in the middle, if one does. */
	volatile @Nullable Suspension suspension;

	/**
	 * With which reason it has asked to be stopped, if not as usual. For the thread that
	 * runs it.
	 */
	@Nullable ExitReason wantedReason;

	/** How far it has looked through its mailbox. For the thread that runs it. */
	private @Nullable Position position;

	private volatile @Nullable SpawnedActors children;

	private volatile @Nullable OpenStreams streams;

	private volatile @Nullable Promises promises;

	private volatile @Nullable IncarnationHandle handle;

	/** Weak: one whose stage is gone will never complete. Guarded by this. */
	private @Nullable Set<Pipe<?>> pipes;

	/**
	 * Who has ended, by what has been heard, with the number of the last incarnation.
	 * Weak: who cannot be watched any more need not be known. Guarded by this.
	 */
	private @Nullable Map<ActorCell<?>, Integer> ends;

	/** Who is told when it has ended. Guarded by this. */
	private @Nullable List<Consumer<ExitReason>> whenEnded;

	private volatile @Nullable WatchedActors watched;

	private volatile @Nullable Links links;

	/** For the thread that runs the incarnation. */
	private @Nullable Timers timers;

	/** For the thread that runs the incarnation. */
	@Nullable Continuations continuations;

	private volatile @Nullable StateMachine states;

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

	/**
	 * Takes over actors that were started before the incarnation was made.
	 */
	synchronized void adopt(SpawnedActors started) {
		this.children = started;
	}

	private synchronized SpawnedActors makeChildren(ActorCell<?> cell) {
		SpawnedActors present = this.children;
		if (present == null) {
			present = SpawnedActors.of(cell);
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
			present = new OpenStreams(new CellStreamOwner(cell));
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

	/**
	 * By which others know the incarnation that may outlive it.
	 * @param incarnation whose resources these are
	 * @return the same each time
	 */
	synchronized IncarnationHandle handle(Incarnation<?> incarnation) {
		IncarnationHandle present = this.handle;
		if (present == null) {
			present = new IncarnationHandle(incarnation);
			this.handle = present;
		}
		return present;
	}

	synchronized void add(Pipe<?> pipe) {
		if (this.pipes == null) {
			this.pipes = Collections.newSetFromMap(new WeakHashMap<>());
		}
		this.pipes.add(pipe);
	}

	/**
	 * Notes that the incarnation hears of an end for good.
	 * @param cell who has ended; it may live again, and end again
	 * @return {@code false} if it has heard of this end before
	 */
	synchronized boolean learnsOfEnd(ActorCell<?> cell) {
		if (this.ends == null) {
			this.ends = new WeakHashMap<>();
		}
		return !Objects.equals(this.ends.put(cell, cell.incarnations()), cell.incarnations());
	}

	ExitReason wantedReason() {
		ExitReason wanted = this.wantedReason;
		return (wanted != null) ? wanted : new ExitReason.Normal();
	}

	/**
	 * Whom the incarnation watches. For the thread that runs it.
	 * @return the same each time
	 */
	WatchedActors watched() {
		WatchedActors present = this.watched;
		if (present == null) {
			present = new WatchedActors();
			this.watched = present;
		}
		return present;
	}

	/**
	 * With whom the incarnation is linked.
	 * @param incarnation whose resources these are
	 * @return the same each time
	 */
	Links links(Incarnation<?> incarnation) {
		Links present = this.links;
		return (present != null) ? present : makeLinks(incarnation);
	}

	private synchronized Links makeLinks(Incarnation<?> incarnation) {
		Links present = this.links;
		if (present == null) {
			present = new Links(incarnation);
			this.links = present;
			whenEnded(present);
		}
		return present;
	}

	synchronized void whenEnded(Consumer<ExitReason> action) {
		if (this.whenEnded == null) {
			this.whenEnded = new ArrayList<>(1);
		}
		this.whenEnded.add(action);
	}

	/**
	 * Tells those who want to know that it has ended, each of them once.
	 * @param reason why
	 */
	void tellEnd(ExitReason reason) {
		List<Consumer<ExitReason>> told;
		synchronized (this) {
			told = (this.whenEnded != null) ? this.whenEnded : List.of();
			this.whenEnded = null;
		}
		told.forEach((action) -> action.accept(reason));
	}

	/**
	 * Has those let go of the incarnation that may outlive it.
	 */
	synchronized void detach() {
		if (this.handle != null) {
			this.handle.clear();
		}
		if (this.pipes != null) {
			this.pipes.forEach(Pipe::close);
			this.pipes = null;
		}
		WatchedActors known = this.watched;
		if (known != null) {
			known.clear();
		}
	}

	@Nullable Promises promises() {
		return this.promises;
	}

	/**
	 * Which state it is in. Any thread.
	 * @param incarnation whose resources these are, and whose actor has states
	 * @return the same each time
	 */
	StateMachine states(Incarnation<?> incarnation) {
		StateMachine present = this.states;
		return (present != null) ? present : makeStates(incarnation);
	}

	private synchronized StateMachine makeStates(Incarnation<?> incarnation) {
		StateMachine present = this.states;
		if (present == null) {
			present = new StateMachine(incarnation,
					Objects.requireNonNull(incarnation.cell().type().messages().protocol().states()));
			this.states = present;
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
