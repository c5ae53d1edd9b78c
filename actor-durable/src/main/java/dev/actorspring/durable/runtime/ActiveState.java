package dev.actorspring.durable.runtime;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import dev.actorspring.durable.store.StateKey;
import org.jspecify.annotations.Nullable;

/**
 * A state that is in memory, and the incarnation that has it.
 *
 * @param <T> the type of the state
 */
final class ActiveState<T> {

	private final StateSlot<T> slot;

	private volatile @Nullable OwnedState<T> owned;

	/** Whether there is an incarnation, or is to be one. */
	private volatile boolean wanted;

	ActiveState(StateSlot<T> slot) {
		this.slot = slot;
	}

	StateSlot<T> slot() {
		return this.slot;
	}

	/**
	 * An incarnation is about to be made.
	 */
	void want() {
		this.wanted = true;
	}

	/**
	 * Whether it need not be in memory.
	 */
	boolean isIdle() {
		return !this.wanted && this.slot.isSettled() && !this.slot.awaitsAlarms();
	}

	/**
	 * Gives it to an incarnation.
	 * @param inTurn whether this thread runs a handler of it
	 * @param beforeChange called before it is changed
	 */
	OwnedState<T> own(BooleanSupplier inTurn, Consumer<StateKey> beforeChange) {
		OwnedState<T> fresh = new OwnedState<>(this.slot, inTurn, beforeChange);
		this.owned = fresh;
		return fresh;
	}

	@Nullable OwnedState<T> owned() {
		return this.owned;
	}

	/**
	 * The incarnation has ended, or could not be made.
	 */
	void disown() {
		this.wanted = false;
		OwnedState<T> before = this.owned;
		this.owned = null;
		if (before != null) {
			before.end();
		}
	}

}
