package dev.actorspring.engine;

import dev.actorspring.ExitReason;
import org.jspecify.annotations.Nullable;

/**
 * Tells a cell what to do with its life.
 */
final class Signal {

	/** Stands for no signals while the cell rests. */
	static final Signal RESTING = new Signal(Kind.START);

	final Kind kind;

	/** Why the actor has ended, if that is known. */
	final @Nullable ExitReason reason;

	/** The signal sent before this one; once taken, the one sent after it. */
	@Nullable Signal next;

	Signal(Kind kind) {
		this(kind, null);
	}

	Signal(Kind kind, @Nullable ExitReason reason) {
		this.kind = kind;
		this.reason = reason;
	}

	/**
	 * Whether it is answered with stopped.
	 * @return {@code true} for {@code STOP} and {@code TERMINATE}
	 */
	boolean isStop() {
		return this.kind == Kind.STOP || this.kind == Kind.TERMINATE;
	}

	enum Kind {

		/**
		 * Make an incarnation, unless the mailbox is closed. Answered with started or
		 * startFailed.
		 */
		START,

		/** Make an incarnation, and open the mailbox if it is closed. */
		REOPEN,

		/** End the incarnation, if any; keep the mailbox. Answered with stopped. */
		STOP,

		/** End the incarnation, if any, and close the mailbox. Answered with stopped. */
		TERMINATE,

		/**
		 * End the incarnation, if any, and close the mailbox, unless a message comes.
		 * Answered with exited if it was closed.
		 */
		PASSIVATE,

		/** The children of an ending incarnation are gone. */
		CHILDREN_STOPPED

	}

}
