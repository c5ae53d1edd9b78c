package dev.actorspring.engine;

import java.util.ArrayList;
import java.util.List;

import dev.actorspring.ExitReason;
import dev.actorspring.engine.mailbox.LifecycleSignal;
import org.jspecify.annotations.Nullable;

/**
 * How an incarnation ends, and what its cell is to do after that.
 */
final class IncarnationEnd {

	private final ExitReason reason;

	private final @Nullable LifecycleSignal by;

	/** {@code null} for none. */
	private @Nullable List<LifecycleSignal> deferred;

	/**
	 * Creates the ending.
	 * @param reason why
	 * @param by the signal that wants it, or {@code null} if the incarnation ends by
	 * itself
	 */
	IncarnationEnd(ExitReason reason, @Nullable LifecycleSignal by) {
		this.reason = reason;
		this.by = by;
	}

	ExitReason reason() {
		return this.reason;
	}

	@Nullable LifecycleSignal by() {
		return this.by;
	}

	/**
	 * Keeps a signal that came too early, while the incarnation waits for its children.
	 * @param signal the signal
	 */
	void defer(LifecycleSignal signal) {
		List<LifecycleSignal> present = this.deferred;
		if (present == null) {
			present = new ArrayList<>(1);
			this.deferred = present;
		}
		present.add(signal);
	}

	/**
	 * Makes what was kept the next signals to take, in the same order. Owner only.
	 * @param cell whose end it is
	 */
	void putBackDeferred(ActorCell<?> cell) {
		List<LifecycleSignal> present = this.deferred;
		if (present != null) {
			present.reversed().forEach(cell::putBack);
		}
	}

}
