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

	private final List<LifecycleSignal> deferred = new ArrayList<>(0);

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
		this.deferred.add(signal);
	}

	List<LifecycleSignal> deferred() {
		return this.deferred;
	}

}
