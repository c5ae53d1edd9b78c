package dev.actorspring.engine;

import dev.actorspring.ExitReason;
import org.jspecify.annotations.Nullable;

/**
 * Ends one incarnation.
 */
final class ExitSignal extends IncarnationSignal {

	/** {@code null} for whichever there is when the signal is obeyed. */
	private final @Nullable Incarnation<?> target;

	private final ExitReason why;

	private final Exit exit;

	/**
	 * Creates the signal.
	 * @param cell whose incarnation it ends
	 * @param target which, or {@code null} for the one that is about to be made
	 * @param why with which reason
	 * @param exit who has sent it
	 */
	ExitSignal(ActorCell<?> cell, @Nullable Incarnation<?> target, ExitReason why, Exit exit) {
		super(cell);
		this.target = target;
		this.why = why;
		this.exit = exit;
	}

	@Override
	@Nullable ExitReason meets(Incarnation<?> current) {
		if (this.target == null) {
			current.whenEnded(this.exit);
		}
		return ((this.target == null || this.target == current) && !this.exit.isWithdrawn()) ? this.why : null;
	}

	@Override
	void meetsEnding(Incarnation<?> current, ExitReason reason) {
		if (this.target == null) {
			current.whenEnded(this.exit);
		}
		if (this.why instanceof ExitReason.Killed && (this.target == null || this.target == current)) {
			PoolWorkers.killThoseOf(current);
		}
	}

	@Override
	void misses(@Nullable ExitReason last) {
		// If it was for another one that has been told already.
		this.exit.accept(this.why);
	}

	@Override
	boolean isForNext() {
		return this.target == null;
	}

}
