package dev.actorspring.engine;

import java.util.concurrent.Executor;

import dev.actorspring.ExitReason;
import dev.actorspring.engine.mailbox.LifecycleSignal;
import org.jspecify.annotations.Nullable;

/**
 * A signal for one incarnation, and never for the one after it. For the owner of the
 * cell.
 */
abstract class IncarnationSignal extends LifecycleSignal {

	private final ActorCell<?> cell;

	IncarnationSignal(ActorCell<?> cell) {
		super(Kind.INCARNATION);
		this.cell = cell;
	}

	/**
	 * There is an incarnation, which the caller holds.
	 * @param current the incarnation
	 * @return with which reason it is to end, or {@code null} if it is to go on
	 */
	abstract @Nullable ExitReason meets(Incarnation<?> current);

	/**
	 * The incarnation is ending already.
	 * @param current the incarnation
	 * @param reason why
	 */
	abstract void meetsEnding(Incarnation<?> current, ExitReason reason);

	/**
	 * There is no incarnation.
	 * @param last why the last one has ended, if that was not a stop
	 */
	abstract void misses(@Nullable ExitReason last);

	/**
	 * Whether it means whichever incarnation there is when it is obeyed.
	 * @return {@code false} if it is of no use to wait for the next
	 */
	abstract boolean isForNext();

	/**
	 * What it has waited for is there, or never will be: it has another try.
	 */
	@Override
	public final void settle(Executor completer, boolean done) {
		this.cell.signal(this);
	}

}
