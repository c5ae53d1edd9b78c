package dev.actorspring.engine.mailbox;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import dev.actorspring.ExitReason;
import org.jspecify.annotations.Nullable;

/**
 * Tells a cell what to do with its life.
 */
public class LifecycleSignal {

	/** Stands for no signals while the cell rests. */
	public static final LifecycleSignal RESTING = new LifecycleSignal(Kind.START);

	public final Kind kind;

	/** Why the actor has ended, if that is known. */
	public final @Nullable ExitReason reason;

	/** Whether it has had its effect. */
	private final @Nullable CompletableFuture<Boolean> outcome;

	/** The signal sent before this one. */
	public @Nullable LifecycleSignal next;

	public LifecycleSignal(Kind kind) {
		this(kind, null, null);
	}

	public LifecycleSignal(Kind kind, ExitReason reason) {
		this(kind, reason, null);
	}

	/**
	 * Creates a signal of which somebody wants to know what comes of it.
	 * @param kind what to do
	 * @param outcome completed when it is done, or will not be done
	 */
	public LifecycleSignal(Kind kind, CompletableFuture<Boolean> outcome) {
		this(kind, null, outcome);
	}

	/**
	 * The same, of an incarnation that has ended already.
	 * @param why why it has
	 * @return has its effect in place of this one
	 */
	public LifecycleSignal because(ExitReason why) {
		return new LifecycleSignal(this.kind, why, this.outcome);
	}

	private LifecycleSignal(Kind kind, @Nullable ExitReason reason, @Nullable CompletableFuture<Boolean> outcome) {
		this.kind = kind;
		this.reason = reason;
		this.outcome = outcome;
	}

	/**
	 * Notes what has come of it.
	 * @param completer runs the actions that depend on the future
	 * @param done whether it has had its effect
	 */
	public void settle(Executor completer, boolean done) {
		CompletableFuture<Boolean> waiting = this.outcome;
		if (waiting != null) {
			completer.execute(() -> waiting.complete(done));
		}
	}

	/**
	 * Whether it is answered with stopped.
	 * @return {@code true} for {@code STOP} and {@code TERMINATE}
	 */
	public boolean isStop() {
		return this.kind == Kind.STOP || this.kind == Kind.TERMINATE;
	}

	public enum Kind {

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

		/**
		 * Do what is to be done, then end the incarnation, if any, and close the mailbox.
		 * Sent again whenever that may have become possible. Answered with exited.
		 */
		DRAIN,

		/** Have another look at what had to wait. */
		RESUME,

		/**
		 * End the incarnation, if any, and make another. Answered with exited if that
		 * cannot be made.
		 */
		DISCARD,

		/**
		 * Something for one incarnation only. If it ends by that, answered with exited.
		 */
		INCARNATION,

		/** What has to be there before an incarnation is made is there, or cannot be. */
		PREPARED,

		/** The children of an ending incarnation are gone. */
		CHILDREN_STOPPED,

		/**
		 * An incarnation that had ended by itself was abandoned. Answered with exited.
		 */
		EXITED,

		/**
		 * An incarnation was abandoned that did not start in time. Answered with
		 * startFailed.
		 */
		START_TIMED_OUT

	}

}
