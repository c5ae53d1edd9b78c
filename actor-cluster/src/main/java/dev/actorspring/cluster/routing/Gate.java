package dev.actorspring.cluster.routing;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

import org.jspecify.annotations.Nullable;

/**
 * Lets messages in to the actors of one partition while that lives on this node, and
 * knows when all who were let in have gone on. Messages of this node to an actor that is
 * active already only look whether it is open: they need not be counted, as that actor
 * closes before the partition has left. Any thread.
 */
final class Gate {

	/** How many are inside. */
	private static final long COUNT = (1L << 32) - 1;

	private static final int MODE = 32;

	private static final AtomicLongFieldUpdater<Gate> STATE = AtomicLongFieldUpdater.newUpdater(Gate.class, "state");

	/**
	 * The mode, and how many are inside. In the gate itself, as each message looks at it.
	 */
	private volatile long state;

	private volatile long epoch;

	private volatile @Nullable CompletableFuture<Void> left;

	/**
	 * Lets in a message that was sent on this node.
	 * @return {@code true} if it must be told to {@link #exit()}
	 */
	boolean enter() {
		if (mode() != Mode.OPEN) {
			return false;
		}
		if (mode(STATE.incrementAndGet(this)) == Mode.OPEN) {
			return true;
		}
		exit();
		return false;
	}

	/**
	 * Lets in a message that an actor on this node sends in its turn. It may be what
	 * another turn waits for, without which its partition cannot leave.
	 * @return {@code true} if it must be told to {@link #exit()}
	 */
	boolean enterInTurn() {
		Mode mode = mode(STATE.incrementAndGet(this));
		if (mode == Mode.OPEN || mode == Mode.LEAVING) {
			return true;
		}
		exit();
		return false;
	}

	/**
	 * Lets in a message that comes from another node.
	 * @param target for which stay, and by whom
	 * @return {@link Entry#IN} if it must be told to {@link #exit()}
	 */
	Entry enter(Packet.Target target) {
		Mode mode = mode(STATE.incrementAndGet(this));
		boolean mine = target.epoch() == this.epoch;
		if (mine && (mode == Mode.OPEN || mode == Mode.ARRIVING || (mode == Mode.LEAVING && target.inTurn()))) {
			return Entry.IN;
		}
		exit();
		return (mine && mode == Mode.LEAVING) ? Entry.LEAVING : Entry.LEFT;
	}

	void exit() {
		if ((STATE.decrementAndGet(this) & COUNT) == 0) {
			CompletableFuture<Void> waiting = this.left;
			if (waiting != null) {
				waiting.complete(null);
			}
		}
	}

	/**
	 * The partition has come: other nodes may send, this one not yet.
	 */
	void arrive(long newEpoch) {
		this.epoch = newEpoch;
		change(Mode.ARRIVING);
	}

	/**
	 * What has waited for the partition on this node has been let in.
	 */
	void open() {
		change(Mode.OPEN);
	}

	/**
	 * Keeps out what is new.
	 * @return done when all who were let in before have gone on; by any of their threads
	 */
	CompletableFuture<Void> leave() {
		return shut(Mode.LEAVING);
	}

	/**
	 * Keeps out everybody.
	 * @return done when all who were let in before have gone on; by any of their threads
	 */
	CompletableFuture<Void> close() {
		return shut(Mode.CLOSED);
	}

	/**
	 * Not by two threads at a time.
	 */
	private CompletableFuture<Void> shut(Mode mode) {
		CompletableFuture<Void> empty = new CompletableFuture<>();
		change(mode);
		CompletableFuture<Void> before = this.left;
		this.left = empty;
		if (before != null) {
			// Who goes on now tells the latest only.
			empty.thenRun(() -> before.complete(null));
		}
		if ((this.state & COUNT) == 0) {
			empty.complete(null);
		}
		return empty;
	}

	private void change(Mode mode) {
		STATE.updateAndGet(this, (now) -> ((long) mode.ordinal() << MODE) | (now & COUNT));
	}

	Mode mode() {
		return mode(this.state);
	}

	long epoch() {
		return this.epoch;
	}

	private static Mode mode(long state) {
		return Mode.ALL[(int) (state >>> MODE)];
	}

	/**
	 * Whom it lets in.
	 */
	enum Mode {

		/** Nobody. */
		CLOSED,
		/** Other nodes. */
		ARRIVING,
		/** All. */
		OPEN,
		/** What actors send in their turns. */
		LEAVING;

		private static final Mode[] ALL = values();

	}

	/**
	 * What became of a message from another node.
	 */
	enum Entry {

		/** It is in. */
		IN,
		/** Only what belongs to turns would have been let in. */
		LEAVING,
		/** The partition does not live here, or not the stay that was meant. */
		LEFT

	}

}
