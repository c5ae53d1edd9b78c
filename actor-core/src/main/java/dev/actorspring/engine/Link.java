package dev.actorspring.engine;

import dev.actorspring.ActorRef;
import dev.actorspring.ExitReason;
import dev.actorspring.Exited;
import org.jspecify.annotations.Nullable;

/**
 * What has two incarnations end together. Any thread.
 */
final class Link {

	/** Who has asked for it. */
	private final Incarnation<?> asker;

	private final ActorRef<?> target;

	/** {@code null} until the link has reached it. */
	private @Nullable Incarnation<?> reached;

	/** Why the first of the two has ended. */
	private @Nullable ExitReason end;

	/** Whether an end of the one no longer means anything to the other. */
	private volatile boolean cut;

	Link(Incarnation<?> asker, ActorRef<?> target) {
		this.asker = asker;
		this.target = target;
	}

	/**
	 * Links the two, or breaks if there is nobody to be linked with.
	 * @param cell of the target, if it has one
	 */
	void establish(@Nullable ActorCell<?> cell) {
		if (cell != null) {
			cell.signal(new Signal(cell));
		}
		else {
			breaks(null);
		}
	}

	boolean isCut() {
		return this.cut;
	}

	/**
	 * Whether there is nothing left that it could tell.
	 * @return {@code true} once one of the two has ended, or it was cut
	 */
	synchronized boolean isOver() {
		return this.cut || this.end != null;
	}

	/**
	 * It means nothing any more, to either of the two.
	 */
	void cut() {
		Incarnation<?> other;
		synchronized (this) {
			this.cut = true;
			other = this.reached;
		}
		if (other != null) {
			other.resources().links(other).remove(this.asker.cell().self(), this);
		}
	}

	private void reach(Incarnation<?> current) {
		ExitReason ended;
		synchronized (this) {
			if (this.cut) {
				return;
			}
			this.reached = current;
			ended = this.end;
		}
		if (ended != null) {
			tell(current, this.asker.cell().self(), this.asker, ended);
		}
		else {
			current.resources().links(current).add(this.asker.cell().self(), this);
		}
	}

	/**
	 * One of the two has ended.
	 * @param gone which
	 * @param reason why
	 */
	void ended(Incarnation<?> gone, ExitReason reason) {
		Incarnation<?> other;
		synchronized (this) {
			if (this.cut || this.end != null) {
				return;
			}
			this.end = reason;
			other = (gone == this.asker) ? this.reached : this.asker;
		}
		if (other != null) {
			tell(other, (gone == this.asker) ? gone.cell().self() : this.target, gone, reason);
		}
	}

	/**
	 * Cuts it if it is with an incarnation whose end is told by another link.
	 * @param gone the incarnation
	 * @return whether it was
	 */
	synchronized boolean cutIfWith(Incarnation<?> gone) {
		boolean with = gone == this.asker || gone == this.reached;
		this.cut |= with;
		return with;
	}

	/**
	 * There is nobody to be linked with.
	 * @param last why there is not, if that is known
	 */
	private void breaks(@Nullable ExitReason last) {
		ExitReason reason = (last != null) ? last : new ExitReason.Error(new IllegalStateException(
				this.target.path() + " is not running, so that " + this.asker.path() + " cannot be linked with it"));
		synchronized (this) {
			if (this.cut || this.end != null) {
				return;
			}
			this.end = reason;
		}
		tell(this.asker, this.target, null, reason);
	}

	private void tell(Incarnation<?> other, ActorRef<?> gone, @Nullable Incarnation<?> last, ExitReason reason) {
		boolean traps = other.cell().type().messages().protocol().handler(Exited.class).isPresent();
		boolean over = traps || reason instanceof ExitReason.Normal;
		if (last != null) {
			other.resources().links(other).tells(gone, last, this, !over);
		}
		else if (over) {
			other.resources().links(other).remove(gone, this);
		}
		if (other.hasEnded()) {
			return;
		}
		if (traps) {
			Exited exited = new Exited(gone, reason);
			if (other.cell().type().isPool()) {
				PoolFront.deliver(other.cell(), exited);
			}
			else {
				other.cell().deliver(new SelfMessage.Plain(other, exited));
			}
		}
		else if (!(reason instanceof ExitReason.Normal)) {
			new LinkedExit(other).send(other.cell(), other, new ExitReason.Linked(gone.path(), reason));
		}
	}

	/**
	 * The end of the other, unless it cuts the link before it comes to that.
	 */
	private final class LinkedExit extends Exit {

		LinkedExit(Incarnation<?> other) {
			super(other.cell().type().engine());
		}

		@Override
		boolean isWithdrawn() {
			return Link.this.cut;
		}

	}

	/**
	 * Reaches the incarnation of the target.
	 */
	private final class Signal extends IncarnationSignal {

		Signal(ActorCell<?> cell) {
			super(cell);
		}

		@Override
		@Nullable ExitReason meets(Incarnation<?> current) {
			reach(current);
			return null;
		}

		@Override
		void meetsEnding(Incarnation<?> current, ExitReason reason) {
			breaks(reason);
		}

		@Override
		void misses(@Nullable ExitReason last) {
			breaks(last);
		}

		@Override
		boolean isForNext() {
			return true;
		}

	}

}
