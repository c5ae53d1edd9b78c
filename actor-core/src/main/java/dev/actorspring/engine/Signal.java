package dev.actorspring.engine;

import org.jspecify.annotations.Nullable;

/**
 * Tells a cell what to do with its life.
 */
final class Signal {

	/** Stands for no signals while the cell rests. */
	static final Signal RESTING = new Signal(Kind.START);

	final Kind kind;

	/** The signal sent before this one. */
	@Nullable Signal next;

	Signal(Kind kind) {
		this.kind = kind;
	}

	enum Kind {

		/** Make an incarnation. Answered with started or startFailed. */
		START,

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
