package dev.actorspring.engine;

import java.util.concurrent.Executor;

import dev.actorspring.ExitReason;
import dev.actorspring.engine.mailbox.LifecycleSignal;
import org.jspecify.annotations.Nullable;

/**
 * Ends one incarnation, and never the one after it.
 */
final class ExitSignal extends LifecycleSignal {

	private final ActorCell<?> cell;

	/** {@code null} for whichever there is when the signal is obeyed. */
	private final @Nullable Incarnation<?> target;

	private final Exit exit;

	/**
	 * Creates the signal.
	 * @param cell whose incarnation it ends
	 * @param target which, or {@code null} for the one that is about to be made
	 * @param reason with which reason
	 * @param exit who has sent it
	 */
	ExitSignal(ActorCell<?> cell, @Nullable Incarnation<?> target, ExitReason reason, Exit exit) {
		super(Kind.EXIT, reason);
		this.cell = cell;
		this.target = target;
		this.exit = exit;
	}

	/**
	 * Whether it is to be obeyed. Owner only.
	 * @param current the incarnation that there is
	 * @return {@code false} if it is meant for another, or has been withdrawn
	 */
	boolean concerns(Incarnation<?> current) {
		if (this.target == null) {
			current.whenEnded(this.exit);
		}
		return (this.target == null || this.target == current) && !this.exit.isWithdrawn();
	}

	/**
	 * There is no incarnation. Owner only.
	 * @param preparation of the next, if that is under way
	 */
	void missed(@Nullable Preparation preparation) {
		if (this.target == null && preparation != null) {
			preparation.add(this);
		}
		else {
			this.exit.accept(new ExitReason.Normal());
		}
	}

	/**
	 * What it has waited for is there, or never will be: it has another try.
	 */
	@Override
	public void settle(Executor completer, boolean done) {
		this.cell.signal(this);
	}

}
